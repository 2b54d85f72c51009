using System.Diagnostics;
using System.Globalization;
using CryptoEtl.Core.Features;

namespace CryptoEtl.Benchmarks.Features;

/// <summary>Our run: the child process that reads a panel, makes its features and adds every column up.</summary>
internal static class OwnRun
{
    private const int WarmUps = 5;

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
        var (sums, found) = (new Dictionary<string, ColumnSum>(), 0);
        var (first, last) = panel.Span!.Value;
        new FeatureEngine(panel, columns).Run(first, last, block =>
        {
            found += Rows(block);
            for (var column = 0; column < block.AssetColumns.Count; column++)
                sums[block.AssetColumns[column].Name] = Add(block, column, sums.GetValueOrDefault(block.AssetColumns[column].Name));
            for (var column = 0; column < block.MarketColumns.Count; column++)
                sums[block.MarketColumns[column].Name] = sums.GetValueOrDefault(block.MarketColumns[column].Name).Plus(block.Market(column));
        });
        rows = found;
        return sums;
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
