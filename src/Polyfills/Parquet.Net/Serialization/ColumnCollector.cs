using System.Collections;
using Parquet.Data;
using Parquet.Schema;
using Parquet.Types;
using Parquet.Writing;

namespace Parquet.Serialization;

/// <summary>The entries of one column of the row group that is being collected.</summary>
/// <param name="leaf">The column, with its levels and its path.</param>
/// <param name="values">The same column for values that are there, not nullable.</param>
internal sealed class ColumnCollector(LeafType leaf, DataField values)
{
    private readonly IList _values = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(values.ClrType))!;
    private readonly List<byte> _repetitions = [], _definitions = [];

    public LeafType Leaf => leaf;

    public DataField Field => values;

    public void AddLevels(byte repetition, byte definition)
    {
        _repetitions.Add(repetition);
        _definitions.Add(definition);
    }

    public void Add(object value, byte repetition)
    {
        AddLevels(repetition, (byte)leaf.Levels.Definition);
        _values.Add(value);
    }

    /// <summary>The entries so far on their way to pages; the collector is empty again.</summary>
    public ColumnSource Take(ParquetOptions options)
    {
        Array data = Array.CreateInstance(values.ClrType, _values.Count);
        _values.CopyTo(data, 0);
        ColumnSource source = SourceFactory.Create(new DataColumn(values, data), leaf with { IsOptional = false }, options);
        var nested = new NestedSource(source, _repetitions.ToArray(), _definitions.ToArray(), leaf.Levels);
        _values.Clear();
        _repetitions.Clear();
        _definitions.Clear();
        return nested;
    }
}
