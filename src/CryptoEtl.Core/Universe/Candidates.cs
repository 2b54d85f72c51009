using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Runs;

namespace CryptoEtl.Core.Universe;

/// <summary>Whose chart is asked for, and for which days.</summary>
/// <remarks>
/// Coins that were never asked for always are. After that those that rank among the first by their last known cap are kept up to date by every
/// run, the others once a week: they cannot be members tomorrow, but may have been listed on a larger one. A coin that is inactive and whose chart
/// was seen to have ended is done.
/// </remarks>
public static class Candidates
{
    /// <summary>Days between two looks at a small coin.</summary>
    public const int SmallCoinDays = 7;

    /// <summary>Days without a point after which the chart of an inactive coin has ended.</summary>
    public const int EndedAfterDays = 30;

    /// <param name="listing">Rows of <see cref="UniverseTables.Listing"/>, one per coin.</param>
    /// <param name="depth">How many coins, by last known cap, are kept up to date by every run.</param>
    public static IReadOnlyList<SeriesRequest> Requests(Batch listing, SeriesCoverage coverage, RunScope past, DateOnly lastSettled, int depth)
    {
        var to = past.To < lastSettled ? past.To.Value : lastSettled;
        var (assets, statuses) = (listing.Texts("asset_id"), listing.Texts("status"));
        var large = Large(assets, coverage, depth);
        return
        [
            .. Enumerable.Range(0, listing.RowCount)
                .Where(row => assets[row] is { Length: > 0 } asset && past.Assets?.Contains(asset) != false)
                .OrderBy(row => assets[row], StringComparer.Ordinal)
                .SelectMany(row => Requests(assets[row]!, statuses[row] == "inactive", large.Contains(assets[row]!), coverage, past, to)),
        ];
    }

    /// <summary>A credit buys the whole chart, so it is asked for from the first day on.</summary>
    private static IEnumerable<SeriesRequest> Requests(string asset, bool isInactive, bool isLarge, SeriesCoverage coverage, RunScope past, DateOnly to)
    {
        var held = coverage[SeriesKinds.Chart, asset];
        var wanted = new DayRange(SeriesShapes.FirstDay, to);
        if (past.Refresh && wanted.Days > 0)
            return SeriesShapes.OfCoin(SeriesKinds.Chart, asset, [wanted]).Select(request => request with { Covered = held.Days.All, Request = request.Request with { SettledAt = null } });

        var missing = held.Days.Missing(wanted);
        return IsDue(held, missing, isInactive, isLarge, to)
            ? SeriesShapes.OfCoin(SeriesKinds.Chart, asset, missing).Select(request => request with { Covered = held.Days.All })
            : [];
    }

    private static bool IsDue(SeriesCoverage.Held held, IReadOnlyList<DayRange> missing, bool isInactive, bool isLarge, DateOnly to)
    {
        if (missing.Count == 0 || held.Days.All.Count == 0)
            return missing.Count > 0;

        var end = held.Days.All[^1].To;
        var hasHole = missing[0].From < end;
        var hasEnded = isInactive && (held.LastDay is not { } last || end.DayNumber - last.DayNumber >= EndedAfterDays);
        return hasHole || (!hasEnded && (isLarge || to.DayNumber - end.DayNumber >= SmallCoinDays));
    }

    private static HashSet<string> Large(string?[] assets, SeriesCoverage coverage, int depth) =>
    [
        .. assets.OfType<string>().Select(asset => (asset, Cap: coverage[SeriesKinds.Chart, asset].LastCapUsd ?? 0))
            .OrderByDescending(coin => coin.Cap).ThenBy(coin => coin.asset, StringComparer.Ordinal).Take(depth).Select(coin => coin.asset),
    ];
}
