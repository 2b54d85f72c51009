using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Parquet.Encodings;

namespace Parquet.Reading;

/// <summary>Puts the pages of a column chunk together to one array.</summary>
internal abstract class ColumnAssembler
{
    public abstract void ReadDictionary(ReadOnlySpan<byte> data, int count);

    /// <summary>Sets the expected number of rows. The array grows as pages prove them.</summary>
    public abstract void Start(int rows, long storedBytes);

    public abstract void Append(in DataPage page);

    /// <summary>
    /// The bytes of the next rows in the array itself, for a page whose decompressed bytes are the values; empty where
    /// they are not. <see cref="Commit"/> follows once they are filled.
    /// </summary>
    public virtual Span<byte> NextRows(int rows, int bytes) => default;

    public virtual void Commit(int rows) => throw new InvalidOperationException("no rows were handed out");

    public abstract Array Finish();

    public abstract object? DecodeBound(byte[] data);

    /// <summary>
    /// Rows to allocate at once: every value takes a bit at least, save in runs and when compressed, so a file is
    /// believed that far and no further.
    /// </summary>
    protected static int FirstCapacity(int rows, long storedBytes) => (int)Math.Min(rows, (1 << 20) + storedBytes * 8);
}

/// <summary>For columns without nulls, and for types that are nullable by themselves.</summary>
internal sealed class PlainAssembler<T>(ValueDecoder<T> decoder) : ColumnAssembler
{
    private T[] _rows = [];
    private int _count, _expected;

    public override void ReadDictionary(ReadOnlySpan<byte> data, int count) => decoder.ReadDictionary(data, count);

    public override object? DecodeBound(byte[] data) => decoder.DecodeBound(data);

    public override void Start(int rows, long storedBytes)
    {
        _expected = rows;
        _rows = Growth.Allocate<T>(FirstCapacity(rows, storedBytes));
    }

    public override void Append(in DataPage page)
    {
        Growth.Reserve(ref _rows, _count, page.Rows, _expected);
        Span<T> target = _rows.AsSpan(_count, page.Rows);
        if (page.Defined == page.Rows) decoder.Decode(page.Encoding, page.Values, target);
        else if (page.Defined == 0) target.Clear();
        else DecodeSparse(page, target);
        _count += page.Rows;
    }

    public override Span<byte> NextRows(int rows, int bytes)
    {
        if (!decoder.IsPlainAsStored || rows == 0 || (long)rows * Unsafe.SizeOf<T>() != bytes) return default;
        Growth.Reserve(ref _rows, _count, rows, _expected);
        return MemoryMarshal.CreateSpan(ref Unsafe.As<T, byte>(ref _rows[_count]), bytes);
    }

    public override void Commit(int rows) => _count += rows;

    private void DecodeSparse(in DataPage page, Span<T> target)
    {
        T[] values = ArrayPool<T>.Shared.Rent(page.Defined);
        try
        {
            Span<T> defined = values.AsSpan(0, page.Defined);
            decoder.Decode(page.Encoding, page.Values, defined);
            DefinitionLevels.ExpandReferences<T>(page.Levels, defined, target);
        }
        finally
        {
            ArrayPool<T>.Shared.Return(values, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        }
    }

    public override Array Finish() => Growth.Finish(_rows, _count);
}

/// <summary>For value types in columns that may hold nulls.</summary>
internal sealed class NullableAssembler<T>(ValueDecoder<T> decoder) : ColumnAssembler
    where T : struct
{
    private T?[] _rows = [];
    private int _count, _expected;

    public override void ReadDictionary(ReadOnlySpan<byte> data, int count) => decoder.ReadDictionary(data, count);

    public override object? DecodeBound(byte[] data) => decoder.DecodeBound(data);

    public override void Start(int rows, long storedBytes)
    {
        _expected = rows;
        _rows = Growth.Allocate<T?>(FirstCapacity(rows, storedBytes));
    }

    public override void Append(in DataPage page)
    {
        Growth.Reserve(ref _rows, _count, page.Rows, _expected);
        Span<T?> target = _rows.AsSpan(_count, page.Rows);
        if (page.Defined == 0) target.Clear();
        else Decode(page, target);
        _count += page.Rows;
    }

    private void Decode(in DataPage page, Span<T?> target)
    {
        MemoryGuard.Check((long)page.Defined * Unsafe.SizeOf<T>());
        T[] values = ArrayPool<T>.Shared.Rent(page.Defined);
        try
        {
            Span<T> defined = values.AsSpan(0, page.Defined);
            decoder.Decode(page.Encoding, page.Values, defined);
            if (page.Defined == page.Rows) DefinitionLevels.CopyAll<T>(defined, target);
            else DefinitionLevels.Expand<T>(page.Levels, defined, target);
        }
        finally
        {
            ArrayPool<T>.Shared.Return(values, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        }
    }

    public override Array Finish() => Growth.Finish(_rows, _count);
}

/// <summary>Arrays that grow towards an expected length.</summary>
internal static class Growth
{
    public static T[] Allocate<T>(int length)
    {
        MemoryGuard.Check((long)length * Unsafe.SizeOf<T>());
        return GC.AllocateUninitializedArray<T>(length);
    }

    public static void Reserve<T>(ref T[] rows, int count, int more, int expected)
    {
        if (more > expected - count) throw new ParquetException($"corrupt column: its pages hold more than the {expected} rows of the row group");
        if (more <= rows.Length - count) return;
        T[] larger = Allocate<T>((int)Math.Min(expected, Math.Max(rows.Length * 2L, (long)count + more)));
        rows.AsSpan(0, count).CopyTo(larger);
        rows = larger;
    }

    public static T[] Finish<T>(T[] rows, int count) => rows.Length == count ? rows : rows[..count];
}
