using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Universe;

namespace CryptoEtl.EndToEnd.Tests.Past.Runs;

/// <summary>What the ledgers of a lake say in the end, whichever run they learnt it from.</summary>
internal static class NewestValues
{
    private static readonly string[] Origins = [Tables.ObservedAt, Tables.AvailableAt, Tables.BatchId, Tables.RawSha256, Tables.EventDate, Tables.Revision];

    /// <summary>Bronze and silver; what was asked when is in the coverage, and may differ.</summary>
    private static IEnumerable<TableDefinition> Ledgers => UniverseTables.Kept.Concat(HistoricalTables.Kept).Where(table => table.IsLedger);

    /// <summary>Rows and a digest of their values, by table; tables that are not there are left out.</summary>
    public static async Task<Dictionary<string, string>> OfAsync(string lake)
    {
        var there = Ledgers.Where(table => Directory.Exists($"{FolderOf(lake, table)}/_delta_log")).ToList();
        var rows = await DuckDb.QueryAllAsync(there.Select(table => Sql(table, FolderOf(lake, table))));
        return there.Zip(rows).ToDictionary(one => one.First.FullName, one => JsonSerializer.Serialize(one.Second));
    }

    private static string FolderOf(string lake, TableDefinition table) => $"{lake}/{table.Layer.ToString().ToLowerInvariant()}/{table.Name}";

    private static string Sql(TableDefinition table, string folder)
    {
        var columns = table.Columns.Select(column => column.Name).Except(Origins);
        return $"""
            WITH newest AS (SELECT * FROM read_parquet('{folder}/*/*.parquet', hive_partitioning = true, union_by_name = true)
                            QUALIFY row_number() OVER (PARTITION BY {string.Join(", ", table.Key)} ORDER BY available_at DESC, observed_at DESC) = 1),
                 told AS (SELECT {string.Join(", ", columns)} FROM newest WHERE revision <> 'withdrawn')
            SELECT count(*) AS rows, md5(string_agg(told::VARCHAR, chr(10) ORDER BY told::VARCHAR)) AS digest FROM told
            """;
    }
}
