using Parquet.Meta;

namespace Parquet.Reading;

/// <summary>A decompressed data page.</summary>
internal readonly ref struct DataPage(int rows, int defined, ReadOnlySpan<byte> levels, Encoding encoding, ReadOnlySpan<byte> values, ReadOnlySpan<byte> repetitions = default)
{
    public int Rows { get; } = rows;

    /// <summary>Rows that are not null. Equal to <see cref="Rows"/> where every row has a value.</summary>
    public int Defined { get; } = defined;

    /// <summary>Definition levels as hybrid runs; of no interest where all rows or no row have a value.</summary>
    public ReadOnlySpan<byte> Levels { get; } = levels;

    /// <summary>Repetition levels as hybrid runs; empty for a column that is not repeated.</summary>
    public ReadOnlySpan<byte> Repetitions { get; } = repetitions;

    public Encoding Encoding { get; } = encoding;

    public ReadOnlySpan<byte> Values { get; } = values;
}
