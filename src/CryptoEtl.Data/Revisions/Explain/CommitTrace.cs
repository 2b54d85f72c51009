using CryptoEtl.Core;
using CryptoEtl.Core.Revisions;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Lakehouse.Delta;

namespace CryptoEtl.Data.Revisions.Explain;

/// <summary>Finds the commit and the file of a row in its table's log.</summary>
internal sealed class CommitTrace(Lake lake)
{
    private readonly Dictionary<string, IReadOnlyList<CommittedFile>> tables = [];
    private readonly Dictionary<string, HashSet<string>> keysOfFiles = [];

    /// <summary>Null: the batch is not in the log.</summary>
    public async Task<ExplainedCommit?> OfAsync(Batch rows, int row, CancellationToken cancellation)
    {
        var (table, batch) = (rows.Table, rows.Texts(Tables.BatchId)[row]);
        if (!tables.TryGetValue(table.FullName, out var files))
            tables[table.FullName] = files = await TableCommits.ReadAsync(lake, table, cancellation);
        var ofBatch = files.Where(file => file.Batch?.Id == batch).ToList();
        if (ofBatch.Count == 0)
            return null;
        var holder = ofBatch.Count == 1 ? ofBatch[0] : await HolderAsync(table, ofBatch, CellText.KeyOf(rows, row), cancellation);
        return holder is null
            ? new(ofBatch[0].Version, ofBatch[0].CommittedAt, [.. ofBatch.Select(file => file.Path)])
            : new(holder.Version, holder.CommittedAt, [holder.Path]);
    }

    private async Task<CommittedFile?> HolderAsync(TableDefinition table, List<CommittedFile> files, string key, CancellationToken cancellation)
    {
        var listed = ((await lake.Table(table).SnapshotAsync(cancellation))?.Files ?? []).ToDictionary(file => $"{table.Folder}/{file.File}");
        foreach (var file in files)
        {
            if (listed.TryGetValue(file.Path, out var current) && (await KeysAsync(lake.Table(table), current, cancellation)).Contains(key))
                return file;
        }

        return null;
    }

    private async Task<HashSet<string>> KeysAsync(LakeTable table, DeltaAdd file, CancellationToken cancellation)
    {
        if (keysOfFiles.TryGetValue(file.Path, out var known))
            return known;
        var keys = keysOfFiles[file.Path] = new(StringComparer.Ordinal);
        await foreach (var part in table.ReadFileAsync(file, table.Definition.Key.ToHashSet(), cancellation))
            keys.UnionWith(Enumerable.Range(0, part.RowCount).Select(row => CellText.KeyOf(part, row)));
        return keys;
    }
}
