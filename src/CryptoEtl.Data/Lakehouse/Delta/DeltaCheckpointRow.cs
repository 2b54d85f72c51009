using System.Text.Json.Serialization;

namespace CryptoEtl.Data.Lakehouse.Delta;

/// <summary>One row of a checkpoint: one action, the others are null. Writers leave out columns, so all may be.</summary>
/// <remarks>Source: Delta protocol, Checkpoint Schema.</remarks>
internal sealed class DeltaCheckpointRow
{
    [JsonPropertyName("txn")]
    public TransactionRow? Transaction { get; set; }

    [JsonPropertyName("add")]
    public AddRow? Add { get; set; }

    [JsonPropertyName("remove")]
    public RemoveRow? Remove { get; set; }

    [JsonPropertyName("metaData")]
    public MetadataRow? Metadata { get; set; }

    [JsonPropertyName("protocol")]
    public ProtocolRow? Protocol { get; set; }

    internal sealed class TransactionRow
    {
        [JsonPropertyName("appId")]
        public string? AppId { get; set; }

        [JsonPropertyName("version")]
        public long? Version { get; set; }

        [JsonPropertyName("lastUpdated")]
        public long? LastUpdated { get; set; }
    }

    internal sealed class AddRow
    {
        [JsonPropertyName("path")]
        public string? Path { get; set; }

        [JsonPropertyName("partitionValues")]
        public Dictionary<string, string?>? PartitionValues { get; set; }

        [JsonPropertyName("size")]
        public long? Size { get; set; }

        [JsonPropertyName("modificationTime")]
        public long? ModificationTime { get; set; }

        [JsonPropertyName("dataChange")]
        public bool? DataChange { get; set; }

        [JsonPropertyName("stats")]
        public string? Stats { get; set; }

        [JsonPropertyName("deletionVector")]
        public DeletionVectorRow? DeletionVector { get; set; }
    }

    /// <summary>Only whether there is one counts: it is refused.</summary>
    internal sealed class DeletionVectorRow
    {
        [JsonPropertyName("storageType")]
        public string? StorageType { get; set; }
    }

    internal sealed class RemoveRow
    {
        [JsonPropertyName("path")]
        public string? Path { get; set; }

        [JsonPropertyName("deletionTimestamp")]
        public long? DeletionTimestamp { get; set; }

        [JsonPropertyName("partitionValues")]
        public Dictionary<string, string?>? PartitionValues { get; set; }

        [JsonPropertyName("size")]
        public long? Size { get; set; }

        [JsonPropertyName("dataChange")]
        public bool? DataChange { get; set; }
    }

    internal sealed class MetadataRow
    {
        [JsonPropertyName("id")]
        public string? Id { get; set; }

        [JsonPropertyName("name")]
        public string? Name { get; set; }

        [JsonPropertyName("description")]
        public string? Description { get; set; }

        [JsonPropertyName("format")]
        public FormatRow? Format { get; set; }

        [JsonPropertyName("schemaString")]
        public string? SchemaString { get; set; }

        [JsonPropertyName("partitionColumns")]
        public List<string>? PartitionColumns { get; set; }

        [JsonPropertyName("configuration")]
        public Dictionary<string, string?>? Configuration { get; set; }

        [JsonPropertyName("createdTime")]
        public long? CreatedTime { get; set; }
    }

    internal sealed class FormatRow
    {
        [JsonPropertyName("provider")]
        public string? Provider { get; set; }
    }

    internal sealed class ProtocolRow
    {
        [JsonPropertyName("minReaderVersion")]
        public int? MinReaderVersion { get; set; }

        [JsonPropertyName("minWriterVersion")]
        public int? MinWriterVersion { get; set; }

        [JsonPropertyName("readerFeatures")]
        public List<string>? ReaderFeatures { get; set; }

        [JsonPropertyName("writerFeatures")]
        public List<string>? WriterFeatures { get; set; }
    }
}
