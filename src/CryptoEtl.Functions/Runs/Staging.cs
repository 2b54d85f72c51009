using CryptoEtl.Core;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Functions.Runs;

/// <summary>Staging, with the table taken from the rows themselves.</summary>
internal static class Staging
{
    public static async Task<TablePart> StageAsync(this Lake lake, BatchId batch, string part, Batch rows, CancellationToken cancellation) =>
        new(rows.Table.FullName, await lake.Table(rows.Table).StageAsync(batch, part, rows, cancellation));
}
