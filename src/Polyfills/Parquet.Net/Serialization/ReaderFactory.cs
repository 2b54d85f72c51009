using System.Reflection;
using System.Text.Json.Serialization;
using Parquet.Reading;
using Parquet.Types;

namespace Parquet.Serialization;

/// <summary>Decides how the nodes of a schema become values of CLR types.</summary>
internal sealed class ReaderFactory(ParquetSerializerOptions options)
{
    private readonly ParquetOptions _values = options.ParquetOptions ?? new ParquetOptions();

    /// <exception cref="ParquetException">The node does not fit the type; the message names its column.</exception>
    public ValueReader Create(SchemaNode node, Type type)
    {
        if (!node.IsRepeated) return CreateOnce(node, type);
        Type element = ClrShapes.ElementOf(type) ?? throw Misfit(node, "repeated", type);
        return new ListReader(node, node, element, type.IsArray, CreateOnce(node, element));
    }

    /// <summary>For a node that is not repeated, or one element of a repeated one.</summary>
    private ValueReader CreateOnce(SchemaNode node, Type type)
    {
        if (node.IsLeaf) return Leaf(node, type);
        if (ClrShapes.MapOf(type) is { } map) return Map(node, map);
        if (ClrShapes.ElementOf(type) is { } element) return List(node, type, element);
        return ClrShapes.IsObject(type) ? Struct(node, type) : throw Misfit(node, "a group", type);
    }

    private LeafReader Leaf(SchemaNode node, Type type)
    {
        Type asked = Nullable.GetUnderlyingType(type) ?? type;
        LeafType leaf = node.ToLeaf();
        Type stored = LeafFields.ToField(leaf, node.Column, _values).ClrType;
        if (asked != stored && !Corresponding.Types(asked, stored)) throw Misfit(node, stored.Name, type);
        return new LeafReader(node, new ColumnCursor(node, asked), asked != type || !type.IsValueType);
    }

    private StructReader Struct(SchemaNode node, Type type)
    {
        var members = new List<Member>();
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (Find(node, property) is { } child) members.Add(new Member(property, Create(child, property.PropertyType)));
        }
        if (members.Count == 0) members.Add(new Member(null, new PresenceReader(node, new ColumnCursor(node.FirstLeaf, null))));
        return new StructReader(node, type, [.. members]);
    }

    private SchemaNode? Find(SchemaNode node, PropertyInfo property)
    {
        if (property.SetMethod is not { IsPublic: true } || property.GetIndexParameters().Length > 0) return null;
        if (property.GetCustomAttribute<JsonIgnoreAttribute>() is { Condition: JsonIgnoreCondition.Always }) return null;
        string name = property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? property.Name;
        SchemaNode? exact = node.Children.Find(child => child.Name == name);
        return exact is null && options.PropertyNameCaseInsensitive
            ? node.Children.Find(child => child.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            : exact;
    }

    private ListReader List(SchemaNode node, Type type, Type element)
    {
        SchemaNode repeated = RepeatedBelow(node, type);
        ValueReader reader = IsElement(node, repeated, element) ? CreateOnce(repeated, element) : Create(repeated.Children[0], element);
        return new ListReader(node, repeated, element, type.IsArray, reader);
    }

    /// <summary>
    /// Whether the repeated node is the element itself, as older writers have it, or only surrounds it. The names
    /// "array" and "…_tuple" are those of the format's rules for backward compatibility.
    /// </summary>
    private static bool IsElement(SchemaNode list, SchemaNode repeated, Type element) =>
        repeated.IsLeaf || repeated.Children.Count != 1 || repeated.Children[0].IsRepeated
        || repeated.Name == "array" || repeated.Name == list.Name + "_tuple"
        || (repeated.Children[0].IsLeaf && ClrShapes.IsObject(element));

    /// <summary>Keys come first, values second, whatever their names.</summary>
    private MapReader Map(SchemaNode node, Type type)
    {
        SchemaNode repeated = RepeatedBelow(node, type);
        if (repeated.Children.Count != 2) throw Misfit(node, $"a map of {repeated.Children.Count} columns", type);
        Type[] types = type.GetGenericArguments();
        return new MapReader(node, repeated, type, Create(repeated.Children[0], types[0]), Create(repeated.Children[1], types[1]));
    }

    private static SchemaNode RepeatedBelow(SchemaNode node, Type type) =>
        node.Children is [{ IsRepeated: true } repeated] ? repeated : throw Misfit(node, "a group, not a list or map", type);

    private static ParquetException Misfit(SchemaNode node, string stored, Type type) =>
        new($"column '{node}' is {stored}, its property is {Nullable.GetUnderlyingType(type)?.Name ?? type.Name}");
}
