namespace CryptoEtl.Data.QualityGate.Check;

/// <summary>What can be wrong with a line before any contract looks at it. Such a row is held back and not judged further.</summary>
public static class FileRules
{
    public const string Malformed = "FILE01", Unreadable = "FILE02", TimeRange = "FILE03";

    /// <summary>First moment that a time may name: there was no market before.</summary>
    public static readonly DateTime Earliest = new(2009, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>End of the time that a file may tell of.</summary>
    public static readonly DateTime End = new(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Sentences by id.</summary>
    public static IReadOnlyDictionary<string, string> Sentences { get; } = new Dictionary<string, string>
    {
        [Malformed] = "a line has as many fields as the header, and closes its quotes",
        [Unreadable] = "a value can be read as its column's type",
        [TimeRange] = "a time lies in 2009 to 2099",
    };
}

/// <summary>One thing that is wrong at one place of a file.</summary>
/// <param name="Line">1-based line of a text file, the header being line 1; row from 1 of a Parquet file.</param>
/// <param name="Value">What stands there, shortened. Null: nothing.</param>
public sealed record FileFinding(string Rule, long Line, string Field, string? Value, string Reason);
