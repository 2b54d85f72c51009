namespace CryptoEtl.Data.Lakehouse.Delta;

/// <summary>What a snapshot is as the rows of a checkpoint.</summary>
internal static class DeltaCheckpointLines
{
    /// <summary>Everything that counts: a tombstone until nobody needs its file any more, a transaction for ever.</summary>
    public static IEnumerable<DeltaCheckpointLine> Of(DeltaSnapshot snapshot, DateTimeOffset now)
    {
        yield return new() { Protocol = Protocol(snapshot.Protocol) };
        yield return new() { Metadata = Metadata(snapshot.Metadata) };
        foreach (var transaction in snapshot.Transactions.Values.OrderBy(entry => entry.AppId, StringComparer.Ordinal))
            yield return new() { Transaction = Transaction(transaction) };
        foreach (var file in snapshot.Files)
            yield return new() { Add = Add(file) };
        var expired = (now - DeltaRetention.OfDeletedFiles(snapshot)).ToUnixTimeMilliseconds();
        foreach (var gone in snapshot.Tombstones.Where(gone => gone.DeletionTimestamp > expired).OrderBy(gone => gone.Path, StringComparer.Ordinal))
            yield return new() { Remove = Remove(gone) };
    }

    private static DeltaCheckpointLine.ProtocolLine Protocol(DeltaProtocol protocol) =>
        new() { MinReaderVersion = protocol.MinReaderVersion, MinWriterVersion = protocol.MinWriterVersion };

    private static DeltaCheckpointLine.MetadataLine Metadata(DeltaMetadata metadata) => new()
    {
        Id = metadata.Id, Name = metadata.Name, Description = metadata.Description, SchemaString = metadata.SchemaString,
        Format = new() { Provider = "parquet", Options = [] },
        PartitionColumns = [.. metadata.PartitionColumns], Configuration = new(metadata.Configuration), CreatedTime = metadata.CreatedTime,
    };

    private static DeltaCheckpointLine.TransactionLine Transaction(DeltaTransaction transaction) =>
        new() { AppId = transaction.AppId, Version = transaction.Version, LastUpdated = transaction.LastUpdated };

    /// <summary>The rows came with an earlier commit, not with the checkpoint: <c>dataChange</c> is false.</summary>
    private static DeltaCheckpointLine.AddLine Add(DeltaAdd add) => new()
    {
        Path = add.Path, PartitionValues = new(add.PartitionValues), Size = add.Size, ModificationTime = add.ModificationTime,
        DataChange = false, Stats = add.Stats,
    };

    private static DeltaCheckpointLine.RemoveLine Remove(DeltaRemove remove) => new()
    {
        Path = remove.Path, DeletionTimestamp = remove.DeletionTimestamp, DataChange = false,
        ExtendedFileMetadata = remove is { PartitionValues: not null, Size: not null },
        PartitionValues = remove.PartitionValues is { } values ? new(values) : null, Size = remove.Size,
    };
}
