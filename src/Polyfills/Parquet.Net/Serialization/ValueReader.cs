using System.Collections;
using System.Reflection;

namespace Parquet.Serialization;

/// <summary>
/// Reads the values of one node of the schema, record by record, from the columns below it. Every entry's levels are
/// compared with what its place demands, so columns that disagree end in an error, never in a wrong record.
/// </summary>
/// <param name="cursors">The columns below the node, of which there is at least one.</param>
internal abstract class ValueReader(ColumnCursor[] cursors)
{
    public ColumnCursor[] Cursors => cursors;

    /// <param name="repetition">The level that the first entry of the value must have.</param>
    public abstract object? Read(int repetition);

    /// <summary>Where a node is not there, every column below it has one entry that says so.</summary>
    protected void SkipAbsent(int repetition, int definition, int leastDefinition)
    {
        if (definition < leastDefinition) throw cursors[0].Contradiction();
        foreach (ColumnCursor cursor in cursors) cursor.Skip(repetition, definition);
    }
}

/// <summary>A value of a column.</summary>
internal sealed class LeafReader(SchemaNode node, ColumnCursor cursor, bool isNullable) : ValueReader([cursor])
{
    public override object? Read(int repetition)
    {
        object? value = cursor.Take(repetition, node.LeastDefinition);
        return value is not null || isNullable ? value : throw new ParquetException($"column '{node}' has a null, which its property cannot hold");
    }
}

/// <summary>Stands for a struct of which no column is wanted: its levels still tell where it is null.</summary>
internal sealed class PresenceReader(SchemaNode group, ColumnCursor cursor) : ValueReader([cursor])
{
    public override object? Read(int repetition)
    {
        cursor.Skip(repetition, cursor.Definition);
        while (cursor.Repetition > group.Repetition) cursor.Skip(cursor.Repetition, cursor.Definition);
        return null;
    }
}

/// <summary>A property, and where its values come from. Without a property the values are passed over.</summary>
internal sealed record Member(PropertyInfo? Property, ValueReader Reader);

/// <summary>A group whose columns go to the properties of an object.</summary>
internal sealed class StructReader(SchemaNode node, Type type, Member[] members) : ValueReader([.. members.SelectMany(member => member.Reader.Cursors)])
{
    public override object? Read(int repetition)
    {
        int definition = Cursors[0].Definition;
        if (definition < node.Definition)
        {
            SkipAbsent(repetition, definition, node.LeastDefinition);
            return null;
        }
        object instance = Activator.CreateInstance(type)!;
        foreach ((PropertyInfo? property, ValueReader reader) in members)
        {
            object? value = reader.Read(repetition);
            property?.SetValue(instance, value);
        }
        return instance;
    }
}

/// <summary>What lists and maps have in common: a repeated node below one that may be null.</summary>
internal abstract class RepeatedReader(SchemaNode outer, SchemaNode repeated, ColumnCursor[] cursors) : ValueReader(cursors)
{
    /// <summary>The level from which on there is a list, be it empty. A repeated node without a group around it is never null.</summary>
    private readonly int _present = outer == repeated ? outer.ParentDefinition : outer.Definition;

    private readonly int _least = outer == repeated ? outer.ParentDefinition : outer.LeastDefinition;

    public override object? Read(int repetition)
    {
        int definition = Cursors[0].Definition;
        if (definition < repeated.Definition)
        {
            SkipAbsent(repetition, definition, _least);
            return definition < _present ? null : Fill(null);
        }
        return Fill(repetition);
    }

    /// <param name="first">Repetition level of the first element; null for an empty list.</param>
    protected abstract object Fill(int? first);

    /// <summary>Repetition level of the element that follows; null at the end of the list.</summary>
    protected int? Next() => Cursors[0].Repetition >= repeated.Repetition ? repeated.Repetition : null;
}

/// <summary>A list. <paramref name="outer"/> and <paramref name="repeated"/> are the same where no group surrounds the repeated node.</summary>
internal sealed class ListReader(SchemaNode outer, SchemaNode repeated, Type elementType, bool isArray, ValueReader element)
    : RepeatedReader(outer, repeated, element.Cursors)
{
    private readonly Type _type = typeof(List<>).MakeGenericType(elementType);

    protected override object Fill(int? first)
    {
        var list = (IList)Activator.CreateInstance(_type)!;
        for (int? repetition = first; repetition is int level; repetition = Next()) list.Add(element.Read(level));
        if (!isArray) return list;
        Array array = Array.CreateInstance(elementType, list.Count);
        list.CopyTo(array, 0);
        return array;
    }
}

/// <summary>A map. Of equal keys the last counts.</summary>
internal sealed class MapReader(SchemaNode outer, SchemaNode repeated, Type type, ValueReader key, ValueReader value)
    : RepeatedReader(outer, repeated, [.. key.Cursors, .. value.Cursors])
{
    protected override object Fill(int? first)
    {
        var map = (IDictionary)Activator.CreateInstance(type)!;
        for (int? repetition = first; repetition is int level; repetition = Next())
        {
            object name = key.Read(level) ?? throw key.Cursors[0].Contradiction();
            map[name] = value.Read(level);
        }
        return map;
    }
}
