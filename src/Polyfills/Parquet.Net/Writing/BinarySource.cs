using System.Buffers;
using Parquet.Encodings;
using Parquet.Meta;

namespace Parquet.Writing;

/// <summary>A column of BYTE_ARRAY without a dictionary.</summary>
internal abstract class BinarySource<T>(T?[] rows, bool isOptional) : ColumnSource(rows.Length, isOptional)
    where T : class
{
    private byte[]? _least, _most;
    private bool _isVoid;

    /// <summary>Most bytes the value may take.</summary>
    protected abstract int MaximumLength(T value);

    /// <summary>Returns the bytes written.</summary>
    protected abstract int Write(T value, Span<byte> target);

    public override int WritePage(int start, PooledBuffer target, out Encoding encoding)
    {
        int count = CountRows(start);
        ReadOnlySpan<T?> page = rows.AsSpan(start, count);
        if (IsOptional) NullCount += References.WriteLevels(page, target);
        foreach (T? value in page)
        {
            if (value is not null) Append(value, target);
        }
        encoding = Encoding.PLAIN;
        return count;
    }

    public override (byte[]? Least, byte[]? Most) Bounds() => _isVoid ? (null, null) : (_least, _most);

    private int CountRows(int start)
    {
        long bytes = 0;
        int end = start;
        while (end < rows.Length && bytes < PageBytes && end - start < PageBytes)
        {
            if (rows[end++] is T value) bytes += MaximumLength(value) + sizeof(int);
        }
        return end - start;
    }

    private void Append(T value, PooledBuffer target)
    {
        Span<byte> room = target.Reserve(MaximumLength(value) + sizeof(int));
        int length = Write(value, room[sizeof(int)..]);
        AddBound(room.Slice(sizeof(int), length));
        target.AppendInt(length);
        target.Advance(length);
    }

    private void AddBound(ReadOnlySpan<byte> bytes)
    {
        if (_isVoid) return;
        _isVoid = bytes.Length > LongestBound;
        if (_least is null || bytes.SequenceCompareTo(_least) < 0) _least = bytes.ToArray();
        if (_most is null || bytes.SequenceCompareTo(_most) > 0) _most = bytes.ToArray();
    }
}

/// <summary>Byte arrays.</summary>
internal sealed class BytesSource(byte[]?[] rows, bool isOptional) : BinarySource<byte[]>(rows, isOptional)
{
    protected override int MaximumLength(byte[] value) => value.Length;

    protected override int Write(byte[] value, Span<byte> target)
    {
        value.CopyTo(target);
        return value.Length;
    }
}

/// <summary>Strings without a dictionary.</summary>
internal sealed class TextSource(string?[] rows, bool isOptional) : BinarySource<string>(rows, isOptional)
{
    protected override int MaximumLength(string value) => Utf8.MaximumLength(value);

    protected override int Write(string value, Span<byte> target) => Utf8.Write(value, target);
}

/// <summary>Levels of columns of reference types.</summary>
internal static class References
{
    /// <summary>Returns the nulls.</summary>
    public static int WriteLevels<T>(ReadOnlySpan<T?> rows, PooledBuffer target)
        where T : class
    {
        byte[] flags = ArrayPool<byte>.Shared.Rent(rows.Length);
        int defined = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            flags[i] = rows[i] is null ? (byte)0 : (byte)1;
            defined += flags[i];
        }
        LevelEncoder.Write(flags.AsSpan(0, rows.Length), defined, target);
        ArrayPool<byte>.Shared.Return(flags);
        return rows.Length - defined;
    }
}
