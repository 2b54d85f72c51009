namespace CryptoEtl.Data.RateBudget;

/// <summary>The plan's figures, from settings. What the source says of itself can only lower them.</summary>
/// <param name="CallsPerMinute">In a clock minute, failed calls included; 1 or more.</param>
/// <param name="CallsPerSecond">In a clock second. Null: no such limit.</param>
/// <param name="CallsPerDay">In a UTC day. Null: no such limit.</param>
public sealed record SourceLimit(int CallsPerMinute, int? CallsPerSecond = null, long? CallsPerDay = null);

/// <summary>What the user is willing to spend at one source, in its <see cref="SpendUnit"/>. Null: no cap. Days and months are UTC.</summary>
public sealed record SpendCaps(long? PerRun = null, long? PerDay = null, long? PerMonth = null)
{
    public static SpendCaps None { get; } = new();
}

/// <summary>What a source counts.</summary>
public enum SpendUnit
{
    /// <summary>Credits of good answers; a failed call costs none (CoinGecko).</summary>
    Credits,

    /// <summary>Calls, good or bad (DefiLlama, LunarCrush, Coinbase).</summary>
    Calls,
}

/// <summary>The budget of one source.</summary>
/// <param name="KeyId">From <see cref="KeyIds.Of"/>: tells keys apart without naming them.</param>
/// <param name="SettingPrefix">Of the settings that hold the caps, for messages: <c>COINGECKO</c> means <c>COINGECKO_MAX_PER_RUN</c>,
/// <c>_MAX_PER_DAY</c>, <c>_MAX_PER_MONTH</c> and <c>_CALLS_PER_DAY</c>.</param>
public sealed record SourceBudget(SourceLimit Limit, SpendCaps Caps, SpendUnit Unit, string KeyId, string SettingPrefix)
{
    /// <summary>Longest wait for a blocked source. One that asks for more is given up at once. Default 65 seconds: a minute window and a little.</summary>
    public TimeSpan LongestBlock { get; init; } = TimeSpan.FromSeconds(65);

    internal long CostOf(BudgetRequest request) => Unit == SpendUnit.Calls ? 1 : request.Credits;

    internal string Units => Unit == SpendUnit.Calls ? "calls" : "credits";
}
