using CryptoEtl.Core;

namespace CryptoEtl.Data.QualityGate.Check;

/// <summary>Where rows stand in their file.</summary>
/// <param name="Explicit">Line of each row; null: they follow each other from <paramref name="First"/>.</param>
internal readonly record struct LineNumbers(long First, long[]? Explicit)
{
    public long this[int row] => Explicit is null ? First + row : Explicit[row];
}

/// <summary>A row that could not be read, and the batch it belongs to as far as that is known.</summary>
internal readonly record struct UnreadRow(FileFinding Finding, string? Batch);

/// <summary>Some rows of a file, in its order.</summary>
/// <param name="Rows">Columns that the file lacks are null throughout.</param>
/// <param name="Batches">Value of the batch column of each row; null: the file is one batch.</param>
/// <param name="Unread">Rows that stand among these in the file, but cannot be read: one finding each.</param>
internal sealed record FileChunk(Batch Rows, LineNumbers Lines, string?[]? Batches, IReadOnlyList<UnreadRow> Unread);
