using System.Text.Json.Serialization;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.Revisions;

namespace CryptoEtl.Core.Runs;

/// <summary>What a run is asked to do. It is the orchestration's input.</summary>
/// <param name="Batch">Pipeline and slot; its id is the run's id.</param>
/// <param name="ApprovedPlan">Hash of the only plan that may be run; null: any.</param>
/// <param name="Scope">The part of the past it is about; null: the whole.</param>
public sealed record RunRequest(BatchId Batch, string? ApprovedPlan = null, RunScope? Scope = null)
{
    /// <summary>What it is about, whole or in part.</summary>
    [JsonIgnore]
    public RunScope Past => Scope ?? RunScope.Whole;
}

/// <summary>Where a run stands: the orchestration's custom status.</summary>
/// <param name="Stage">plan, fetch, commit, gate, promote, features or done.</param>
public sealed record RunProgress(string Stage, int Done, int Total);

/// <summary>Rows that a table got.</summary>
public sealed record TableCount(string Table, long Rows, long Version);

/// <summary>Calls and credits at one source.</summary>
/// <param name="Requests">Answers used.</param>
/// <param name="Attempts">HTTP calls made for them, failed ones included.</param>
/// <param name="Cached">Answers that the cache had.</param>
/// <param name="Stale">Old answers among them that stood in for a failing source.</param>
public sealed record SourceCount(string Source, int Requests, int Attempts, int Credits, int Cached = 0, int Stale = 0);

/// <summary>How the rows of another source were mapped.</summary>
/// <param name="Examples">Some that were not mapped, with the reason.</param>
public sealed record MappingCount(string Source, int Mapped, int Unmatched, int Ambiguous, IReadOnlyList<string> Examples);

/// <summary>One field of a source's answers that is not as documented and not as seen before.</summary>
/// <param name="Endpoint">One of <see cref="Planning.Endpoints"/>.</param>
/// <param name="Field">With its place, such as <c>tickers[].coin_id</c>.</param>
/// <param name="Kind">unknown, missing or wrong_type.</param>
/// <param name="Rows">Rows it concerns.</param>
/// <param name="Example">A value found, shortened. Null for a missing field.</param>
public sealed record DriftCount(string Endpoint, string Field, string Kind, long Rows, string? Example);

/// <summary>New rows of a ledger, by class.</summary>
public sealed record TableRevisions(string Table, RevisionCounts Counts);

/// <summary>What a run did: the orchestration's output.</summary>
/// <param name="Skipped">Sources not asked, and why.</param>
/// <param name="Drift">Fields that changed at the sources; table gate_drift keeps them.</param>
public sealed record RunReport(
    string RunId, string Pipeline, DateTimeOffset Slot, DateTimeOffset StartedAt, DateTimeOffset FinishedAt,
    IReadOnlyList<TableCount> Tables, IReadOnlyList<Verdict> Verdicts, IReadOnlyList<SourceCount> Sources,
    IReadOnlyList<MappingCount> Mappings, IReadOnlyList<string> Skipped, IReadOnlyList<DriftCount> Drift)
{
    /// <summary>What changed in each revision ledger; tables without a new row are left out.</summary>
    public IReadOnlyList<TableRevisions> Revisions { get; init; } = [];

    /// <summary>Series that could not be fetched, one line each. The same run again asks for these only.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    /// <summary>What a reader of the result must know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
