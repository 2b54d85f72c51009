using CryptoEtl.Core;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Data.Revisions.Explain;

/// <summary>Finds the commit of a batch in a table's log.</summary>
internal sealed class CommitTrace(Lake lake)
{
    private readonly Dictionary<string, IReadOnlyList<CommittedFile>> tables = [];

    /// <summary>Null: the batch is not in the log.</summary>
    public async Task<ExplainedCommit?> OfAsync(TableDefinition table, string? batch, CancellationToken cancellation)
    {
        if (!tables.TryGetValue(table.FullName, out var files))
            tables[table.FullName] = files = await TableCommits.ReadAsync(lake, table, cancellation);
        var ofBatch = files.Where(file => file.Batch?.Id == batch).ToList();
        return ofBatch.Count == 0 ? null : new(ofBatch[0].Version, ofBatch[0].CommittedAt, [.. ofBatch.Select(file => file.Path)]);
    }
}
