using System.Text.Json.Serialization;

namespace CryptoEtl.Data.Lakehouse.Delta;

/// <summary>One row of a checkpoint that is written: exactly one action is not null. Names and order are the file's.</summary>
/// <remarks>Source: Delta protocol, Checkpoint Schema. Columns of features that our tables never have are left out.</remarks>
internal sealed class DeltaCheckpointLine
{
    [JsonPropertyName("txn")]
    public TransactionLine? Transaction { get; init; }

    [JsonPropertyName("add")]
    public AddLine? Add { get; init; }

    [JsonPropertyName("remove")]
    public RemoveLine? Remove { get; init; }

    [JsonPropertyName("metaData")]
    public MetadataLine? Metadata { get; init; }

    [JsonPropertyName("protocol")]
    public ProtocolLine? Protocol { get; init; }

    internal sealed class TransactionLine
    {
        [JsonPropertyName("appId")]
        public string? AppId { get; init; }

        [JsonPropertyName("version")]
        public long? Version { get; init; }

        [JsonPropertyName("lastUpdated")]
        public long? LastUpdated { get; init; }
    }

    internal sealed class AddLine
    {
        [JsonPropertyName("path")]
        public string? Path { get; init; }

        [JsonPropertyName("partitionValues")]
        public Dictionary<string, string?>? PartitionValues { get; init; }

        [JsonPropertyName("size")]
        public long? Size { get; init; }

        [JsonPropertyName("modificationTime")]
        public long? ModificationTime { get; init; }

        [JsonPropertyName("dataChange")]
        public bool? DataChange { get; init; }

        [JsonPropertyName("stats")]
        public string? Stats { get; init; }
    }

    internal sealed class RemoveLine
    {
        [JsonPropertyName("path")]
        public string? Path { get; init; }

        [JsonPropertyName("deletionTimestamp")]
        public long? DeletionTimestamp { get; init; }

        [JsonPropertyName("dataChange")]
        public bool? DataChange { get; init; }

        [JsonPropertyName("extendedFileMetadata")]
        public bool? ExtendedFileMetadata { get; init; }

        [JsonPropertyName("partitionValues")]
        public Dictionary<string, string?>? PartitionValues { get; init; }

        [JsonPropertyName("size")]
        public long? Size { get; init; }
    }

    internal sealed class MetadataLine
    {
        [JsonPropertyName("id")]
        public string? Id { get; init; }

        [JsonPropertyName("name")]
        public string? Name { get; init; }

        [JsonPropertyName("description")]
        public string? Description { get; init; }

        [JsonPropertyName("format")]
        public FormatLine? Format { get; init; }

        [JsonPropertyName("schemaString")]
        public string? SchemaString { get; init; }

        [JsonPropertyName("partitionColumns")]
        public List<string>? PartitionColumns { get; init; }

        [JsonPropertyName("configuration")]
        public Dictionary<string, string>? Configuration { get; init; }

        [JsonPropertyName("createdTime")]
        public long? CreatedTime { get; init; }
    }

    internal sealed class FormatLine
    {
        [JsonPropertyName("provider")]
        public string? Provider { get; init; }

        [JsonPropertyName("options")]
        public Dictionary<string, string>? Options { get; init; }
    }

    internal sealed class ProtocolLine
    {
        [JsonPropertyName("minReaderVersion")]
        public int? MinReaderVersion { get; init; }

        [JsonPropertyName("minWriterVersion")]
        public int? MinWriterVersion { get; init; }
    }
}
