using Parquet.Serialization;

namespace CryptoEtl.Data.Lakehouse.Delta;

/// <summary>Reads a classic checkpoint, of one file or several, as if it were one commit that brings the whole state.</summary>
internal static class DeltaCheckpointReader
{
    /// <exception cref="LakeException">A file is missing, broken or incomplete. The message names it and what is wrong.</exception>
    public static async Task<DeltaCommit> ReadAsync(ILakeStorage storage, DeltaCheckpoint checkpoint, CancellationToken cancellation)
    {
        var actions = new Actions();
        foreach (var path in checkpoint.Paths)
            await ReadAsync(storage, path, actions, cancellation);
        return actions.ToCommit(storage.Describe(checkpoint.Paths[0]));
    }

    private static async Task ReadAsync(ILakeStorage storage, string path, Actions actions, CancellationToken cancellation)
    {
        var file = storage.Describe(path);
        await using var stream = await storage.OpenReadAsync(path, cancellation) ?? throw new LakeException($"{file}: the checkpoint is missing");
        var rows = await ParquetFault.ToldAsync(file, () => ParquetSerializer.DeserializeAsync<DeltaCheckpointRow>(stream, cancellationToken: cancellation));
        foreach (var row in rows)
            actions.Take(row, file);
    }

    private sealed class Actions
    {
        private readonly List<DeltaAdd> adds = [];
        private readonly List<DeltaRemove> removes = [];
        private readonly List<DeltaTransaction> transactions = [];
        private DeltaProtocol? protocol;
        private DeltaMetadata? metadata;

        public void Take(DeltaCheckpointRow row, string file)
        {
            if (row.Add is { } add)
                adds.Add(Add(add, file));
            if (row.Remove is { } remove)
                removes.Add(new(Required(remove.Path, "remove.path", file), remove.DeletionTimestamp, remove.DataChange ?? false, remove.PartitionValues, remove.Size));
            if (row.Transaction is { } txn)
                transactions.Add(new(Required(txn.AppId, "txn.appId", file), Required(txn.Version, "txn.version", file), txn.LastUpdated));
            if (row.Protocol is { } found)
                protocol = Protocol(found, file);
            if (row.Metadata is { } described)
                metadata = Metadata(described, file);
        }

        /// <summary>A checkpoint without them was cut short, so its files are not to be trusted either.</summary>
        public DeltaCommit ToCommit(string file) => new()
        {
            Protocol = protocol ?? throw new LakeException($"{file}: the checkpoint has no protocol action"),
            Metadata = metadata ?? throw new LakeException($"{file}: the checkpoint has no metaData action"),
            Adds = adds, Removes = removes, Transactions = transactions,
        };

        private static DeltaAdd Add(DeltaCheckpointRow.AddRow add, string file) => new(
            Required(add.Path, "add.path", file), add.PartitionValues ?? [], add.Size ?? 0, add.ModificationTime ?? 0,
            add.DataChange ?? false, add.Stats, add.DeletionVector is not null);

        private static DeltaProtocol Protocol(DeltaCheckpointRow.ProtocolRow row, string file) => new(
            Required(row.MinReaderVersion, "protocol.minReaderVersion", file),
            Required(row.MinWriterVersion, "protocol.minWriterVersion", file),
            row.ReaderFeatures ?? [], row.WriterFeatures ?? []);

        private static DeltaMetadata Metadata(DeltaCheckpointRow.MetadataRow row, string file)
        {
            if (row.Format?.Provider is { } provider && provider != "parquet")
                throw new LakeException($"{file}: the data files are of format '{provider}', which is not supported");

            return new(
                Required(row.Id, "metaData.id", file), row.Name, row.Description,
                Required(row.SchemaString, "metaData.schemaString", file), row.PartitionColumns ?? [],
                (row.Configuration ?? []).ToDictionary(pair => pair.Key, pair => pair.Value ?? ""), row.CreatedTime);
        }

        private static string Required(string? value, string field, string file) => value ?? throw Missing(field, file);

        private static T Required<T>(T? value, string field, string file)
            where T : struct => value ?? throw Missing(field, file);

        private static LakeException Missing(string field, string file) => new($"{file}: field '{field}' is missing");
    }
}
