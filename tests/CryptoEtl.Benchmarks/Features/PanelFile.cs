using CryptoEtl.Core.Features;
using CryptoEtl.Core.Features.Series;
using Parquet;
using Parquet.Data;

namespace CryptoEtl.Benchmarks.Features;

/// <summary>Reads the file of <see cref="SyntheticPanel"/>: its assets, sorted, are members of the universe on all days.</summary>
internal static class PanelFile
{
    private const int FirstField = 2;

    public static async Task<FeaturePanel> ReadAsync(string path)
    {
        var config = new FeatureConfig();
        var builders = new List<AssetHistoryBuilder>();
        using var reader = await ParquetReader.CreateAsync(path);
        for (var group = 0; group < reader.RowGroupCount; group++)
            Take(await reader.ReadEntireRowGroupAsync(group), builders, config);

        var assets = builders.Select(builder => builder.Build()).ToArray();
        return new(config, assets, EveryDay(assets));
    }

    private static void Take(DataColumn[] columns, List<AssetHistoryBuilder> builders, FeatureConfig config)
    {
        var (ids, dates) = ((string[])columns[0].Data, (DateTime[])columns[1].Data);
        var values = columns.Skip(FirstField).Select(column => (double?[])column.Data).ToArray();
        for (var row = 0; row < ids.Length; row++)
        {
            if (builders.Count == 0 || builders[^1].AssetId != ids[row])
                builders.Add(new(ids[row], config));
            var (builder, day) = (builders[^1], DateOnly.FromDateTime(dates[row]).DayNumber);
            for (var field = 0; field < values.Length; field++)
                builder.Add((Field)field, day, values[field][row] ?? double.NaN);
        }
    }

    private static Membership EveryDay(AssetHistory[] assets)
    {
        var members = new Membership(assets.Length);
        var (first, last) = (assets.Min(asset => asset.FirstDay), assets.Max(asset => asset.LastDay));
        for (var day = first; day <= last; day++)
        {
            for (var asset = 0; asset < assets.Length; asset++)
                members.Add(asset, day);
        }

        return members;
    }
}
