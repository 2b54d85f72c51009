namespace CryptoEtl.Data.RateBudget;

/// <summary>How one source's budget stands. Spend is in <paramref name="Unit"/>; reserved turns count as spent.</summary>
/// <param name="LimitPerMinute">The smaller of the setting and the source's own figure.</param>
/// <param name="CallsPerMinute">The pace held now: a little below the limit, less after a 429.</param>
/// <param name="Factor">Share of the full pace, 0.05 to 1. Below 1 for a while after a 429.</param>
/// <param name="BlockedUntil">Nothing is sent before. Null: not blocked.</param>
/// <param name="SpentRun">Null: no run was named.</param>
/// <param name="CallsToday">Calls of this UTC day, failed ones included.</param>
public sealed record BudgetStanding(
    string Source,
    SpendUnit Unit,
    int LimitPerMinute,
    double CallsPerMinute,
    double Factor,
    DateTimeOffset? BlockedUntil,
    long? SpentRun,
    long SpentDay,
    long SpentMonth,
    long CallsToday,
    SpendCaps Caps,
    BudgetLeft Left);

/// <summary>What may still be spent. Null: without end.</summary>
/// <param name="Run">Of the cap per run. Null also when no run was named.</param>
/// <param name="Day">Of the cap per day.</param>
/// <param name="Month">Of the cap per month and the source's own figure, the smaller.</param>
/// <param name="CallsToday">Of the source's calls a day.</param>
public sealed record BudgetLeft(long? Run, long? Day, long? Month, long? CallsToday);
