using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Parquet.Encodings;
using Parquet.Meta;
using Parquet.Types;

namespace Parquet.Writing;

/// <summary>A column of a nested schema: levels of every entry here, the values that are there in a source of their own.</summary>
/// <param name="values">The values without nulls, as a column that has none.</param>
/// <param name="repetitions">One level per entry.</param>
/// <param name="definitions">One level per entry; the highest says that there is a value.</param>
/// <param name="levels">The highest levels.</param>
[SuppressMessage("Design", "CA1001", Justification = "Release gives the buffer back, as it does with those of every source.")]
internal sealed class NestedSource(ColumnSource values, ReadOnlyMemory<byte> repetitions, ReadOnlyMemory<byte> definitions, LevelShape levels)
    : ColumnSource(definitions.Length, isOptional: false)
{
    private readonly PooledBuffer _page = new();
    private int _nextValue;

    public override int DictionaryCount => values.DictionaryCount;

    public override void WriteDictionary(PooledBuffer target) => values.WriteDictionary(target);

    public override int WritePage(int start, PooledBuffer target, out Encoding encoding)
    {
        _page.Clear();
        encoding = Encoding.PLAIN;
        int written = _nextValue < values.RowCount ? values.WritePage(_nextValue, _page, out encoding) : 0;
        _nextValue += written;
        int count = CountEntries(start, written);
        NullCount += count - written;
        WriteLevels(repetitions.Span.Slice(start, count), levels.Repetition, target);
        WriteLevels(definitions.Span.Slice(start, count), levels.Definition, target);
        target.Append(_page.Written);
        return count;
    }

    public override (byte[]? Least, byte[]? Most) Bounds() => values.Bounds();

    public override void Release()
    {
        values.Release();
        _page.Dispose();
    }

    /// <summary>Entries up to the last before the next value: what has no value costs next to nothing.</summary>
    private int CountEntries(int start, int written)
    {
        int end = start;
        for (int left = written; end < RowCount; end++)
        {
            if (definitions.Span[end] == levels.Definition && left-- == 0) break;
        }
        return end - start;
    }

    private static void WriteLevels(ReadOnlySpan<byte> entries, int highest, PooledBuffer target)
    {
        if (highest == 0) return;
        int[] wide = ArrayPool<int>.Shared.Rent(entries.Length);
        for (int i = 0; i < entries.Length; i++) wide[i] = entries[i];
        int start = target.Length;
        target.AppendInt(0);
        IndexEncoder.WriteRuns(wide.AsSpan(0, entries.Length), BitOperations.Log2((uint)highest) + 1, target);
        target.Patch(start, target.Length - start - sizeof(int));
        ArrayPool<int>.Shared.Return(wide);
    }
}
