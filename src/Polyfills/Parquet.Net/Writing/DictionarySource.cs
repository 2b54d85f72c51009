using System.Buffers;
using Parquet.Encodings;
using Parquet.Meta;

namespace Parquet.Writing;

/// <summary>A column of strings with a dictionary.</summary>
internal sealed class DictionarySource(int rowCount, bool isOptional, TextDictionary dictionary, int[] numbers) : ColumnSource(rowCount, isOptional)
{
    private const int RowsPerPage = 256 * 1024;

    private byte[]? _least, _most;

    public override int DictionaryCount => dictionary.Entries.Count;

    public override void WriteDictionary(PooledBuffer target)
    {
        foreach (string entry in dictionary.Entries)
        {
            Span<byte> room = target.Reserve(Utf8.MaximumLength(entry) + sizeof(int));
            int length = Utf8.Write(entry, room[sizeof(int)..]);
            AddBound(room.Slice(sizeof(int), length));
            target.AppendInt(length);
            target.Advance(length);
        }
    }

    public override int WritePage(int start, PooledBuffer target, out Encoding encoding)
    {
        int count = Math.Min(RowsPerPage, RowCount - start);
        ReadOnlySpan<int> rows = numbers.AsSpan(start, count);
        if (IsOptional && rows.Contains(-1)) WriteSparse(rows, target);
        else WriteDense(rows, target);
        encoding = Encoding.RLE_DICTIONARY;
        return count;
    }

    public override (byte[]? Least, byte[]? Most) Bounds() =>
        _least?.Length > LongestBound || _most?.Length > LongestBound ? (null, null) : (_least, _most);

    public override void Release() => ArrayPool<int>.Shared.Return(numbers);

    private void WriteDense(ReadOnlySpan<int> rows, PooledBuffer target)
    {
        if (IsOptional) LevelEncoder.WriteUniform(rows.Length, 1, target);
        IndexEncoder.Write(rows, DictionaryCount, target);
    }

    private void WriteSparse(ReadOnlySpan<int> rows, PooledBuffer target)
    {
        byte[] flags = ArrayPool<byte>.Shared.Rent(rows.Length);
        int[] defined = ArrayPool<int>.Shared.Rent(rows.Length);
        int count = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            flags[i] = rows[i] < 0 ? (byte)0 : (byte)1;
            defined[count] = rows[i];
            count += flags[i];
        }
        NullCount += rows.Length - count;
        LevelEncoder.Write(flags.AsSpan(0, rows.Length), count, target);
        IndexEncoder.Write(defined.AsSpan(0, count), DictionaryCount, target);
        ArrayPool<int>.Shared.Return(defined);
        ArrayPool<byte>.Shared.Return(flags);
    }

    private void AddBound(ReadOnlySpan<byte> bytes)
    {
        if (_least is null || bytes.SequenceCompareTo(_least) < 0) _least = bytes.ToArray();
        if (_most is null || bytes.SequenceCompareTo(_most) > 0) _most = bytes.ToArray();
    }
}
