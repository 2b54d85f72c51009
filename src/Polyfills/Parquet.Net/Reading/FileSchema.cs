using Parquet.Meta;
using Parquet.Schema;
using Parquet.Types;
using PhysicalType = Parquet.Meta.Type;

namespace Parquet.Reading;

/// <summary>The flat schema of a file: the leaves, and the fields that stand for them.</summary>
internal sealed class FileSchema
{
    private FileSchema(LeafType[] leaves, DataField[] fields)
    {
        Leaves = leaves;
        Schema = ParquetSchema.OfFile(fields);
    }

    public LeafType[] Leaves { get; }

    public ParquetSchema Schema { get; }

    public static FileSchema Create(FileMetaData footer, ParquetOptions options)
    {
        if (footer.Schema.Count == 0) throw new ParquetException("corrupt footer: it has no schema");
        LeafType[] leaves = [.. footer.Schema.Skip(1).Select(ToLeaf)];
        int children = footer.Schema[0].NumChildren ?? 0;
        if (children != leaves.Length) throw new ParquetException($"corrupt footer: the schema has {leaves.Length} columns, its root says {children}");
        return new FileSchema(leaves, [.. leaves.Select((leaf, index) => LeafFields.ToField(leaf, index, options))]);
    }

    private static LeafType ToLeaf(SchemaElement element)
    {
        if (element.Type is null || element.NumChildren > 0) throw new ParquetException($"nested schemas are not supported: column '{element.Name}' is a group");
        switch (element.RepetitionType)
        {
            case null or FieldRepetitionType.REQUIRED or FieldRepetitionType.OPTIONAL: break;
            case FieldRepetitionType.REPEATED: throw new ParquetException($"nested schemas are not supported: column '{element.Name}' is repeated");
            default: throw new ParquetException($"corrupt schema: column '{element.Name}' has the repetition type {(int)element.RepetitionType}, which is not known");
        }
        return Typed(element);
    }

    /// <summary>Storage and meaning of a leaf, wherever in the schema it stands.</summary>
    public static LeafType Typed(SchemaElement element)
    {
        if (element.Type is not { } physical || !Enum.IsDefined(physical)) throw new ParquetException($"corrupt schema: column '{element.Name}' has the physical type {(int?)element.Type}, which is not known");
        if (physical == PhysicalType.FIXED_LEN_BYTE_ARRAY && element.TypeLength is not > 0)
            throw new ParquetException($"column '{element.Name}': FIXED_LEN_BYTE_ARRAY of length {element.TypeLength ?? 0} is not supported");
        return LeafType.FromElement(element);
    }

    /// <summary>The position of the column a field stands for; -1 if there is none.</summary>
    public int Find(DataField field)
    {
        DataField[] fields = Schema.DataFields;
        if (field.Ordinal >= 0 && field.Ordinal < fields.Length && ReferenceEquals(fields[field.Ordinal], field)) return field.Ordinal;
        return Array.FindIndex(fields, candidate => candidate.Name == field.Name);
    }
}
