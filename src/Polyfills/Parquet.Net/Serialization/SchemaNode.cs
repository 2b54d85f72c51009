using Parquet.Meta;
using Parquet.Reading;
using Parquet.Types;

namespace Parquet.Serialization;

/// <summary>One node of a file's schema tree.</summary>
internal sealed class SchemaNode
{
    /// <summary>Deeper schemas are refused: records are read by recursion.</summary>
    private const int Deepest = 64;

    private readonly SchemaElement _element;
    private readonly SchemaNode? _parent;
    private readonly int _depth;

    private SchemaNode(SchemaElement element, SchemaNode? parent, int column)
    {
        (_element, _parent, Column) = (element, parent, column);
        if (parent is null) return;
        if (element.RepetitionType is not (null or FieldRepetitionType.REQUIRED or FieldRepetitionType.OPTIONAL or FieldRepetitionType.REPEATED))
            throw new ParquetException($"corrupt schema: column '{element.Name}' has the repetition type {(int)element.RepetitionType}, which is not known");
        _depth = parent._depth + 1;
        if (_depth > Deepest) throw new ParquetException($"schemas of more than {Deepest} levels are not supported");
        Path = [.. parent.Path, element.Name];
        IsRepeated = element.RepetitionType == FieldRepetitionType.REPEATED;
        Definition = parent.Definition + (IsRepeated || element.RepetitionType == FieldRepetitionType.OPTIONAL ? 1 : 0);
        Repetition = parent.Repetition + (IsRepeated ? 1 : 0);
    }

    /// <summary>Names from the top of the schema down to this node.</summary>
    public string[] Path { get; } = [];

    public string Name => _element.Name;

    public List<SchemaNode> Children { get; } = [];

    /// <summary>Position of the first column at or below this node.</summary>
    public int Column { get; }

    /// <summary>Columns at or below this node.</summary>
    public int Columns { get; private set; }

    public bool IsLeaf => _element.Type is not null;

    public bool IsRepeated { get; }

    /// <summary>The definition level from which on this node is there.</summary>
    public int Definition { get; }

    public int ParentDefinition => _parent?.Definition ?? 0;

    /// <summary>What every entry has at least, where the node above is there. An element of a repeated node is there itself.</summary>
    public int LeastDefinition => IsRepeated ? Definition : ParentDefinition;

    public int Repetition { get; }

    public SchemaNode FirstLeaf => IsLeaf ? this
        : Children.Find(child => child.Columns > 0)?.FirstLeaf ?? throw new ParquetException($"column '{this}' is a group without columns, which is not supported");

    public static SchemaNode RootOf(FileMetaData footer)
    {
        int next = 0, column = 0;
        SchemaNode root = Read(footer.Schema, null, ref next, ref column);
        if (root.IsLeaf) throw new ParquetException("corrupt footer: the root of the schema is not a group");
        if (next != footer.Schema.Count) throw new ParquetException($"corrupt footer: the schema has {footer.Schema.Count} nodes, its groups hold {next}");
        return root;
    }

    public LeafType ToLeaf() => FileSchema.Typed(_element) with { Levels = new LevelShape(Definition, Repetition) };

    public override string ToString() => string.Join('.', Path);

    private static SchemaNode Read(List<SchemaElement> elements, SchemaNode? parent, ref int next, ref int column)
    {
        if (next >= elements.Count) throw new ParquetException("corrupt footer: the schema ends inside a group");
        SchemaElement element = elements[next++];
        var node = new SchemaNode(element, parent, column);
        if (node.IsLeaf && element.NumChildren > 0) throw new ParquetException($"corrupt schema: column '{node}' has both a type and children");
        if (node.IsLeaf) column++;
        for (int i = 0; i < (element.NumChildren ?? 0); i++) node.Children.Add(Read(elements, node, ref next, ref column));
        node.Columns = column - node.Column;
        return node;
    }
}
