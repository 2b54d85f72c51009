namespace CryptoEtl.Data.RateBudget;

/// <summary>What a source says about its own limits. Null: it does not say.</summary>
/// <param name="CallsPerMinute">The smaller of this and the setting is kept to.</param>
/// <param name="CallsPerDay">The smaller of this and the setting is kept to.</param>
/// <param name="DayLeft">Calls left until <paramref name="ResetsAt"/>.</param>
/// <param name="MonthLeft">Credits or calls left this month, in the source's unit.</param>
/// <param name="MonthLimit">Of the plan. When it changes, a greater <paramref name="MonthLeft"/> is believed too.</param>
/// <param name="ResetsAt">End of the day's count where <paramref name="DayLeft"/> is given, else of the month's.
/// Null: the next UTC midnight, or the first of the next month.</param>
public sealed record SourceQuota(
    int? CallsPerMinute = null, long? CallsPerDay = null, long? DayLeft = null, long? MonthLeft = null, long? MonthLimit = null, DateTimeOffset? ResetsAt = null);
