using System.Text;
using CryptoEtl.Core;

namespace CryptoEtl.Data.QualityGate.Check;

/// <summary>Rows of a scattered file on disk, in buckets by group: a group is whole in one bucket, and a bucket fits in memory.</summary>
internal sealed class SpilledRows : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cryptoetl-check-").FullName;
    private readonly ColumnMap map;
    private readonly IReadOnlyList<string> groupColumns;
    private readonly BinaryWriter[] buckets;

    public SpilledRows(ColumnMap map, IReadOnlyList<string> groupColumns, int count)
    {
        (this.map, this.groupColumns) = (map, groupColumns);
        buckets = [.. Enumerable.Range(0, count).Select(bucket => new BinaryWriter(File.Create(PathOf(bucket)), Encoding.UTF8))];
    }

    public void Add(FileChunk chunk)
    {
        var hashes = RowGroups.Hashes(chunk, groupColumns);
        for (var row = 0; row < hashes.Length; row++)
            Write(buckets[(hashes[row] >> 7) % (ulong)buckets.Length], chunk, row);
    }

    /// <summary>Bucket by bucket, rows in the order of the file. Nothing can be added afterwards.</summary>
    public IEnumerable<FileChunk> Read()
    {
        foreach (var bucket in buckets)
            bucket.Dispose();
        for (var bucket = 0; bucket < buckets.Length; bucket++)
        {
            var chunk = Read(bucket);
            File.Delete(PathOf(bucket));
            if (chunk.Rows.RowCount > 0)
                yield return chunk;
        }
    }

    public void Dispose()
    {
        foreach (var bucket in buckets)
            bucket.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private string PathOf(int bucket) => Path.Combine(folder, $"{bucket}.rows");

    private void Write(BinaryWriter output, FileChunk chunk, int row)
    {
        output.Write(chunk.Lines[row]);
        if (chunk.Batches is { } batches)
            WriteText(output, batches[row]);
        foreach (var column in map.Mapped)
            WriteCell(output, chunk.Rows[column.Target], row);
    }

    private static void WriteCell(BinaryWriter output, Array values, int row)
    {
        switch (values)
        {
            case string?[] texts: WriteText(output, texts[row]); break;
            case double?[] numbers: WriteBits(output, numbers[row] is { } number ? BitConverter.DoubleToInt64Bits(number) : null); break;
            case long?[] integers: WriteBits(output, integers[row]); break;
            case DateTime?[] times: WriteBits(output, times[row]?.Ticks); break;
            case bool?[] flags: WriteBits(output, flags[row] is { } flag ? (flag ? 1 : 0) : null); break;
        }
    }

    private static void WriteText(BinaryWriter output, string? text)
    {
        output.Write(text is not null);
        if (text is not null)
            output.Write(text);
    }

    private static void WriteBits(BinaryWriter output, long? bits)
    {
        output.Write(bits is not null);
        if (bits is { } given)
            output.Write(given);
    }

    private FileChunk Read(int bucket)
    {
        using var input = new BinaryReader(new FileStream(PathOf(bucket), FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16), Encoding.UTF8);
        var (lines, batches, texts) = (new List<long>(), map.BatchField is null ? null : new List<string?>(), new Dictionary<string, string>());
        var columns = map.Mapped.Select(column => new SpilledColumn(column.Column.Type, texts)).ToArray();
        while (input.BaseStream.Position < input.BaseStream.Length)
        {
            lines.Add(input.ReadInt64());
            batches?.Add(input.ReadBoolean() ? input.ReadString() : null);
            foreach (var column in columns)
                column.Read(input);
        }

        var arrays = new Array[map.Table.Columns.Count];
        foreach (var (column, values) in map.Mapped.Zip(columns))
            arrays[column.Target] = values.ToArray();
        AbsentColumns.Fill(map.Table, arrays, lines.Count);
        return new(new(map.Table, arrays), new(0, [.. lines]), batches?.ToArray(), []);
    }
}

/// <summary>One column on its way back from disk.</summary>
internal sealed class SpilledColumn(ColumnType type, Dictionary<string, string> known)
{
    private readonly List<string?> texts = [];
    private readonly List<long?> bits = [];

    public void Read(BinaryReader input)
    {
        var isGiven = input.ReadBoolean();
        if (type == ColumnType.Text)
            texts.Add(isGiven ? Shared(input.ReadString()) : null);
        else
            bits.Add(isGiven ? input.ReadInt64() : null);
    }

    public Array ToArray() => type switch
    {
        ColumnType.Text => texts.ToArray(),
        ColumnType.Number => bits.ConvertAll(value => value is { } given ? BitConverter.Int64BitsToDouble(given) : (double?)null).ToArray(),
        ColumnType.Integer => bits.ToArray(),
        ColumnType.Flag => bits.ConvertAll(value => value is { } given ? given != 0 : (bool?)null).ToArray(),
        _ => bits.ConvertAll(value => value is { } given ? new DateTime(given, DateTimeKind.Utc) : (DateTime?)null).ToArray(),
    };

    /// <summary>Names repeat: each is kept once.</summary>
    private string Shared(string text)
    {
        if (known.TryGetValue(text, out var same))
            return same;
        if (known.Count < 1 << 16)
            known[text] = text;
        return text;
    }
}
