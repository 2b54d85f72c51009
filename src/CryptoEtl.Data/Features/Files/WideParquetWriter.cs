using CryptoEtl.Core.Features;
using Parquet.Schema;

namespace CryptoEtl.Data.Features.Files;

/// <summary>A row per asset and day in one file, and, where a column of the market is chosen, a row per day in a second.</summary>
internal sealed class WideParquetWriter : IFeatureWriter
{
    private readonly ChosenColumns columns;
    private readonly FeatureConfig config;
    private readonly WideTable assets;
    private readonly WideTable? market;

    public WideParquetWriter(string path, FeaturePanel panel, ChosenColumns columns)
    {
        (this.columns, config) = (columns, panel.Config);
        assets = new(path, [new DataField<string>("asset_id", nullable: false), WideTable.Date, WideTable.DecisionTime, new DataField<bool>("is_member", nullable: false)], columns.Asset, config);
        try
        {
            market = columns.Market.Count == 0 ? null : new(MarketPath(path), [WideTable.Date, WideTable.DecisionTime], columns.Market, config);
        }
        catch
        {
            assets.Dispose();
            throw;
        }
    }

    /// <summary>Name of the second file: <c>f.market.parquet</c> beside <c>f.parquet</c>.</summary>
    public static string MarketPath(string path) => Path.ChangeExtension(path, ".market.parquet");

    public void Write(FeatureBlock block)
    {
        var rows = Rows(block);
        if (rows.Length > 0)
            WriteAssets(block, rows);
        if (market is not null && block.Days > 0)
            WriteMarket(market, block);
    }

    /// <summary>The second file first: where it is missing, so is the first.</summary>
    public void Commit()
    {
        market?.Commit(() => [Array.Empty<DateTime>(), Array.Empty<DateTime>()]);
        assets.Commit(() => [Array.Empty<string>(), Array.Empty<DateTime>(), Array.Empty<DateTime>(), Array.Empty<bool>()]);
    }

    public void Dispose()
    {
        assets.Dispose();
        market?.Dispose();
    }

    /// <summary>Rows of a block by day and asset.</summary>
    private static (int Asset, int At)[] Rows(FeatureBlock block)
    {
        var rows = new List<(int Asset, int At)>();
        for (var at = 0; at < block.Days; at++)
        {
            for (var asset = 0; asset < block.Assets.Count; asset++)
            {
                if (block.HasRow(asset, block.FirstDay + at))
                    rows.Add((asset, at));
            }
        }

        return [.. rows];
    }

    private static DateTime Day(int day) => WideTable.Moment(day * TimeSpan.TicksPerDay);

    private void WriteAssets(FeatureBlock block, (int Asset, int At)[] rows)
    {
        var (places, first) = (ChosenColumns.In(block.AssetColumns, columns.Asset), block.FirstDay);
        var decisions = Array.ConvertAll(rows, row => config.DecisionTicks(first + row.At));
        Array[] key =
        [
            Array.ConvertAll(rows, row => block.Assets[row.Asset].AssetId),
            Array.ConvertAll(rows, row => Day(first + row.At)),
            Array.ConvertAll(decisions, WideTable.Moment),
            Array.ConvertAll(rows, row => block.IsMember(row.Asset, first + row.At)),
        ];
        assets.Write(key, decisions, Array.ConvertAll(rows, row => block.PublishedTicks(row.Asset, first + row.At)), (feature, values) =>
        {
            for (var row = 0; row < rows.Length; row++)
                values[row] = block.Column(places[feature], rows[row].Asset)[rows[row].At] is var value && double.IsNaN(value) ? null : value;
        });
    }

    private void WriteMarket(WideTable table, FeatureBlock block)
    {
        var places = ChosenColumns.In(block.MarketColumns, columns.Market);
        int[] days = [.. Enumerable.Range(block.FirstDay, block.Days)];
        var decisions = Array.ConvertAll(days, config.DecisionTicks);
        Array[] key = [Array.ConvertAll(days, Day), Array.ConvertAll(decisions, WideTable.Moment)];
        table.Write(key, decisions, Array.ConvertAll(days, block.MarketPublishedTicks), (feature, values) =>
        {
            for (var at = 0; at < days.Length; at++)
                values[at] = block.Market(places[feature])[at] is var value && double.IsNaN(value) ? null : value;
        });
    }
}
