using System.Globalization;

namespace CryptoEtl.Benchmarks.Features;

/// <summary>Makes the features of a panel from one Parquet file, next to Polars and DuckDB with the same columns, each in a process of its own; compares what they found.</summary>
public static class FeatureBenchmark
{
    private const int Runs = 3, WarmAssets = 100, WarmDays = 800, Step = 5, Samples = 3;

    private static readonly string[] Columns =
    [
        "ret_1d", "ret_30d", "mom_90_7", "sharpe_90", "px_sma_50", "rsi_14", "macd_pct", "natr_14", "stoch_k_14", "vol_30d", "vol_90d", "parkinson_30", "garman_klass_30",
        "drawdown_365", "max_drawdown_90", "skew_90", "var95_90", "amihud_30", "turnover_30", "volume_z_30", "ret_volume_corr_30", "beta_mkt_90", "idio_vol_90",
        "size_rank", "ret_21d_xs_rank", "ret_21d_xs_z",
    ];

    /// <param name="args"><c>--assets N</c> and <c>--days D</c>; also a fifth and the fourfold of N. <c>--one FILE WARM all|some</c> is the child process.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (args is ["--one", var one, var small, var which])
        {
            Console.WriteLine((await OwnRun.OfAsync(one, small, which == "all" ? null : Columns)).ToJson());
            return 0;
        }

        var folder = Directory.CreateTempSubdirectory("feature-benchmark-").FullName;
        try
        {
            await RunAsync(folder, Number(args, "--assets", 1_000), Number(args, "--days", 2_000));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Number(string[] args, string name, int otherwise) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;

    private static async Task RunAsync(string folder, int assets, int days)
    {
        var (warm, file) = (Path.Combine(folder, "warm.parquet"), Path.Combine(folder, "panel.parquet"));
        await SyntheticPanel.WriteAsync(warm, WarmAssets, WarmDays);
        var rows = await SyntheticPanel.WriteAsync(file, assets, days);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{assets:N0} assets x {days:N0} days: {rows:N0} bars, {new FileInfo(file).Length / 1e6:F0} MB of Parquet; the middle of {Runs} runs, each a process of its own"));
        var results = await MiddlesAsync(
            () => OwnAsync(file, warm, "all"), () => OwnAsync(file, warm, "some"), () => OtherAsync("features-polars.mjs", file, warm), () => OtherAsync("features-duckdb.mjs", file, warm));
        var (all, ours, others) = (results[0], results[1], results[2..]);
        FeatureReport.Speed([all, ours, .. others]);
        FeatureReport.Agreement(ours, others);
        foreach (var other in others)
            await ExplainAsync(file, Path.Combine(folder, "cells.parquet"), ours, other);

        await ScaleAsync(folder, warm, (assets, days), [all, ours]);
    }

    private static async Task ScaleAsync(string folder, string warm, (int Assets, int Days) size, ToolResult[] known)
    {
        var results = known.Select(result => (size.Assets, result)).ToList();
        foreach (var assets in new[] { Math.Max(Step, size.Assets / Step), size.Assets * 4 })
        {
            var file = Path.Combine(folder, $"panel-{assets}.parquet");
            await SyntheticPanel.WriteAsync(file, assets, size.Days);
            results.AddRange((await MiddlesAsync(() => OwnAsync(file, warm, "all"), () => OwnAsync(file, warm, "some"))).Select(result => (assets, result)));
            File.Delete(file);
        }

        FeatureReport.Scaling(results.OrderBy(result => result.Assets));
    }

    /// <summary>Runs all one after the other, several times over, so that what else happens on the machine meets them alike; those that could not be run are left out.</summary>
    private static async Task<ToolResult[]> MiddlesAsync(params Func<Task<ToolResult?>>[] tools)
    {
        var runs = tools.Select(_ => new List<ToolResult>()).ToArray();
        for (var run = 0; run < Runs; run++)
        {
            for (var tool = 0; tool < tools.Length; tool++)
            {
                if (await tools[tool]() is { } result)
                    runs[tool].Add(result);
            }
        }

        return [.. runs.Where(of => of.Count > 0).Select(ToolResult.MiddleOf)];
    }

    private static async Task<ToolResult?> OwnAsync(string file, string warm, string which) => ToolResult.Parse(await OtherTool.OwnAsync("--one", file, warm, which));

    private static async Task<ToolResult?> OtherAsync(string script, string file, string warm) =>
        await OtherTool.ScriptAsync(script, file, "--warm", warm) is { } output ? ToolResult.Parse(output) : null;

    /// <summary>Shows cells of the columns that do not agree.</summary>
    private static async Task ExplainAsync(string file, string cells, ToolResult ours, ToolResult other)
    {
        var columns = FeatureReport.Disagreeing(ours, other);
        var script = other.Tool.StartsWith("DuckDB", StringComparison.Ordinal) ? "features-duckdb.mjs" : "features-polars.mjs";
        if (columns.Count == 0 || await OtherTool.ScriptAsync(script, file, "--cells", cells, "--only", string.Join(',', columns)) is null)
            return;
        var panel = await PanelFile.ReadAsync(file);
        var differences = CellComparison.Differences(panel, await ForeignCells.ReadAsync(cells, panel), 1e-6, out var compared);
        Console.WriteLine($"{other.Tool}: {differences.Count:N0} of {compared:N0} cells of these columns differ");
        foreach (var sample in differences.GroupBy(difference => difference.Column).SelectMany(column => column.Take(Samples)))
            Console.WriteLine($"  {sample.Column} of {sample.Asset} on {sample.Day:yyyy-MM-dd}: {FeatureReport.Number(sample.Ours)} by us, {FeatureReport.Number(sample.Theirs)} by {other.Tool}");
    }
}
