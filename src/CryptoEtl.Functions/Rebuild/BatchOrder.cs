using CryptoEtl.Core;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Revisions;

namespace CryptoEtl.Functions.Rebuild;

/// <summary>The batches that a table may have, in the order in which they were committed.</summary>
internal static class BatchOrder
{
    /// <summary>Those in the table's log; then those of the same pipelines that other tables know of, oldest first: the log may be lost.</summary>
    public static async Task<IReadOnlyList<BatchId>> OfAsync(Lake lake, TableDefinition table, IReadOnlyList<CommittedFile> committed, CancellationToken cancellation)
    {
        var known = committed.Select(file => file.Batch).OfType<BatchId>().Distinct().ToList();
        var others = new HashSet<BatchId>();
        foreach (var other in Tables.All)
            others.UnionWith(await lake.Table(other).BatchesAsync(cancellation));
        others.ExceptWith(known);
        return [.. known, .. others.Where(batch => MayFill(batch, table)).OrderBy(batch => batch.Slot)];
    }

    /// <summary>A table of a pipeline bears its name.</summary>
    private static bool MayFill(BatchId batch, TableDefinition table) => table.Name == batch.Pipeline || table.Name.StartsWith(batch.Pipeline + "_", StringComparison.Ordinal);
}
