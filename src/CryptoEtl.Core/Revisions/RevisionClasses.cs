namespace CryptoEtl.Core.Revisions;

/// <summary>How a row of a revision ledger differs from the one before it with the same key: the words of the column <c>revision</c>.</summary>
public static class RevisionClasses
{
    /// <summary>The first value of a key.</summary>
    public const string Appended = "appended";

    /// <summary>The earlier value was seen before its period was settled; this one replaces it.</summary>
    public const string ClosedEdge = "closed_edge";

    /// <summary>The source tells a settled period otherwise than before.</summary>
    public const string Restated = "restated";

    /// <summary>The source does not tell the key any more; the row's values are null.</summary>
    public const string Withdrawn = "withdrawn";

    /// <summary>The source had no value where it has one now.</summary>
    public const string NullFilled = "null_filled";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Appended, ClosedEdge, Restated, Withdrawn, NullFilled];
}
