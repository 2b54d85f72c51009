using System.Reflection;
using System.Text.Json.Serialization;
using Parquet.Meta;
using Parquet.Schema;
using Parquet.Types;
using Type = System.Type;

namespace Parquet.Serialization;

/// <summary>
/// Draws a schema from a class, and decides how its values are taken apart. Names and shapes are those the reader knows:
/// structs are classes, lists <c>list.element</c>, maps <c>key_value.key</c> and <c>value</c>.
/// </summary>
internal sealed class WriterFactory
{
    private const string Root = "root";
    private readonly List<SchemaElement> _elements = [];

    private WriterFactory()
    {
    }

    /// <exception cref="NotSupportedException">A property's type cannot be written.</exception>
    public static (List<SchemaElement> Schema, ValueWriter Writer) Create(Type type)
    {
        var factory = new WriterFactory();
        return (factory._elements, factory.Struct(Root, type, new Place([], default), isRecord: true));
    }

    private ValueWriter Node(string name, Type type, Place parent)
    {
        if (ClrShapes.MapOf(type) is not null) return Map(name, type, parent);
        if (type != typeof(byte[]) && ClrShapes.ElementOf(type) is { } element) return List(name, element, parent);
        return ClrShapes.IsObject(type) ? Struct(name, type, parent, isRecord: false) : Leaf(name, type, parent);
    }

    private StructWriter Struct(string name, Type type, Place parent, bool isRecord)
    {
        PropertyInfo[] properties = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsWritten)];
        if (properties.Length == 0) throw new NotSupportedException($"'{name}': {type.Name} has no property to write");
        Group(name, properties.Length, isRecord ? null : FieldRepetitionType.OPTIONAL);
        Place place = isRecord ? parent : parent.Below(name, FieldRepetitionType.OPTIONAL);
        byte? absent = isRecord ? null : (byte)parent.Levels.Definition;
        return new StructWriter([.. properties.Select(property => (property, Node(NameOf(property), property.PropertyType, place)))], absent);
    }

    private RepeatedWriter List(string name, Type element, Place parent)
    {
        Group(name, 1, FieldRepetitionType.OPTIONAL, ConvertedType.LIST, LogicalTypeKind.LIST);
        Group("list", 1, FieldRepetitionType.REPEATED);
        Place repeated = parent.Below(name, FieldRepetitionType.OPTIONAL).Below("list", FieldRepetitionType.REPEATED);
        return new RepeatedWriter([Node("element", element, repeated)], repeated.Levels);
    }

    private RepeatedWriter Map(string name, Type type, Place parent)
    {
        Type[] types = type.GetGenericArguments();
        Group(name, 1, FieldRepetitionType.OPTIONAL, ConvertedType.MAP, LogicalTypeKind.MAP);
        Group("key_value", 2, FieldRepetitionType.REPEATED);
        Place repeated = parent.Below(name, FieldRepetitionType.OPTIONAL).Below("key_value", FieldRepetitionType.REPEATED);
        return new RepeatedWriter([Leaf("key", types[0], repeated, isKey: true), Node("value", types[1], repeated)], repeated.Levels);
    }

    private LeafWriter Leaf(string name, Type type, Place parent, bool isKey = false)
    {
        var field = new DataField(name, type, isKey ? false : null);
        SchemaElement element = LeafElements.ToElement(field);
        _elements.Add(element);
        Place place = parent.Below(name, element.RepetitionType!.Value);
        LeafType leaf = LeafType.FromElement(element) with { Levels = place.Levels, Path = place.Path };
        return new LeafWriter(new ColumnCollector(leaf, new DataField(name, field.ClrType, isNullable: false)), field.IsNullable);
    }

    private void Group(string name, int children, FieldRepetitionType? repetition, ConvertedType? converted = null, LogicalTypeKind? kind = null) =>
        _elements.Add(new SchemaElement
        {
            Name = name,
            NumChildren = children,
            RepetitionType = repetition,
            ConvertedType = converted,
            LogicalType = kind is { } known ? new LogicalType { Kind = known } : null,
        });

    private static bool IsWritten(PropertyInfo property) =>
        property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0
        && property.GetCustomAttribute<JsonIgnoreAttribute>() is not { Condition: JsonIgnoreCondition.Always };

    private static string NameOf(PropertyInfo property) => property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? property.Name;

    /// <summary>Where in the schema a node stands.</summary>
    private sealed record Place(string[] Path, LevelShape Levels)
    {
        public Place Below(string name, FieldRepetitionType repetition) => new(
            [.. Path, name],
            new LevelShape(
                Levels.Definition + (repetition == FieldRepetitionType.REQUIRED ? 0 : 1),
                Levels.Repetition + (repetition == FieldRepetitionType.REPEATED ? 1 : 0)));
    }
}
