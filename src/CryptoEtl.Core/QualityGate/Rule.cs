namespace CryptoEtl.Core.QualityGate;

/// <summary>What a finding does.</summary>
public enum Severity
{
    /// <summary>Counted, nothing more.</summary>
    Info,

    /// <summary>The row is held back.</summary>
    Quarantine,

    /// <summary>The batch is refused.</summary>
    Halt,
}

/// <summary>What a rule looks at to judge a row.</summary>
public enum RuleKind
{
    /// <summary>The row alone, or rows of the batch with its key.</summary>
    Row,

    /// <summary>The rows before it in its series, those known before the batch included.</summary>
    Sequence,

    /// <summary>Rows of other tables.</summary>
    Cross,
}

/// <summary>One rule that one row broke.</summary>
/// <param name="Row">Position in the batch, from 0.</param>
/// <param name="Value">What the field held, invariant text; null for null.</param>
/// <param name="Reason">One sentence.</param>
public sealed record Finding(string Rule, int Row, string Field, string? Value, string Reason)
{
    /// <summary>Row of the batch that this one repeats; null: it repeats none.</summary>
    public int? FirstRow { get; init; }
}

/// <summary>How many findings of one rule a batch may have. Both must be exceeded before it is refused: a rate alone would refuse small batches for one row.</summary>
/// <param name="Rate">Share of the batch's rows, a fraction.</param>
/// <param name="Count">Number of findings.</param>
public sealed record Limit(double Rate, int Count)
{
    public bool IsExceeded(int findings, int rows) => findings > Count && findings > Rate * rows;
}

/// <summary>A rule on rows.</summary>
/// <param name="Id">Stable for ever: verdicts of years ago name it.</param>
/// <param name="Sentence">What a row must be, thresholds included: the contract's hash is taken over it.</param>
/// <param name="Why">Why the rule exists.</param>
/// <param name="Check">Every finding in the batch.</param>
public sealed record Rule(string Id, Severity Severity, string Sentence, string Why, Func<GateInput, IEnumerable<Finding>> Check)
{
    public RuleKind Kind { get; init; } = RuleKind.Row;

    /// <summary>Columns without which it cannot be applied. In our own tables all are there; a user's file may lack some.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Of a rule on where series end: how long before the newest row of all. Who judges a file part by part counts these over the whole; null: no such rule.</summary>
    public TimeSpan? EndsWithin { get; init; }

    /// <summary>More findings than this refuse the whole batch, whatever the severity; null: they do not.</summary>
    public Limit? Halts { get; init; }
}

/// <summary>A rule on a batch as a whole.</summary>
/// <param name="Id">Stable for ever.</param>
/// <param name="Severity">Info or halt: there is no row to hold back.</param>
/// <param name="Check">What is wrong, one sentence; null: nothing.</param>
public sealed record BatchRule(string Id, Severity Severity, string Sentence, string Why, Func<BatchFacts, string?> Check);
