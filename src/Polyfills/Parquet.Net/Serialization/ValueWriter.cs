using System.Collections;
using System.Reflection;
using Parquet.Types;

namespace Parquet.Serialization;

/// <summary>Takes the values of one node of the schema apart, record by record, into the columns below it.</summary>
internal abstract class ValueWriter
{
    /// <summary>The columns below the node, in the order of the schema.</summary>
    public abstract IEnumerable<ColumnCollector> Columns { get; }

    /// <param name="value">Null where the property is null.</param>
    /// <param name="repetition">Level at which the value repeats the record before it.</param>
    public abstract void Write(object? value, byte repetition);

    /// <summary>A node that is not there leaves one entry in every column below it, which says down to where all is there.</summary>
    public abstract void WriteAbsent(byte repetition, byte definition);
}

/// <summary>A value of a column.</summary>
/// <param name="column">Where entries go.</param>
/// <param name="isNullable">Whether the column may hold null.</param>
internal sealed class LeafWriter(ColumnCollector column, bool isNullable) : ValueWriter
{
    private readonly byte _definition = (byte)column.Leaf.Levels.Definition;

    public override IEnumerable<ColumnCollector> Columns => [column];

    public override void Write(object? value, byte repetition)
    {
        if (value is null && !isNullable) throw new ArgumentException($"column '{column.Leaf.Name}' holds null, but is not nullable");
        if (value is null) column.AddLevels(repetition, (byte)(_definition - 1));
        else column.Add(value, repetition);
    }

    public override void WriteAbsent(byte repetition, byte definition) => column.AddLevels(repetition, definition);
}

/// <summary>The properties of an object. The record itself is always there; any other object may be null.</summary>
internal sealed class StructWriter((PropertyInfo Property, ValueWriter Writer)[] members, byte? absent) : ValueWriter
{
    public override IEnumerable<ColumnCollector> Columns => members.SelectMany(member => member.Writer.Columns);

    public override void Write(object? value, byte repetition)
    {
        if (value is null)
        {
            WriteAbsent(repetition, absent ?? throw new ArgumentException("a record is null"));
            return;
        }
        foreach ((PropertyInfo property, ValueWriter writer) in members) writer.Write(property.GetValue(value), repetition);
    }

    public override void WriteAbsent(byte repetition, byte definition)
    {
        foreach ((_, ValueWriter writer) in members) writer.WriteAbsent(repetition, definition);
    }
}

/// <summary>A list, or a map as a list of its entries.</summary>
/// <param name="parts">One writer per element of a list; those of key and value of a map.</param>
/// <param name="level">Levels of the repeated node.</param>
internal sealed class RepeatedWriter(ValueWriter[] parts, LevelShape level) : ValueWriter
{
    public override IEnumerable<ColumnCollector> Columns => parts.SelectMany(part => part.Columns);

    public override void Write(object? value, byte repetition)
    {
        if (value is null) WriteAbsent(repetition, (byte)(level.Definition - 2));
        else if (!WriteElements((IEnumerable)value, repetition)) WriteAbsent(repetition, (byte)(level.Definition - 1));
    }

    public override void WriteAbsent(byte repetition, byte definition)
    {
        foreach (ValueWriter part in parts) part.WriteAbsent(repetition, definition);
    }

    /// <summary>False when there is none.</summary>
    private bool WriteElements(IEnumerable elements, byte repetition)
    {
        byte at = repetition;
        bool any = false;
        if (elements is IDictionary map)
        {
            foreach (DictionaryEntry entry in map)
            {
                parts[0].Write(entry.Key, at);
                parts[1].Write(entry.Value, at);
                (at, any) = ((byte)level.Repetition, true);
            }
            return any;
        }
        foreach (object? element in elements)
        {
            parts[0].Write(element, at);
            (at, any) = ((byte)level.Repetition, true);
        }
        return any;
    }
}
