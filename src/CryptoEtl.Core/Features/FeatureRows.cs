namespace CryptoEtl.Core.Features;

/// <summary>A block of features as rows of their tables.</summary>
/// <param name="origin">Of the run that writes them.</param>
public sealed class FeatureRows(FeatureConfig config, RowOrigin origin)
{
    private readonly string hash = config.Hash;

    /// <summary>Rows of <see cref="FeatureTables.Asset"/> for one day, in order of asset.</summary>
    /// <param name="block">Has all columns.</param>
    public Batch Assets(FeatureBlock block, int day)
    {
        var assets = Enumerable.Range(0, block.Assets.Count).Where(asset => block.HasRow(asset, day)).ToArray();
        var columns = new List<Array>
        {
            Array.ConvertAll(assets, asset => (string?)block.Assets[asset].AssetId),
            Same(assets.Length, (DateTime?)StartOf(day)),
            Same(assets.Length, (DateTime?)At(config.DecisionTicks(day))),
            Array.ConvertAll(assets, asset => (bool?)block.IsMember(asset, day)),
            Array.ConvertAll(assets, asset => PublishedAt(block.PublishedTicks(asset, day), day)),
            Same<string?>(assets.Length, FeatureConfig.SpecVersion),
            Same<string?>(assets.Length, hash),
        };
        for (var column = 0; column < block.AssetColumns.Count; column++)
            columns.Add(Array.ConvertAll(assets, asset => Told(block.Column(column, asset)[day - block.FirstDay])));
        return new(FeatureTables.Asset, [.. columns, .. Clocks(assets.Length, day)]);
    }

    /// <summary>The row of <see cref="FeatureTables.Market"/> for one day.</summary>
    public Batch Market(FeatureBlock block, int day)
    {
        var columns = new List<Array>
        {
            Same(1, (DateTime?)StartOf(day)), Same(1, (DateTime?)At(config.DecisionTicks(day))), Same(1, PublishedAt(block.MarketPublishedTicks(day), day)),
            Same<string?>(1, FeatureConfig.SpecVersion), Same<string?>(1, hash),
        };
        for (var column = 0; column < block.MarketColumns.Count; column++)
            columns.Add(Same(1, Told(block.Market(column)[day - block.FirstDay])));
        return new(FeatureTables.Market, [.. columns, .. Clocks(1, day)]);
    }

    private static double? Told(double value) => double.IsNaN(value) ? null : value;

    /// <exception cref="InvalidOperationException">The row saw what was published after its decision time: a bug.</exception>
    private DateTime? PublishedAt(long ticks, int day) =>
        ticks > config.DecisionTicks(day) ? throw new InvalidOperationException($"the row of {DateOnly.FromDayNumber(day):yyyy-MM-dd} was made of what was published at {At(ticks):O}")
        : ticks == 0 ? null
        : At(ticks);

    private IEnumerable<Array> Clocks(int rows, int day) =>
    [
        Same(rows, (DateTime?)StartOf(day + 1)),
        Same(rows, (DateTime?)At(config.DecisionTicks(day))),
        Same(rows, (DateTime?)origin.ObservedAt.UtcDateTime),
        Same<string?>(rows, origin.Batch.Id),
        Same<string?>(rows, null),
        Same(rows, (DateTime?)StartOf(day)),
    ];

    private static T[] Same<T>(int rows, T value)
    {
        var column = new T[rows];
        Array.Fill(column, value);
        return column;
    }

    private static DateTime StartOf(int day) => DateOnly.FromDayNumber(day).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);

    /// <summary>To the microsecond, as the files keep it.</summary>
    private static DateTime At(long ticks) => new(ticks - ticks % TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc);
}
