using System.Globalization;
using CryptoEtl.Core.Universe.Bias;

namespace CryptoEtl.Core.Universe.Comparison;

/// <summary>Compares another's dated rank lists with our ranks, line by line, and says of every miss why.</summary>
/// <param name="names">Who is who.</param>
/// <param name="ranks">Our ranks.</param>
/// <param name="panel">Our prices and caps: what the lake holds.</param>
/// <param name="tolerance">Ranks that may lie between.</param>
public sealed class RankComparison(AssetNames names, RankBook ranks, ClosePanel panel, int tolerance)
{
    /// <summary>The lake holds a coin when it has a point of it within so many days.</summary>
    private const int Near = 7;

    /// <summary>Caps further apart than this explain a difference in rank; a fraction.</summary>
    private const double SameCap = 0.05;

    /// <summary>Compares with our day before the list's, and with the day itself, and answers the one that agrees more, and both shares.</summary>
    /// <remarks>A list of day X shows some moment of X; our day X-1 ends as X starts.</remarks>
    public (ComparisonReport Better, ComparisonReport Other) Compare(IReadOnlyCollection<ListedCoin> coins)
    {
        var (before, same) = (Compare(coins, 1), Compare(coins, 0));
        return same.InAll.AgreedAmongHeld > before.InAll.AgreedAmongHeld ? (same, before) : (before, same);
    }

    /// <summary>Compares with our day so many days before the list's.</summary>
    public ComparisonReport Compare(IReadOnlyCollection<ListedCoin> coins, int daysBefore)
    {
        var lists = coins.GroupBy(coin => coin.Day).OrderBy(list => list.Key).ToList();
        var there = lists.Where(list => ranks.Has(list.Key.AddDays(-daysBefore))).ToList();
        return new(daysBefore, [.. there.SelectMany(list => List(list, list.Key.AddDays(-daysBefore)))], lists.Count - there.Count);
    }

    private IEnumerable<ComparedCoin> List(IEnumerable<ListedCoin> list, DateOnly day)
    {
        var notHeld = 0;
        foreach (var coin in list.OrderBy(coin => coin.Rank))
        {
            var found = names.Find(coin);
            if (Absence(found, day) is { } absence)
            {
                notHeld++;
                yield return new(coin, found.Count == 1 ? found[0] : null, null, null, absence, absence);
                continue;
            }

            var ours = ranks.Of(day, found[0]);
            var among = coin.Rank - notHeld;
            yield return new(coin, found[0], among, ours?.RankAll,
                Miss(coin, coin.Rank, ours, found[0], day, notHeld), Miss(coin, among, ours, found[0], day, 0));
        }
    }

    /// <summary>Why the lake does not hold it; null: it does.</summary>
    private string? Absence(IReadOnlyList<string> found, DateOnly day)
    {
        if (found.Count != 1)
            return found.Count == 0 ? "not in the lake" : $"name ambiguous: {string.Join(", ", found)}";
        return panel.Find(found[0]) is >= 0 and var asset && IsHeld(asset, day.DayNumber - panel.From.DayNumber) ? null : "not held that week";
    }

    private bool IsHeld(int asset, int day)
    {
        for (var at = Math.Max(0, day - Near); at <= Math.Min(panel.Days - 1, day + Near); at++)
        {
            if (panel.HasCloseOn(asset, at))
                return true;
        }

        return false;
    }

    private string? Miss(ListedCoin coin, int rank, (long? RankAll, double? CapUsd)? ours, string asset, DateOnly day, int notHeld)
    {
        if (ours?.RankAll is { } known && Math.Abs(known - rank) <= tolerance)
            return null;
        var cap = ours?.CapUsd ?? CapOf(asset, day);
        if (double.IsNaN(cap))
            return "no cap that day";
        if (coin.CapUsd is { } listed && Math.Abs((cap / listed) - 1) > SameCap)
            return string.Create(CultureInfo.InvariantCulture, $"cap differs: ours is {((cap / listed) - 1) * 100:+0;-0} %");
        if (ours?.RankAll is null)
            return "below our members";
        return Math.Abs(ours.Value.RankAll.Value - (rank - notHeld)) <= tolerance ? $"rank shifted: {notHeld} above are not held" : $"rank differs: ours is {ours.Value.RankAll}";
    }

    private double CapOf(string asset, DateOnly day) => panel.CapOn(panel.Find(asset), Math.Clamp(day.DayNumber - panel.From.DayNumber, 0, panel.Days - 1));
}
