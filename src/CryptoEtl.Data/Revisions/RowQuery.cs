namespace CryptoEtl.Data.Revisions;

/// <summary>Which rows of a table, as they were known when.</summary>
public sealed record RowQuery
{
    /// <summary>Rows that were available at this moment. Null: any.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Rows that we had seen at this moment. Null: any.</summary>
    public DateTimeOffset? KnownAt { get; init; }

    /// <summary>First UTC day the rows are about. Null: any.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last UTC day the rows are about. Null: any.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Only these assets. Null: all.</summary>
    public IReadOnlySet<string>? Assets { get; init; }
}
