namespace CryptoEtl.Core.QualityGate;

/// <summary>Whether what a table feeds may run.</summary>
public enum BreakerState
{
    /// <summary>The last batch passed, or there is none yet.</summary>
    Closed,

    /// <summary>The last batch was refused: nothing that reads the table runs.</summary>
    Open,

    /// <summary>The last batch was refused, and a person vouches for it for a while: what reads the table runs. The next batch decides.</summary>
    HalfOpen,
}

/// <summary>A person's word that a refused batch may be used.</summary>
/// <param name="Batch">Id of the batch that was refused.</param>
/// <param name="ExpiresAt">From then on it is refused again.</param>
public sealed record GateOverride(string Table, string Batch, string Reason, string By, DateTimeOffset ExpiresAt)
{
    public bool IsFor(string table, string batch, DateTimeOffset now) => Table == table && Batch == batch && now < ExpiresAt;
}

/// <summary>How a table stands after its last batch.</summary>
/// <param name="Sequence">Of its last verdict.</param>
/// <param name="Since">Id of the first of the batches refused in a row; null: the last one passed.</param>
public sealed record TableStanding(string Table, long Sequence, string Batch, Decision Decision, string? Since, IReadOnlyList<string> Reasons)
{
    /// <summary>The standing after one more verdict; one that is known changes nothing.</summary>
    public static TableStanding? After(TableStanding? before, SealedVerdict verdict) =>
        verdict.IsReplay || verdict.Sequence <= before?.Sequence ? before : new(
            verdict.Verdict.Table, verdict.Sequence, verdict.Batch.Id, verdict.Verdict.Decision,
            verdict.IsHalt ? before?.Since ?? verdict.Batch.Id : null, verdict.Verdict.Reasons);

    public BreakerState StateAt(DateTimeOffset now, IEnumerable<GateOverride> overrides) =>
        Decision != Decision.Halt ? BreakerState.Closed
        : overrides.Any(word => word.IsFor(Table, Batch, now)) ? BreakerState.HalfOpen
        : BreakerState.Open;
}

/// <summary>Which bronze tables a pipeline builds on.</summary>
/// <remarks>Live takes the newest accepted day of derivatives where there is one, but needs none: it has no history, so a slot that does not run is lost.</remarks>
public static class PipelineInputs
{
    /// <summary>Full names of the tables; a pipeline refuses to run while another pipeline's batch has the breaker of one of them open. After one of its own its next batch is the trial.</summary>
    public static IReadOnlyList<string> Of(string pipeline) => pipeline switch
    {
        "historical" => [Universe.UniverseTables.Listing.FullName, Universe.UniverseTables.Stablecoins.FullName, Historical.HistoricalTables.Chart.FullName],
        "features" => [Historical.HistoricalTables.SilverMarket.FullName, Historical.HistoricalTables.SilverHour.FullName, Historical.HistoricalTables.SilverOnchain.FullName],
        _ => [],
    };
}
