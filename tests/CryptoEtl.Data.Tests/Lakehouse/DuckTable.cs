using System.Diagnostics;
using System.Text.Json;

namespace CryptoEtl.Data.Tests.Lakehouse;

/// <summary>What DuckDB finds in a table: it reads checkpoint, commits and data files without a line of ours.</summary>
/// <param name="Ranks">Sum of <c>rank</c>.</param>
/// <param name="Nulls">Nulls of <c>ret_24h</c>.</param>
internal sealed record DuckTable(long Files, long Rows, long Ranks, long Nulls)
{
    /// <param name="table">Folder on disk.</param>
    public static async Task<DuckTable> ReadAsync(string table)
    {
        var live = (await QueryAsync(LiveFiles(table))).Select(row => Path.Combine(table, row.GetProperty("path").GetString()!)).ToList();
        if (live.Count == 0)
            return new(0, 0, 0, 0);
        var row = (await QueryAsync($"""
            SELECT count(*) AS rows, coalesce(sum(rank), 0)::BIGINT AS ranks, count(*) - count(ret_24h) AS nulls
            FROM read_parquet([{string.Join(", ", live.Select(Quoted))}], hive_partitioning = false)
            """)).Single();
        return new(live.Count, Number(row, "rows"), Number(row, "ranks"), Number(row, "nulls"));
    }

    public static async Task<JsonElement[]> QueryAsync(string sql)
    {
        var tests = Path.Combine(Root(), "tests");
        Skip.IfNot(Directory.Exists(Path.Combine(tests, "node_modules")), "DuckDB is not installed: npm install --prefix tests --no-package-lock");
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(tests, "duckdb/query.mjs"), sql])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var (output, error) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await error);
        return JsonSerializer.Deserialize<JsonElement[]>(await output)!;
    }

    public static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>The newest checkpoint's files, and what the commits after it add and remove.</summary>
    private static string LiveFiles(string table)
    {
        var log = Path.Combine(table, "_delta_log");
        var checkpoint = Directory.EnumerateFiles(log, "*.checkpoint.parquet").Max(StringComparer.Ordinal);
        var from = checkpoint is null ? -1 : long.Parse(Path.GetFileName(checkpoint)[..20], System.Globalization.CultureInfo.InvariantCulture);
        var start = checkpoint is null ? "" : $"SELECT {from} AS version, \"add\".path AS path, true AS adds FROM read_parquet({Quoted(checkpoint)}) WHERE \"add\" IS NOT NULL UNION ALL ";
        return $$"""
            WITH lines AS (SELECT regexp_extract(filename, '(\d{20})\.json$', 1)::BIGINT AS version, * FROM read_json({{Quoted(log + "/*.json")}},
                format = 'newline_delimited', filename = true, columns = {add: 'STRUCT(path VARCHAR)', remove: 'STRUCT(path VARCHAR)'})),
              actions(version, path, adds) AS ({{start}}
                SELECT version, "add".path, true FROM lines WHERE "add" IS NOT NULL AND version > {{from}}
                UNION ALL SELECT version, remove.path, false FROM lines WHERE remove IS NOT NULL AND version > {{from}})
            SELECT path FROM actions GROUP BY path HAVING arg_max(adds, version) ORDER BY path
            """;
    }

    private static long Number(JsonElement row, string name) =>
        long.Parse(row.GetProperty(name).ToString(), System.Globalization.CultureInfo.InvariantCulture);

    private static string Root()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "tests/package.json")))
                return at.FullName;
        }

        throw new InvalidOperationException($"no tests/package.json above {AppContext.BaseDirectory}");
    }
}
