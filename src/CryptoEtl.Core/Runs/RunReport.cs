using CryptoEtl.Core.QualityGate;

namespace CryptoEtl.Core.Runs;

/// <summary>What a run is asked to do. It is the orchestration's input.</summary>
/// <param name="Batch">Pipeline and slot; its id is the run's id.</param>
/// <param name="ApprovedPlan">Hash of the only plan that may be run; null: any.</param>
public sealed record RunRequest(BatchId Batch, string? ApprovedPlan = null);

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

/// <summary>What a run did: the orchestration's output.</summary>
/// <param name="Skipped">Sources not asked, and why.</param>
public sealed record RunReport(
    string RunId, string Pipeline, DateTimeOffset Slot, DateTimeOffset StartedAt, DateTimeOffset FinishedAt,
    IReadOnlyList<TableCount> Tables, IReadOnlyList<Verdict> Verdicts, IReadOnlyList<SourceCount> Sources,
    IReadOnlyList<MappingCount> Mappings, IReadOnlyList<string> Skipped);
