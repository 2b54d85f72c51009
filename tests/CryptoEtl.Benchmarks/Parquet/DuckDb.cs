using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace CryptoEtl.Benchmarks.Parquet;

/// <summary>Medians of DuckDB.</summary>
internal sealed record DuckDbResult(string Version, Measurement Write, Measurement ReadOwn, Measurement ReadOurs);

/// <summary>Runs the DuckDB script with Node, after installing its package where needed.</summary>
internal static class DuckDb
{
    private const string Script = "parquet-benchmark.mjs";

    /// <summary>Null, with a line that says why, if Node or the package cannot be had.</summary>
    public static async Task<DuckDbResult?> RunAsync(string ours, string theirs, int runs)
    {
        string? folder = FindFolder();
        if (folder is null) return Absent("the folder tests/duckdb was not found");
        try
        {
            if (!Directory.Exists(Path.Combine(folder, "..", "node_modules"))) await RunAsync("npm", Path.Combine(folder, ".."), "install", "--no-package-lock", "--no-audit", "--no-fund");
            return Parse(await RunAsync("node", folder, Script, ours, theirs, runs.ToString(CultureInfo.InvariantCulture)));
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            return Absent(e.Message);
        }
    }

    private static DuckDbResult? Absent(string reason)
    {
        Console.WriteLine($"DuckDB was not run: {reason}");
        return null;
    }

    private static string? FindFolder()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string folder = Path.Combine(at.FullName, "duckdb");
            if (File.Exists(Path.Combine(folder, Script))) return folder;
        }
        return null;
    }

    private static async Task<string> RunAsync(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} failed: {(await error).Trim()}");
    }

    private static DuckDbResult Parse(string output)
    {
        using JsonDocument json = JsonDocument.Parse(output);
        Measurement MedianOf(string name) => Measurement.Median([.. json.RootElement.GetProperty(name).EnumerateArray()
            .Select(run => new Measurement(run.GetProperty("clock").GetDouble(), run.GetProperty("cpu").GetDouble()))]);
        return new DuckDbResult(json.RootElement.GetProperty("version").GetString()!, MedianOf("write"), MedianOf("readOwn"), MedianOf("readOurs"));
    }
}
