namespace Parquet.Schema;

/// <summary>The columns of a file, in order.</summary>
public class ParquetSchema : IEquatable<ParquetSchema>
{
    private readonly DataField[] _fields;

    /// <exception cref="ArgumentException">There is no field, or two fields share a name.</exception>
    public ParquetSchema(IEnumerable<Field> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        _fields = [.. fields.Select(AsDataField)];
        if (_fields.Length == 0) throw new ArgumentException("at least one field is required", nameof(fields));
        string? twice = _fields.GroupBy(field => field.Name).FirstOrDefault(group => group.Count() > 1)?.Key;
        if (twice is not null) throw new ArgumentException($"the field name '{twice}' is used more than once", nameof(fields));
    }

    public ParquetSchema(params Field[] fields)
        : this((IEnumerable<Field>)fields)
    {
    }

    /// <summary>For files that are read: these may have no column, or two of one name.</summary>
    private ParquetSchema(DataField[] fields) => _fields = fields;

    public IReadOnlyList<Field> Fields => _fields;

    public DataField[] DataFields => _fields;

    public Field this[int i] => _fields[i];

    internal static ParquetSchema OfFile(DataField[] fields) => new(fields);

    public DataField[] GetDataFields() => [.. _fields];

    /// <exception cref="ArgumentException">There is no such field.</exception>
    public DataField FindDataField(string path) =>
        Array.Find(_fields, field => field.Name == path)
            ?? throw new ArgumentException($"there is no field '{path}'", nameof(path));

    public bool Equals(ParquetSchema? other) => other is not null && _fields.SequenceEqual(other._fields);

    public override bool Equals(object? obj) => Equals(obj as ParquetSchema);

    public override int GetHashCode() => _fields.Aggregate(17, HashCode.Combine);

    public override string ToString() => string.Join(", ", _fields.Select(field => field.ToString()));

    private static DataField AsDataField(Field field) =>
        field as DataField ?? throw new NotSupportedException($"field '{field?.Name}': nested fields are not supported");
}
