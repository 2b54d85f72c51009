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

/// <summary>One rule that one row broke.</summary>
/// <param name="Row">Position in the batch, from 0.</param>
/// <param name="Value">What the field held, invariant text; null for null.</param>
/// <param name="Reason">One sentence.</param>
public sealed record Finding(string Rule, int Row, string Field, string? Value, string Reason);

/// <summary>A batch on its way through the gate.</summary>
/// <param name="ObservedAt">When its answers were seen: staleness is measured against it.</param>
public sealed record GateInput(Batch Rows, DateTimeOffset ObservedAt);

/// <summary>A rule on rows.</summary>
/// <param name="Id">Stable for ever: verdicts of years ago name it.</param>
/// <param name="Sentence">What a row must be, thresholds included: the contract's hash is taken over it.</param>
/// <param name="Why">Why the rule exists.</param>
/// <param name="Check">Every finding in the batch.</param>
public sealed record Rule(string Id, Severity Severity, string Sentence, string Why, Func<GateInput, IEnumerable<Finding>> Check);
