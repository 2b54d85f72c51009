namespace CryptoEtl.Core.Features.Health;

/// <summary>Judged figures as rows of <see cref="FeatureTables.Health"/>, and back.</summary>
public static class HealthRows
{
    /// <summary>Columns that <see cref="Of(Batch)"/> reads.</summary>
    public static readonly IReadOnlyList<string> Read =
    [
        "date", "feature", "rows", "nulls", "due_rows", "due_nulls", "all_rows", "all_nulls", "mean", "std", "p05", "p50", "p95", "null_share_before", "p50_before", "spread_before", "drift", "reason",
    ];

    /// <param name="days">In order of days.</param>
    /// <param name="config">Its decision time is when a day's figures could be known.</param>
    public static Batch Of(IReadOnlyList<FeatureHealth> days, FeatureConfig config, RowOrigin origin) => new(FeatureTables.Health,
    [
        Each(days, one => Start(one.Now.Day)),
        Each(days, one => (string?)one.Now.Feature.Name),
        Each(days, one => (long?)one.Now.Rows), Each(days, one => (long?)one.Now.Nulls), Each(days, one => Told(one.Now.NullShare)),
        Each(days, one => (long?)one.Now.DueRows), Each(days, one => (long?)one.Now.DueNulls), Each(days, one => Told(one.NullShareBefore)),
        Each(days, one => Told(one.Now.Mean)), Each(days, one => Told(one.Now.Std)),
        Each(days, one => Told(one.Now.P05)), Each(days, one => Told(one.Now.P50)), Each(days, one => Told(one.Now.P95)),
        Each(days, one => Told(one.MedianBefore)), Each(days, one => Told(one.SpreadBefore)), Each(days, one => Told(one.Drift)),
        Each(days, one => (bool?)one.IsJump), Each(days, one => one.Reason),
        Each(days, one => (long?)one.Now.AllRows), Each(days, one => (long?)one.Now.AllNulls),
        Each(days, one => Start(one.Now.Day + 1)),
        Each(days, one => (DateTime?)new DateTime(config.DecisionTicks(one.Now.Day), DateTimeKind.Utc)),
        Each(days, _ => (DateTime?)origin.ObservedAt.UtcDateTime),
        Each(days, _ => (string?)origin.Batch.Id),
        Each(days, _ => (string?)null),
        Each(days, one => Start(one.Now.Day)),
    ]);

    /// <summary>Rows of features that are in the catalogue.</summary>
    public static IEnumerable<FeatureHealth> Of(Batch rows)
    {
        var known = FeatureCatalogue.All.ToDictionary(feature => feature.Name, StringComparer.Ordinal);
        var names = rows.Texts("feature");
        for (var row = 0; row < rows.RowCount; row++)
        {
            if (known.GetValueOrDefault(names[row]!) is { } feature)
                yield return At(rows, row, feature);
        }
    }

    private static FeatureHealth At(Batch rows, int row, Feature feature)
    {
        int Count(string column) => (int)rows.Integers(column)[row]!.Value;
        double Value(string column) => rows.Numbers(column)[row] ?? double.NaN;
        return new(
            new(DateOnly.FromDateTime(rows.Instants("date")[row]!.Value).DayNumber, feature, Count("rows"), Count("nulls"), Count("due_rows"), Count("due_nulls"), Count("all_rows"), Count("all_nulls"),
                Value("mean"), Value("std"), Value("p05"), Value("p50"), Value("p95")),
            Value("null_share_before"), Value("p50_before"), Value("spread_before"), Value("drift"), rows.Texts("reason")[row]);
    }

    private static T[] Each<T>(IReadOnlyList<FeatureHealth> days, Func<FeatureHealth, T> of) => days.Select(of).ToArray();

    private static double? Told(double value) => double.IsFinite(value) ? value : null;

    private static DateTime? Start(int day) => DateOnly.FromDayNumber(day).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
}
