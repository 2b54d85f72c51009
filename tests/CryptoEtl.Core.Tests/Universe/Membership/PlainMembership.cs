using CryptoEtl.Core.Universe.Membership;

namespace CryptoEtl.Core.Tests.Universe.Membership;

/// <summary>The rules of membership once more, written down day by day without any state: slow, and plain to check.</summary>
internal static class PlainMembership
{
    public sealed record Ranked(string Asset, double Cap, int CapDay, int RankAll, int? Rank);

    /// <summary>All assets with a cap on the day, by rank among all.</summary>
    public static IReadOnlyList<Ranked> On(int day, UniverseRules rules, IReadOnlyCollection<Vintage> all, Func<string, int, bool> isExcluded)
    {
        var visible = VisibleAt(rules.DecisionTime(Vintage.First.AddDays(day)), day, all);
        var ordered = visible.Select(v => v.Asset).Distinct()
            .Select(asset => (Asset: asset, Newest: visible.Where(v => v.Asset == asset && v.Cap > 0 && v.Day >= day - rules.MaxStaleDays).MaxBy(v => v.Day)))
            .Where(one => one.Newest is not null)
            .OrderByDescending(one => one.Newest!.Cap).ThenByDescending(one => Median(visible, one.Asset, day) ?? -1)
            .ThenBy(one => one.Asset, StringComparer.Ordinal).ToList();
        var rank = 0;
        return
        [
            .. ordered.Select((one, at) => new Ranked(
                one.Asset, one.Newest!.Cap!.Value, one.Newest.Day, at + 1,
                isExcluded(one.Asset, day) || Median(visible, one.Asset, day) is not { } volume && rules.MinVolumeUsd > 0
                    || rules.MinVolumeUsd > 0 && Median(visible, one.Asset, day) < rules.MinVolumeUsd ? null : ++rank)),
        ];
    }

    /// <summary>Of each asset and day the vintage that counts at the moment.</summary>
    private static List<Vintage> VisibleAt(DateTimeOffset decision, int day, IReadOnlyCollection<Vintage> all) =>
        [.. all.Where(v => v.AvailableAt <= decision && v.Day <= day).GroupBy(v => (v.Asset, v.Day)).Select(g =>
            g.OrderBy(v => v.AvailableAt).ThenBy(v => v.Cap is > 0 ? v.Cap : double.NaN).ThenBy(v => v.Volume ?? double.NaN).Last())];

    private static double? Median(List<Vintage> visible, string asset, int day)
    {
        var volumes = visible.Where(v => v.Asset == asset && v.Day > day - 30 && v.Volume is not null).Select(v => v.Volume!.Value).Order().ToList();
        return volumes.Count == 0 ? null : (volumes[(volumes.Count - 1) / 2] + volumes[volumes.Count / 2]) / 2;
    }
}
