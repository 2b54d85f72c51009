using CryptoEtl.Core;

namespace CryptoEtl.Data.Revisions;

/// <summary>Value of the first column of a key, ordered as keys are: what a table is cut into blocks by.</summary>
internal readonly record struct Subject(string? Text, long? Number) : IComparable<Subject>
{
    public int CompareTo(Subject other) => Text is null && other.Text is null
        ? Nullable.Compare(Number, other.Number)
        : string.CompareOrdinal(Text, other.Text);

    /// <summary>The subject of each row.</summary>
    /// <exception cref="NotSupportedException">The key starts with a column of another type.</exception>
    public static Func<int, Subject> Of(Batch rows) => rows[rows.Table.Key[0]] switch
    {
        string?[] texts => row => new(texts[row], null),
        long?[] integers => row => new(null, integers[row]),
        DateTime?[] instants => row => new(null, instants[row]?.Ticks),
        _ => throw new NotSupportedException($"{rows.Table.FullName}: {rows.Table.Key[0]} cannot lead a key"),
    };
}
