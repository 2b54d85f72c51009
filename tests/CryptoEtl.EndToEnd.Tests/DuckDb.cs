using System.Diagnostics;
using System.Text.Json;

namespace CryptoEtl.EndToEnd.Tests;

/// <summary>A table as DuckDB sees it through the log.</summary>
/// <param name="Digest">Of all rows and columns.</param>
/// <param name="Facts">The same without the hashes of raw answers.</param>
internal sealed record SeenTable(long Version, int Files, long Rows, string? Digest, string? Facts, string[] Columns, string[] AppIds);

/// <summary>A column added up: bytes of texts, microseconds of moments, seconds of days, and how often a flag is true.</summary>
internal sealed record SummedColumn(long Nulls, string Sum);

/// <summary>A table added up.</summary>
internal sealed record SummedTable(long Rows, Dictionary<string, SummedColumn> Columns);

/// <summary>DuckDB in Node: a reader that shares no code with ours.</summary>
internal static class DuckDb
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>Every table of a lake, by folder. Fails where a file, a statistic or a count is wrong.</summary>
    public static async Task<Dictionary<string, SeenTable>> ReadLakeAsync(string lake) =>
        JsonSerializer.Deserialize<Dictionary<string, SeenTable>>(await NodeAsync("read-lake.mjs", lake), Web)!;

    /// <summary>Every table of a lake, by folder, added up column by column.</summary>
    public static async Task<Dictionary<string, SummedTable>> SumLakeAsync(string lake) =>
        JsonSerializer.Deserialize<Dictionary<string, SummedTable>>(await NodeAsync("sum-lake.mjs", lake), Web)!;

    /// <summary>Rows of a statement, as JSON objects.</summary>
    public static async Task<JsonElement[]> QueryAsync(string sql) =>
        JsonSerializer.Deserialize<JsonElement[]>(await NodeAsync("query.mjs", sql))!;

    /// <summary>Rows of several statements, in one process.</summary>
    public static async Task<JsonElement[][]> QueryAllAsync(IEnumerable<string> statements) =>
        [.. (await NodeAsync("query.mjs", [.. statements])).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement[]>(line)!)];

    private static async Task<string> NodeAsync(string script, params string[] arguments)
    {
        var scripts = Path.Combine(Repository.Root, "tests", "duckdb");
        Skip.IfNot(Directory.Exists(Path.Combine(scripts, "..", "node_modules")), "DuckDB is not installed: npm install --prefix tests --no-package-lock");
        var start = new ProcessStartInfo("node", [Path.Combine(scripts, script), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var node = Process.Start(start)!;
        var (output, error) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await error);
        return await output;
    }
}
