using CryptoEtl.Core.Features;
using CryptoEtl.Core.Features.Series;
using Parquet;

namespace CryptoEtl.Benchmarks.Features;

/// <summary>Reads the file of <see cref="SyntheticPanel"/>, a row group per processor at a time: its assets, sorted, are members of the universe on all days.</summary>
internal static class PanelFile
{
    private const int FirstField = 2;

    /// <summary>What a row group has of an asset that began in the group before.</summary>
    private sealed record Rest(int[] Days, double[][] Values);

    private sealed record Part(List<AssetHistoryBuilder> Assets, string FirstAsset, Rest First);

    public static async Task<FeaturePanel> ReadAsync(string path)
    {
        var config = new FeatureConfig();
        var parts = new Part[await GroupsOfAsync(path)];
        await Parallel.ForAsync(0, parts.Length, async (group, _) => parts[group] = await ReadAsync(path, group, config));
        var assets = Joined(parts, config).Select(builder => builder.Build()).ToArray();
        return new(config, assets, EveryDay(assets));
    }

    private static async Task<int> GroupsOfAsync(string path)
    {
        using var reader = await ParquetReader.CreateAsync(path);
        return reader.RowGroupCount;
    }

    private static async Task<Part> ReadAsync(string path, int group, FeatureConfig config)
    {
        using var reader = await ParquetReader.CreateAsync(path);
        var columns = await reader.ReadEntireRowGroupAsync(group);
        var (ids, dates) = ((string[])columns[0].Data, (DateTime[])columns[1].Data);
        var values = columns.Skip(FirstField).Select(column => (double?[])column.Data).ToArray();
        var first = Array.FindIndex(ids, id => id != ids[0]) is >= 0 and var at ? at : ids.Length;
        var builders = new List<AssetHistoryBuilder>();
        for (var row = first; row < ids.Length; row++)
        {
            if (builders.Count == 0 || builders[^1].AssetId != ids[row])
                builders.Add(new(ids[row], config));
            for (var field = 0; field < values.Length; field++)
                builders[^1].Add((Field)field, DayOf(dates[row]), values[field][row] ?? double.NaN);
        }

        return new(builders, ids[0], new([.. dates.Take(first).Select(DayOf)], [.. values.Select(column => Array.ConvertAll(column[..first], value => value ?? double.NaN))]));
    }

    private static int DayOf(DateTime date) => DateOnly.FromDateTime(date).DayNumber;

    private static List<AssetHistoryBuilder> Joined(Part[] parts, FeatureConfig config)
    {
        var builders = new List<AssetHistoryBuilder>();
        foreach (var part in parts)
        {
            if (builders.Count == 0 || builders[^1].AssetId != part.FirstAsset)
                builders.Add(new(part.FirstAsset, config));
            for (var field = 0; field < part.First.Values.Length; field++)
            {
                for (var row = 0; row < part.First.Days.Length; row++)
                    builders[^1].Add((Field)field, part.First.Days[row], part.First.Values[field][row]);
            }

            builders.AddRange(part.Assets);
        }

        return builders;
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
