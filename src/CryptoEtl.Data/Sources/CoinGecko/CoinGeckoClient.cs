using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using CryptoEtl.Data.RateBudget;

namespace CryptoEtl.Data.Sources.CoinGecko;

/// <summary>CoinGecko Pro API v3.</summary>
/// <remarks>Key in header <c>x-cg-pro-api-key</c>; on the Demo host in <c>x-cg-demo-api-key</c>.</remarks>
public sealed class CoinGeckoClient(HttpClient http, SourceOptions options, SourceServices services) : SourceClient(http, options, services)
{
    private static readonly PlannedRequest Key = new("coingecko-key", Endpoints.Key, "key");

    public override string Name => SourceNames.CoinGecko;

    protected override string KeySetting => "COINGECKO_PRO_API_KEY";

    public override async Task<SourceQuota?> AskQuotaAsync(BatchId batch, CancellationToken cancellation = default)
    {
        if (Options.ApiKey is null)
            return null;

        await using var body = await AskNowAsync(new(Key, batch), cancellation);
        using var ledger = await JsonDocument.ParseAsync(body, cancellationToken: cancellation);
        var row = new JsonRow(ledger.RootElement);
        return new(
            CallsPerMinute: (int?)Least(row.Integer("rate_limit_request_per_minute"), row.Integer("api_key_rate_limit_request_per_minute")),
            MonthLeft: Least(row.Integer("current_remaining_monthly_calls"), row.Integer("api_key_monthly_call_credit") - row.Integer("api_key_current_total_monthly_calls")),
            MonthLimit: row.Integer("monthly_call_credit"));
    }

    /// <summary>A key can have bounds of its own within those of the plan.</summary>
    private static long? Least(long? plan, long? key) => plan is null ? key : key is null ? plan : Math.Min(plan.Value, key.Value);

    protected override void Authorize(HttpRequestMessage message)
    {
        if (Options.ApiKey is { } key)
            message.Headers.Add(Options.BaseAddress.Host == "api.coingecko.com" ? "x-cg-demo-api-key" : "x-cg-pro-api-key", key);
    }
}
