namespace CryptoEtl.Core.Planning;

/// <summary>How long an answer of an endpoint may be used again instead of asking.</summary>
/// <param name="FreshFor">The source's own refresh time: for so long it would answer the same.</param>
/// <param name="AbsentFor">How long "there is no such thing" (404) is believed. Zero: never.</param>
/// <param name="StaleFor">How much longer the answer may stand in, marked stale, while the source fails. Zero: never;
/// what is worth something only now is never replaced by what it was.</param>
/// <remarks>Whatever the rule, an answer received after its <see cref="PlannedRequest.SettledAt"/> never goes out of date.</remarks>
public sealed record FreshnessRule(TimeSpan FreshFor, TimeSpan AbsentFor, TimeSpan StaleFor)
{
    /// <summary>Worth something only at its moment: prices, tickers, contracts.</summary>
    public static FreshnessRule Live(int seconds) => new(TimeSpan.FromSeconds(seconds), TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>Lists that grow slowly; yesterday's is better than none.</summary>
    public static FreshnessRule Listing(int minutes) => new(TimeSpan.FromMinutes(minutes), TimeSpan.FromMinutes(5), TimeSpan.FromDays(1));

    /// <summary>Series whose open edge moves.</summary>
    public static FreshnessRule Series(int minutes) => new(TimeSpan.FromMinutes(minutes), TimeSpan.FromHours(1), TimeSpan.Zero);

    /// <summary>Quotas: a figure of a moment ago will do, an older one deceives.</summary>
    public static FreshnessRule Quota { get; } = new(TimeSpan.FromSeconds(30), TimeSpan.Zero, TimeSpan.Zero);
}
