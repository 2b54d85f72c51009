using System.Text.Json.Nodes;

namespace CryptoEtl.Data.Lakehouse.Delta;

/// <summary>Which readers and writers may touch a table.</summary>
/// <remarks>Source: Delta protocol, Protocol Evolution.</remarks>
public sealed record DeltaProtocol(int MinReaderVersion, int MinWriterVersion, IReadOnlyList<string> ReaderFeatures, IReadOnlyList<string> WriterFeatures);

/// <summary>A table's schema and layout. A later one replaces an earlier one whole.</summary>
/// <param name="CreatedTime">Milliseconds since 1970; null when not given.</param>
public sealed record DeltaMetadata(
    string Id, string? Name, string? Description, string SchemaString,
    IReadOnlyList<string> PartitionColumns, IReadOnlyDictionary<string, string> Configuration, long? CreatedTime);

/// <summary>A data file that belongs to the table from this version on.</summary>
/// <param name="Path">As the log has it: percent-encoded once.</param>
/// <param name="PartitionValues">Null, and also "", is the null value.</param>
/// <param name="Stats">JSON text; null when not given.</param>
public sealed record DeltaAdd(
    string Path, IReadOnlyDictionary<string, string?> PartitionValues, long Size, long ModificationTime,
    bool DataChange, string? Stats, bool HasDeletionVector = false)
{
    /// <summary>The path decoded, below the table's folder or absolute.</summary>
    public string File => Uri.UnescapeDataString(Path);
}

/// <summary>A data file that belongs to the table no longer.</summary>
/// <param name="DeletionTimestamp">Milliseconds since 1970; null: long ago.</param>
/// <param name="PartitionValues">Null when not given.</param>
/// <param name="Size">Bytes; null when not given.</param>
public sealed record DeltaRemove(
    string Path, long? DeletionTimestamp, bool DataChange, IReadOnlyDictionary<string, string?>? PartitionValues = null, long? Size = null)
{
    public string File => Uri.UnescapeDataString(Path);
}

/// <summary>What an application has committed last. Ours uses one appId per batch.</summary>
public sealed record DeltaTransaction(string AppId, long Version, long? LastUpdated);

/// <summary>All actions of one version. They have no order among themselves.</summary>
public sealed record DeltaCommit
{
    public DeltaProtocol? Protocol { get; init; }
    public DeltaMetadata? Metadata { get; init; }
    public IReadOnlyList<DeltaAdd> Adds { get; init; } = [];
    public IReadOnlyList<DeltaRemove> Removes { get; init; } = [];
    public IReadOnlyList<DeltaTransaction> Transactions { get; init; } = [];

    /// <summary>Free JSON; null when not given.</summary>
    public JsonObject? CommitInfo { get; init; }

    /// <summary>How often each kind of action occurs, unknown kinds included.</summary>
    public IReadOnlyDictionary<string, int> ActionCounts { get; init; } = new Dictionary<string, int>();
}
