namespace CryptoEtl.Data.Lakehouse.Delta;

/// <summary>A table as of one version: what its log adds up to.</summary>
public sealed class DeltaSnapshot
{
    private readonly Dictionary<string, DeltaAdd> files;
    private readonly Dictionary<string, DeltaRemove> tombstones;
    private readonly Dictionary<string, DeltaTransaction> transactions;
    private readonly Lazy<IReadOnlyList<DeltaAdd>> inOrder;
    private readonly Lazy<DeltaPartitions> partitions;
    private DeltaProtocol? protocol;
    private DeltaMetadata? metadata;

    internal DeltaSnapshot(string table)
        : this(table, new(StringComparer.Ordinal), new(StringComparer.Ordinal), new(StringComparer.Ordinal)) { }

    private DeltaSnapshot(
        string table, Dictionary<string, DeltaAdd> files, Dictionary<string, DeltaRemove> tombstones, Dictionary<string, DeltaTransaction> transactions)
    {
        (Table, this.files, this.tombstones, this.transactions) = (table, files, tombstones, transactions);
        inOrder = new(() => [.. files.Values.OrderBy(file => file.Path, StringComparer.Ordinal)]);
        partitions = new(() => new(Files));
    }

    /// <summary>The table's folder, for messages.</summary>
    public string Table { get; }

    /// <summary>Of the last commit applied; -1 before any.</summary>
    public long Version { get; private set; } = -1;

    public DeltaProtocol Protocol => protocol ?? throw new LakeException($"{Table}: the log has no protocol action");

    public DeltaMetadata Metadata => metadata ?? throw new LakeException($"{Table}: the log has no metaData action");

    /// <summary>The files that make up the table now, in order of path.</summary>
    public IReadOnlyList<DeltaAdd> Files => inOrder.Value;

    /// <summary>Files that left the table, and when. A tombstone keeps the file from being deleted while readers of older versions may need it.</summary>
    public IReadOnlyCollection<DeltaRemove> Tombstones => tombstones.Values;

    /// <summary>Last version per application.</summary>
    public IReadOnlyDictionary<string, DeltaTransaction> Transactions => transactions;

    public IReadOnlyList<DeltaField> Schema => DeltaSchema.Parse(Metadata.SchemaString, Table);

    /// <summary>A file some of whose rows are deleted; null when there is none.</summary>
    internal DeltaAdd? WithDeletionVector => files.Values.FirstOrDefault(file => file.HasDeletionVector);

    /// <summary>Whether a transaction is in the table.</summary>
    public bool Holds(string transaction) => transactions.ContainsKey(transaction);

    /// <summary>Whether a file belongs to the table.</summary>
    /// <param name="file">Decoded path below the table's folder.</param>
    public bool Has(string file) => files.ContainsKey(file);

    /// <summary>Whether a file left the table after a moment.</summary>
    /// <param name="file">Decoded path below the table's folder.</param>
    public bool HasTombstone(string file, DateTimeOffset after) =>
        tombstones.TryGetValue(file, out var gone) && gone.DeletionTimestamp > after.ToUnixTimeMilliseconds();

    /// <summary>The files of one partition, in order of path.</summary>
    /// <param name="value">Of the partition column; null is the null partition.</param>
    public IReadOnlyList<DeltaAdd> FilesOf(string column, string? value) => partitions.Value.FilesOf(column, value);

    /// <summary>Another of the same state, to be applied to: snapshots that were handed out stay as they are.</summary>
    internal DeltaSnapshot Copy() => new(
        Table, new(files, StringComparer.Ordinal), new(tombstones, StringComparer.Ordinal), new(transactions, StringComparer.Ordinal))
    {
        Version = Version, protocol = protocol, metadata = metadata,
    };

    internal void Apply(long version, DeltaCommit commit)
    {
        (Version, protocol, metadata) = (version, commit.Protocol ?? protocol, commit.Metadata ?? metadata);

        // Within one commit a path may be removed and added anew; the add is what remains.
        foreach (var gone in commit.Removes)
        {
            files.Remove(gone.File);
            tombstones[gone.File] = gone;
        }

        foreach (var file in commit.Adds)
        {
            tombstones.Remove(file.File);
            files[file.File] = file;
        }

        foreach (var transaction in commit.Transactions)
            transactions[transaction.AppId] = transaction;
    }

    /// <summary>Refuses a log that does not describe a readable table.</summary>
    internal DeltaSnapshot Checked()
    {
        _ = Metadata;
        DeltaFeatures.RequireReadable(this, Protocol);
        return this;
    }
}
