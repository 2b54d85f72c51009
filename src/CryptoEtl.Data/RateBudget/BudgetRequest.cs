namespace CryptoEtl.Data.RateBudget;

/// <summary>Who asks, and for what: one HTTP request.</summary>
/// <param name="Source">One of <see cref="Core.Planning.SourceNames"/>.</param>
/// <param name="Pipeline">Pipelines take turns within a class.</param>
/// <param name="RunId">Whose cap per run it counts against. Stays the same when a run is resumed.</param>
/// <param name="IsPerishable">Goes before everything that can be asked for tomorrow.</param>
/// <param name="Credits">What the source charges for a good answer, 0 or more.</param>
public sealed record BudgetRequest(string Source, string Pipeline, string RunId, bool IsPerishable, int Credits);
