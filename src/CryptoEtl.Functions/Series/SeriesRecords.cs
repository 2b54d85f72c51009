using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.Revisions;
using CryptoEtl.Core.Runs;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Functions.Series;

/// <summary>New rows of a ledger, staged.</summary>
/// <param name="Table">Full name.</param>
/// <param name="HeldVersion">Version of the table that they differ from; -1: there was none.</param>
public sealed record LedgerPart(string Table, StagedPart Part, long HeldVersion, RevisionCounts Counts);

/// <summary>New rows of a bronze ledger, staged and judged.</summary>
/// <param name="Quarantine">Null when nothing was held back.</param>
public sealed record JudgedPart(LedgerPart Rows, Verdict Verdict, StagedPart? Quarantine);

/// <summary>Silver ledgers, staged.</summary>
public sealed record PromotedSeries(IReadOnlyList<LedgerPart> Parts, IReadOnlyList<string> Notes);

/// <summary>A series that could not be fetched.</summary>
public sealed record SeriesFailure(string AssetId, string Series, string Subject, string Reason);

/// <summary>Work that a planner found, in pages.</summary>
/// <param name="Pages">Names; <see cref="PageStore"/> has them.</param>
/// <param name="Requests">How many, by endpoint.</param>
/// <param name="Parts">What the planner itself learned: lists.</param>
/// <param name="Notes">What a reader of the report should know.</param>
public sealed record SeriesWork(
    IReadOnlyList<string> Pages, int Assets, IReadOnlyDictionary<string, int> Requests,
    IReadOnlyList<JudgedPart> Parts, IReadOnlyList<MappingCount> Mappings, IReadOnlyList<string> Notes);

/// <summary>Input of <see cref="FetchSeries"/>.</summary>
public sealed record SeriesFetch(BatchId Batch, string Page);

/// <summary>A page that was fetched, as far as the sources answered.</summary>
/// <param name="Coverage">What is covered now; null when nothing is.</param>
/// <param name="ObservedAt">Of the last answer; null when there is none.</param>
public sealed record FetchedSeries(
    string Page, IReadOnlyList<JudgedPart> Parts, StagedPart? Coverage, IReadOnlyList<SourceCount> Sources,
    IReadOnlyList<SeriesFailure> Failures, DateTimeOffset? ObservedAt)
{
    /// <summary>Endpoints that not every plan has, and this one has not: the first words of each refusal.</summary>
    public IReadOnlyList<SeriesRefusal> Refusals { get; init; } = [];

    /// <summary>What the answers had otherwise than known, by endpoint.</summary>
    public IReadOnlyList<AnswerDrift> Drift { get; init; } = [];
}

/// <summary>What the plan of a key does not include.</summary>
/// <param name="Endpoint">One of <see cref="Core.Planning.Endpoints"/>.</param>
public sealed record SeriesRefusal(string Endpoint, string Reason);
