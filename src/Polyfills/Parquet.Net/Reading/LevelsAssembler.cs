using Parquet.Encodings;
using Parquet.Types;

namespace Parquet.Reading;

/// <summary>Keeps the levels of a column beside its values, which stand without nulls.</summary>
/// <param name="values">Null when only the levels are wanted: the values are not decoded then.</param>
/// <param name="shape">The highest levels; a level that can only be 0 is not kept.</param>
internal sealed class LevelsAssembler(ColumnAssembler? values, LevelShape shape) : ColumnAssembler
{
    private byte[] _definitions = [], _repetitions = [];
    private int _expected;

    /// <summary>Entries read so far, with or without a value.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<byte> Definitions => _definitions;

    public ReadOnlySpan<byte> Repetitions => _repetitions;

    public override void ReadDictionary(ReadOnlySpan<byte> data, int count) => values?.ReadDictionary(data, count);

    public override object? DecodeBound(byte[] data) => values?.DecodeBound(data);

    public override void Start(int rows, long storedBytes)
    {
        _expected = rows;
        values?.Start(rows, storedBytes);
    }

    public override void Append(in DataPage page)
    {
        if (shape.Definition > 0)
        {
            Span<byte> levels = Reserve(ref _definitions, page.Rows);
            if (page.Levels.IsEmpty) levels.Fill((byte)(page.Defined == page.Rows ? shape.Definition : 0));
            else NestedLevels.Decode(page.Levels, shape.Definition, levels);
        }
        if (shape.Repetition > 0) NestedLevels.Decode(page.Repetitions, shape.Repetition, Reserve(ref _repetitions, page.Rows));
        Count += page.Rows;
        values?.Append(new DataPage(page.Defined, page.Defined, default, page.Encoding, page.Values));
    }

    public override Array Finish() => values?.Finish() ?? Array.Empty<object>();

    private Span<byte> Reserve(ref byte[] levels, int more)
    {
        Growth.Reserve(ref levels, Count, more, _expected);
        return levels.AsSpan(Count, more);
    }
}
