using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.QualityGate.Check;

namespace CryptoEtl.Benchmarks.Gate;

/// <summary>Judges daily bars in a Parquet file by their whole contract, next to one query of DuckDB with the rules that SQL can say. Each in a process of its own.</summary>
public static class GateBenchmark
{
    private const int DefaultAssets = 2_500, Runs = 7;

    /// <param name="args"><c>--assets N</c> of 2,000 days each; <c>--one FILE RUNS [IDS]</c> is the child process.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (args is ["--one", var one, var count, ..])
            return One(one, int.Parse(count, CultureInfo.InvariantCulture), args.Length > 3 ? args[3].Split(',').ToHashSet() : null);

        var assets = args is ["--assets", var text] ? int.Parse(text, CultureInfo.InvariantCulture) : DefaultAssets;
        var folder = Directory.CreateTempSubdirectory("gate-benchmark-").FullName;
        try
        {
            var file = Path.Combine(folder, "bars.parquet");
            await DailyBars.WriteAsync(file, assets);
            await RunAsync(file, assets * DailyBars.Days);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAsync(string file, int rows)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} bars x 8 columns, {new FileInfo(file).Length / 1e6:F0} MB of Parquet; {Runs} runs in one process each"));
        var theirs = await DuckDbAsync(file);
        var ids = theirs?.Counts.Keys.Order(StringComparer.Ordinal).ToArray();
        var whole = await OursAsync(file);
        Report("ours, the whole contract", whole, rows);
        if (theirs is null || ids is null)
            return;
        Report($"ours, the {ids.Length} rules of the query", await OursAsync(file, string.Join(',', ids)), rows);
        Report($"DuckDB {theirs.Version}, 2 threads", theirs, rows);
        foreach (var id in ids)
            Console.WriteLine($"{id}: {whole.Counts.GetValueOrDefault(id)} by us, {theirs.Counts[id]} by DuckDB");
    }

    private sealed record Result(string Version, IReadOnlyDictionary<string, long> Counts, double[] Clock, double[] Cpu, double Peak);

    private static void Report(string what, Result result, int rows)
    {
        var (clock, cpu) = (result.Clock.Order().ElementAt(result.Clock.Length / 2), result.Cpu.Order().ElementAt(result.Cpu.Length / 2));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-36} first {result.Clock[0]:F2} s, middle {clock:F2} s (CPU {cpu:F2}), {rows / clock / 1e6:F1} M rows/s, peak {result.Peak / 1e6:F0} MB"));
    }

    /// <summary>The child: prints what the script for DuckDB prints.</summary>
    private static int One(string file, int runs, IReadOnlySet<string>? rules)
    {
        var contract = Contracts.Of(HistoricalTables.SilverMarket, new());
        var (clock, cpu, report) = (new List<double>(), new List<double>(), (CheckReport?)null);
        for (var run = 0; run < runs; run++)
        {
            var (used, start) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
            report = FileCheck.Run(new(contract, file, new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)) { Rules = rules });
            clock.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            cpu.Add((Environment.CpuUsage.TotalTime - used).TotalSeconds);
        }

        using var self = Process.GetCurrentProcess();
        Console.WriteLine(JsonSerializer.Serialize(new { version = "", counts = report!.Verdict.Findings, clock, cpu, peak = self.PeakWorkingSet64 }));
        return 0;
    }

    private static async Task<Result> OursAsync(string file, params string[] rules) => Parse(await OutputAsync(
        Environment.ProcessPath!,
        [.. Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? [typeof(GateBenchmark).Assembly.Location] : Array.Empty<string>(), "gate", "--one", file, $"{Runs}", .. rules]));

    private static async Task<Result?> DuckDbAsync(string file)
    {
        var script = Script();
        try
        {
            return script is null ? null : Parse(await OutputAsync("node", [script, file, $"{Runs}"]));
        }
        catch (Exception failure) when (failure is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            Console.WriteLine($"DuckDB was not run: {failure.Message}");
            return null;
        }
    }

    private static string? Script()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var script = Path.Combine(at.FullName, "Gate", "gate-benchmark.mjs");
            if (File.Exists(script))
                return script;
        }

        return null;
    }

    private static async Task<string> OutputAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} failed: {(await error).Trim()}");
    }

    private static Result Parse(string output)
    {
        using var json = JsonDocument.Parse(output);
        var root = json.RootElement;
        double[] Seconds(string name) => [.. root.GetProperty(name).EnumerateArray().Select(run => run.GetDouble())];
        var counts = root.GetProperty("counts").EnumerateObject().ToDictionary(
            rule => rule.Name, rule => rule.Value.ValueKind == JsonValueKind.String ? long.Parse(rule.Value.GetString()!, CultureInfo.InvariantCulture) : rule.Value.GetInt64());
        return new(root.GetProperty("version").GetString()!, counts, Seconds("clock"), Seconds("cpu"), root.GetProperty("peak").GetDouble());
    }
}
