using System.Diagnostics;
using CryptoEtl.Benchmarks.Features;

namespace CryptoEtl.EndToEnd.Tests.Features;

/// <summary>The benchmark's query, written in SQL from the definitions alone, beside our engine.</summary>
public sealed class IndependentFeaturesTests
{
    private const int Assets = 30, Days = 500, Columns = 26;
    private const double Tolerance = 1e-9;

    [SkippableFact]
    public async Task DuckDB_makes_the_same_features_cell_by_cell()
    {
        var folder = Directory.CreateTempSubdirectory("features-").FullName;
        try
        {
            var (file, cells) = (Path.Combine(folder, "panel.parquet"), Path.Combine(folder, "cells.parquet"));
            await SyntheticPanel.WriteAsync(file, Assets, Days);
            await DuckDbAsync(file, cells);

            var panel = await PanelFile.ReadAsync(file);
            var theirs = await ForeignCells.ReadAsync(cells, panel);
            var differences = CellComparison.Differences(panel, theirs, Tolerance, out var compared);

            Assert.Equal(Columns, theirs.Columns.Count);
            Assert.InRange(compared, Columns * Assets * Days * 9 / 10, Columns * Assets * Days);
            Assert.True(differences.Count == 0, $"{differences.Count} of {compared} cells differ:\n{string.Join('\n', differences.DistinctBy(one => one.Column))}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task DuckDbAsync(string file, string cells)
    {
        var tests = Path.Combine(Repository.Root, "tests");
        Skip.IfNot(Directory.Exists(Path.Combine(tests, "node_modules", "@duckdb")), "DuckDB is not installed: npm install --prefix tests --no-package-lock");
        var script = Path.Combine(tests, "CryptoEtl.Benchmarks", "Features", "features-duckdb.mjs");
        using var node = Process.Start(new ProcessStartInfo("node", [script, file, "--cells", cells]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await error + await output);
    }
}
