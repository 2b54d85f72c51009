namespace Parquet.Net.Tests.Serialization;

/// <summary>A run of equal levels.</summary>
internal readonly record struct Run(uint Count, byte Level);

/// <summary>One INT32 column with the levels it is given, right or wrong.</summary>
internal sealed record HandmadeColumn(string[] Path, Run[] Repetitions, Run[] Definitions, int[] Values)
{
    public int Entries => (int)Definitions.Sum(run => run.Count);
}

/// <summary>Parquet files put together by hand, one page per column, not compressed.</summary>
internal static class HandmadeFile
{
    public const int Required = 0, Optional = 1, Repeated = 2;

    /// <param name="schema">Nodes below the root, depth first; see <see cref="Group"/> and <see cref="Leaf"/>.</param>
    /// <param name="rootChildren">How many of them stand directly below the root.</param>
    /// <param name="rows">What the footer claims.</param>
    /// <param name="columns">In the order of the schema.</param>
    public static byte[] Build(byte[][] schema, int rootChildren, long rows, params HandmadeColumn[] columns)
    {
        var file = new List<byte>("PAR1"u8.ToArray());
        var chunks = new List<byte[]>();
        foreach (HandmadeColumn column in columns)
        {
            int start = file.Count;
            file.AddRange(Page(column));
            chunks.Add(Chunk(column, start, file.Count - start));
        }
        byte[] root = CompactBytes.Struct(e => e.Text(4, "root").I32(5, rootChildren));
        byte[] group = CompactBytes.Struct(g => g.Structs(1, [.. chunks]).I64(2, file.Count).I64(3, rows));
        byte[] footer = CompactBytes.Struct(f => f.I32(1, 1).Structs(2, [root, .. schema]).I64(3, rows).Structs(4, group));
        return [.. file, .. footer, .. BitConverter.GetBytes(footer.Length), .. "PAR1"u8];
    }

    public static byte[] Group(string name, int repetition, int children) =>
        CompactBytes.Struct(e => e.I32(3, repetition).Text(4, name).I32(5, children));

    public static byte[] Leaf(string name, int repetition) => CompactBytes.Struct(e => e.I32(1, 1).I32(3, repetition).Text(4, name));

    private static byte[] Page(HandmadeColumn column)
    {
        byte[] body = [.. Levels(column.Repetitions), .. Levels(column.Definitions), .. column.Values.SelectMany(BitConverter.GetBytes)];
        byte[] data = CompactBytes.Struct(h => h.I32(1, column.Entries).I32(2, 0).I32(3, 3).I32(4, 3));
        return [.. CompactBytes.Struct(h => h.I32(1, 0).I32(2, body.Length).I32(3, body.Length).Inner(5, data)), .. body];
    }

    private static byte[] Levels(Run[] runs)
    {
        byte[] levels = [.. runs.SelectMany(run => (byte[])[.. CompactBytes.Varint((ulong)run.Count << 1), run.Level])];
        return levels.Length == 0 ? [] : [.. BitConverter.GetBytes(levels.Length), .. levels];
    }

    private static byte[] Chunk(HandmadeColumn column, int start, int length)
    {
        byte[] meta = CompactBytes.Struct(m => m.I32(1, 1).Structs(2).Texts(3, column.Path).I32(4, 0).I64(5, column.Entries).I64(6, length).I64(7, length).I64(9, start));
        return CompactBytes.Struct(c => c.I64(2, start).Inner(3, meta));
    }
}
