using CryptoEtl.Core;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Data.Revisions.Explain;

/// <summary>Finds the raw answer of a single row.</summary>
public static class RowRaw
{
    /// <returns>What is known of the answer; null where no single answer explains the row.</returns>
    public static async Task<ExplainedRaw?> OfAsync(Lake lake, BatchId batch, string? sha256, CancellationToken cancellation = default) =>
        sha256 is null ? null : await new RawTrace(lake).OfAsync(Tables.RawSha256, sha256, batch.Id, cancellation);
}
