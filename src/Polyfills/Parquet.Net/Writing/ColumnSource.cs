using Parquet.Meta;

namespace Parquet.Writing;

/// <summary>The values of a column on their way to pages.</summary>
internal abstract class ColumnSource(int rowCount, bool isOptional)
{
    /// <summary>Bytes of values a page holds, or little more: small enough to stream, large enough to compress.</summary>
    protected const int PageBytes = 1024 * 1024;

    /// <summary>Bounds longer than this say little and cost every reader of the footer; they are left out.</summary>
    protected const int LongestBound = 1024;

    public int RowCount { get; } = rowCount;

    protected bool IsOptional { get; } = isOptional;

    public int NullCount { get; protected set; }

    /// <summary>Entries of the dictionary; 0 for a column without one.</summary>
    public virtual int DictionaryCount => 0;

    public virtual void WriteDictionary(PooledBuffer target) => throw new InvalidOperationException("the column has no dictionary");

    /// <summary>Writes levels and values of the rows from <paramref name="start"/>; returns how many rows.</summary>
    public abstract int WritePage(int start, PooledBuffer target, out Encoding encoding);

    /// <summary>Bounds of what has been written; null where the order or the values allow none.</summary>
    public abstract (byte[]? Least, byte[]? Most) Bounds();

    /// <summary>Gives pooled arrays back.</summary>
    public virtual void Release()
    {
    }
}
