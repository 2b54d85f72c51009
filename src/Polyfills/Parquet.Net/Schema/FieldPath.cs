namespace Parquet.Schema;

/// <summary>Path of a field from the root. A flat schema has paths of one part, which may itself contain dots.</summary>
public sealed class FieldPath : IEquatable<FieldPath>
{
    private const string Separator = ".";
    private readonly string[] _parts;

    public FieldPath(params string[] parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        _parts = parts;
    }

    /// <summary>First part; null for an empty path.</summary>
    public string? FirstPart => _parts.Length == 0 ? null : _parts[0];

    public int Length => _parts.Length;

    public IReadOnlyList<string> ToList() => _parts;

    public bool Equals(FieldPath? other) => other is not null && _parts.AsSpan().SequenceEqual(other._parts);

    public override bool Equals(object? obj) => Equals(obj as FieldPath);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public override string ToString() => string.Join(Separator, _parts);
}
