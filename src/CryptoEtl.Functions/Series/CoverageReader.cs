using CryptoEtl.Core.Historical;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Functions.Series;

/// <summary>Adds up what was ever covered.</summary>
internal static class CoverageReader
{
    private static readonly string[] Columns = ["series", "subject", "from_day", "to_day", "points", "first_day", "last_day", "last_price_usd", "last_cap_usd"];

    public static async Task<SeriesCoverage> ReadAsync(Lake lake, CancellationToken cancellation)
    {
        var coverage = new SeriesCoverage();
        var table = lake.Table(HistoricalTables.Coverage);
        if (await table.SnapshotAsync(cancellation) is not { } snapshot)
            return coverage;
        await foreach (var rows in table.ReadFilesAsync(snapshot, null, Columns, cancellation))
            coverage.Add(rows);
        return coverage;
    }
}
