using CryptoEtl.Core;

namespace CryptoEtl.Data.Revisions;

/// <summary>One data file of a table.</summary>
/// <param name="Path">Below the lake's root.</param>
/// <param name="Partition">Value of the partition column.</param>
/// <param name="Bounds">What the log says of its columns.</param>
public sealed record TableFile(string Path, DateOnly Partition, FileBounds Bounds);

/// <summary>The files of one table, as they are read for a question about its past.</summary>
public interface ITableFiles
{
    TableDefinition Table { get; }

    /// <summary>The files of the newest version. A reader asks once and keeps to what it got.</summary>
    Task<IReadOnlyList<TableFile>> ListAsync(CancellationToken cancellation = default);

    /// <summary>The rows of a file, piece by piece.</summary>
    /// <param name="columns">Only these are read, the others are null throughout. Null: all.</param>
    IAsyncEnumerable<Batch> ReadAsync(TableFile file, IReadOnlyCollection<string>? columns, CancellationToken cancellation = default);
}
