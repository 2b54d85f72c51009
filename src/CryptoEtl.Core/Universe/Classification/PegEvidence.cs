using CryptoEtl.Core.Universe.Membership;

namespace CryptoEtl.Core.Universe.Classification;

/// <summary>Finds coins whose price stands at one dollar, and the day on which it had been seen to.</summary>
/// <remarks>Only prices known at the decision time of a day are looked at, so a day once found stays, whatever is told later.</remarks>
public static class PegEvidence
{
    /// <summary>How far from one dollar still counts as at it, a fraction.</summary>
    public const double Tolerance = 0.02;

    /// <summary>Days looked back on, the day itself included.</summary>
    public const int Days = 90;

    /// <summary>Least number of them with a price.</summary>
    public const int LeastDays = 60;

    /// <summary>Least share of those at one dollar.</summary>
    public const double LeastShare = 0.95;

    private const int Slots = 128;

    /// <summary>A coin at the peg.</summary>
    /// <param name="Day">The first day at whose decision time it was seen.</param>
    /// <param name="Near">Days at one dollar then, of <paramref name="Known"/> with a price.</param>
    public sealed record Finding(string AssetId, DateOnly Day, int Near, int Known);

    /// <summary>The coins found up to a day, by id.</summary>
    public static IReadOnlyList<Finding> Find(CapHistory history, UniverseRules rules, DateOnly to)
    {
        history.Order();
        var slots = new sbyte[Slots];
        return [.. Enumerable.Range(0, history.Assets.Count)
            .Select(at => Find(history.Assets[at], history.Series[at], rules.DecisionOffset.Ticks, to.DayNumber, slots))
            .OfType<Finding>().OrderBy(found => found.AssetId, StringComparer.Ordinal)];
    }

    private static Finding? Find(string asset, CapSeries series, long offset, int to, sbyte[] slots)
    {
        if (!MayBe(series))
            return null;
        Array.Clear(slots);
        var (counts, cursor) = (new Counts(), 0);
        for (var day = First(series); day <= to; day++)
        {
            counts.Move(ref slots[(day - Days) & (Slots - 1)], 0);
            var decision = ((day + 1) * TimeSpan.TicksPerDay) + offset;
            for (; cursor < series.Count && series.KnownAt(cursor) <= decision; cursor++)
            {
                if (series.Days[cursor] > day - Days)
                    counts.Move(ref slots[series.Days[cursor] & (Slots - 1)], StateOf(series.Prices[cursor]));
            }

            if (counts.AreAtPeg)
                return new(asset, DateOnly.FromDayNumber(day), counts.Near, counts.Known);
            if (cursor == series.Count && counts.Known == 0)
                return null;
        }

        return null;
    }

    private static bool MayBe(CapSeries series)
    {
        var near = 0;
        foreach (var price in series.Prices)
            near += StateOf(price) == 1 ? 1 : 0;
        return near >= LeastDays * LeastShare;
    }

    /// <summary>The first day at which anything is known.</summary>
    private static int First(CapSeries series) => (int)(series.KnownAt(0) / TimeSpan.TicksPerDay) - 2;

    /// <summary>1: at one dollar; -1: elsewhere; 0: not known.</summary>
    private static sbyte StateOf(double price) =>
        double.IsNaN(price) ? (sbyte)0 : Math.Abs(price - 1) <= Tolerance ? (sbyte)1 : (sbyte)-1;

    private struct Counts
    {
        public int Near;
        public int Known;

        public readonly bool AreAtPeg => Known >= LeastDays && Near >= LeastShare * Known;

        public void Move(ref sbyte slot, sbyte state)
        {
            Known += Math.Abs(state) - Math.Abs(slot);
            Near += (state > 0 ? 1 : 0) - (slot > 0 ? 1 : 0);
            slot = state;
        }
    }
}
