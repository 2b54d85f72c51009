namespace Parquet.Schema;

/// <summary>A node of the schema.</summary>
public abstract class Field
{
    protected Field(string name, SchemaType schemaType)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        SchemaType = schemaType;
        Path = new FieldPath(name);
    }

    /// <summary>For fields of a file that is read: an empty name is legal there.</summary>
    private protected void Rename(string name)
    {
        Name = name;
        Path = new FieldPath(name);
    }

    public string Name { get; private set; }

    public FieldPath Path { get; private set; }

    /// <summary>True when the column may hold nulls.</summary>
    public virtual bool IsNullable { get; internal set; }

    public SchemaType SchemaType { get; }

    public override bool Equals(object? obj) =>
        obj is Field other && SchemaType == other.SchemaType && Name == other.Name;

    public override int GetHashCode() => HashCode.Combine(SchemaType, Name);
}
