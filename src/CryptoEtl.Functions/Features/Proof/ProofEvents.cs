using CryptoEtl.Core.Features;

namespace CryptoEtl.Functions.Features.Proof;

/// <summary>What happens on some days that a look ahead would show at.</summary>
public enum ProofEvent
{
    /// <summary>A value came after the row that should have seen it first.</summary>
    LateArrival,

    /// <summary>A value was told otherwise, or taken back.</summary>
    Restatement,

    /// <summary>An asset's first bar.</summary>
    Listing,

    /// <summary>An asset's last bar, more than <see cref="FeatureConfig.MaxGapDays"/> before the last of all.</summary>
    Delisting,

    /// <summary>The first day without a bar of more than <see cref="FeatureConfig.MaxGapDays"/>, and the first day with one again.</summary>
    Hole,

    /// <summary>The members are others than the day before.</summary>
    UniverseChange,
}

/// <summary>A value that the row of its own day saw otherwise than later rows did.</summary>
/// <param name="Due">Day number of the row that would have seen it, had it been there at the usual time.</param>
/// <param name="Seen">Day number of the first row that sees it.</param>
internal readonly record struct LateWord(int Due, int Seen, bool IsRestated);

/// <summary>Finds the days on which something happens.</summary>
internal static class ProofEvents
{
    /// <summary>Day numbers by kind, ascending, each once.</summary>
    public static IReadOnlyDictionary<ProofEvent, SortedSet<int>> Of(ProofData data)
    {
        var days = Enum.GetValues<ProofEvent>().ToDictionary(kind => kind, _ => new SortedSet<int>());
        foreach (var told in data.Assets.Values)
        {
            foreach (var word in LateWords(data.Config, told))
                days[word.IsRestated ? ProofEvent.Restatement : ProofEvent.LateArrival].Add(word.Seen);
            AddBars(days, data, told);
        }

        days[ProofEvent.UniverseChange].UnionWith(Changes(data.Members(Limit.None)));
        return days;
    }

    /// <summary>What came late or was told otherwise, so that some rows saw it and earlier ones, which it concerns, did not.</summary>
    public static IEnumerable<LateWord> LateWords(FeatureConfig config, IEnumerable<Told> told)
    {
        foreach (var vintages in told.GroupBy(one => (one.Series, one.Place)))
        {
            var (due, before) = (vintages.First().Day + config.AnchorOf(vintages.First().Source), (double?)null);
            foreach (var one in vintages.OrderBy(one => one.PublishedAt(config)))
            {
                var value = one.IsHour || Fields.IsMeant((Field)one.Series, one.Value) ? one.Value : double.NaN;
                if (config.FirstRowOf(one.PublishedAt(config)) is var seen && seen > due && !value.Equals(before ?? double.NaN))
                    yield return new(due, seen, IsRestated: before is not null);
                before = value;
            }
        }
    }

    private static void AddBars(Dictionary<ProofEvent, SortedSet<int>> days, ProofData data, List<Told> told)
    {
        var closes = told.Where(one => one.Series == (int)Field.Close && !double.IsNaN(one.Value)).Select(one => one.Place).Distinct().Order().ToArray();
        if (closes.Length == 0)
            return;
        days[ProofEvent.Listing].Add(closes[0]);
        if (closes[^1] + data.Config.MaxGapDays < data.Span.Last)
            days[ProofEvent.Delisting].Add(closes[^1]);
        for (var at = 1; at < closes.Length; at++)
        {
            if (closes[at] - closes[at - 1] - 1 > data.Config.MaxGapDays)
                days[ProofEvent.Hole].UnionWith([closes[at - 1] + 1, closes[at]]);
        }
    }

    private static IEnumerable<int> Changes(IEnumerable<(int Day, string AssetId)> members)
    {
        var byDay = members.GroupBy(one => one.Day, one => one.AssetId).ToDictionary(day => day.Key, day => day.ToHashSet());
        return byDay.Where(day => !byDay.TryGetValue(day.Key - 1, out var before) || !before.SetEquals(day.Value)).Select(day => day.Key);
    }
}
