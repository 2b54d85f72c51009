using System.Diagnostics;
using System.Globalization;
using CryptoEtl.Core.Features;

namespace CryptoEtl.Benchmarks.Features;

/// <summary>Our run: the child process that reads a panel, makes its features and adds every column up.</summary>
internal static class OwnRun
{
    private const int WarmUps = 12;

    /// <param name="columns">Null: all of them.</param>
    public static async Task<ToolResult> OfAsync(string file, string warm, IReadOnlyCollection<string>? columns)
    {
        for (var run = 0; run < WarmUps; run++)
            Sums(await PanelFile.ReadAsync(warm), columns, out _);
        GC.Collect();

        var (used, start) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        var panel = await PanelFile.ReadAsync(file);
        var read = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var sums = Sums(panel, columns, out var rows);
        var compute = Stopwatch.GetElapsedTime(start).TotalSeconds - read;
        var cpu = (Environment.CpuUsage.TotalTime - used).TotalSeconds;
        return new(columns is null ? "ours, all columns" : "ours", rows, sums, read, compute, cpu, PeakBytes(), Cells(panel, sums, rows));
    }

    private static Dictionary<string, ColumnSum> Sums(FeaturePanel panel, IReadOnlyCollection<string>? columns, out int rows)
    {
        var (first, last) = panel.Span!.Value;
        var engine = new FeatureEngine(panel, columns);
        var (assets, market, found) = (new ColumnSum[engine.AssetColumns.Count], new ColumnSum[engine.MarketColumns.Count], 0);
        engine.Run(first, last, block =>
        {
            found += Rows(block);
            Parallel.For(0, assets.Length, column => assets[column] = Add(block, column, assets[column]));
            for (var column = 0; column < market.Length; column++)
                market[column] = market[column].Plus(block.Market(column));
        });
        rows = found;
        return engine.AssetColumns.Concat(engine.MarketColumns).Zip(assets.Concat(market)).ToDictionary(one => one.First.Name, one => one.Second);
    }

    private static ColumnSum Add(FeatureBlock block, int column, ColumnSum sum)
    {
        for (var asset = 0; asset < block.Assets.Count; asset++)
            sum = sum.Plus(block.Column(column, asset));
        return sum;
    }

    private static int Rows(FeatureBlock block)
    {
        var rows = 0;
        for (var asset = 0; asset < block.Assets.Count; asset++)
        {
            for (var day = block.FirstDay; day < block.FirstDay + block.Days; day++)
                rows += block.HasRow(asset, day) ? 1 : 0;
        }

        return rows;
    }

    /// <summary>Rows by columns. A column whose source the panel lacks costs nothing and does not count.</summary>
    private static double Cells(FeaturePanel panel, Dictionary<string, ColumnSum> sums, int rows)
    {
        var (first, last) = panel.Span!.Value;
        return sums.Where(sum => sum.Value.Count > 0).Sum(sum => FeatureCatalogue.Named(sum.Key).IsMarket ? last - first + 1.0 : rows);
    }

    /// <summary>VmHWM: the most physical memory the process has ever had, in bytes.</summary>
    private static double PeakBytes() => 1024 * double.Parse(
        File.ReadLines("/proc/self/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);
}
