using CryptoEtl.Core;

namespace CryptoEtl.Data.QualityGate.Check;

/// <summary>Rows that are judged at once: whole groups only.</summary>
/// <param name="BatchName">The batch they are; null where the file is one batch.</param>
internal sealed record Block(Batch Rows, LineNumbers Lines, string? BatchName);

/// <summary>Part of a chunk.</summary>
internal readonly record struct Slice(FileChunk Chunk, int From, int To)
{
    public int Rows => To - From;

    /// <summary>One block of several parts, in their order.</summary>
    public static Block Join(ColumnMap map, List<Slice> slices)
    {
        var first = slices[0];
        var name = first.Chunk.Batches?[first.From];
        if (slices.Count == 1 && first.Rows == first.Chunk.Rows.RowCount)
            return new(first.Chunk.Rows, first.Chunk.Lines, name);

        var rows = slices.Sum(slice => slice.Rows);
        var arrays = new Array[map.Table.Columns.Count];
        foreach (var column in map.Mapped)
            arrays[column.Target] = Joined(Batch.NewColumn(column.Column.Type, rows), slices, slice => slice.Chunk.Rows[column.Target]);
        AbsentColumns.Fill(map.Table, arrays, rows);
        return new(new(map.Table, arrays), LinesOf(slices, rows), name);
    }

    private static LineNumbers LinesOf(List<Slice> slices, int rows)
    {
        if (FollowEachOther(slices))
            return new(slices[0].Chunk.Lines[slices[0].From], null);

        var lines = new long[rows];
        var to = 0;
        foreach (var slice in slices)
        {
            for (var row = slice.From; row < slice.To; row++)
                lines[to++] = slice.Chunk.Lines[row];
        }

        return new(0, lines);
    }

    /// <summary>No line between them was passed over.</summary>
    private static bool FollowEachOther(List<Slice> slices)
    {
        var next = slices[0].Chunk.Lines.First + slices[0].From;
        foreach (var slice in slices)
        {
            if (slice.Chunk.Lines.Explicit is not null || slice.Chunk.Lines.First + slice.From != next)
                return false;
            next += slice.Rows;
        }

        return true;
    }

    private static Array Joined(Array target, List<Slice> slices, Func<Slice, Array> column)
    {
        var to = 0;
        foreach (var slice in slices)
        {
            Array.Copy(column(slice), slice.From, target, to, slice.Rows);
            to += slice.Rows;
        }

        return target;
    }
}
