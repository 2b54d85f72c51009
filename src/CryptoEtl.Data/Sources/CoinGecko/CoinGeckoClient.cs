using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Data.Sources.CoinGecko;

/// <summary>CoinGecko Pro API v3.</summary>
/// <remarks>Key in header <c>x-cg-pro-api-key</c>; on the Demo host in <c>x-cg-demo-api-key</c>.</remarks>
public sealed class CoinGeckoClient(HttpClient http, SourceOptions options, TimeProvider clock) : SourceClient(http, options, clock)
{
    private static readonly PlannedRequest Key = new("coingecko-key", Endpoints.Key, "key");

    public override string Name => SourceNames.CoinGecko;

    protected override string KeySetting => "COINGECKO_PRO_API_KEY";

    /// <summary>Credits left this month, as <c>/key</c> has it; null when the answer does not say.</summary>
    public async Task<long?> CreditsLeftAsync(RawStore raw, CancellationToken cancellation = default)
    {
        var answer = await FetchAsync(Key, raw, cancellation);
        await using var body = await raw.OpenAsync(answer.Sha256, cancellation);
        try
        {
            using var ledger = await JsonDocument.ParseAsync(body, cancellationToken: cancellation);
            return new JsonRow(ledger.RootElement).Integer("current_remaining_monthly_calls");
        }
        catch (JsonException malformed)
        {
            throw new UpstreamException($"{Name} /key: malformed JSON: {malformed.Message}", malformed);
        }
    }

    protected override void Authorize(HttpRequestMessage message)
    {
        if (Options.ApiKey is { } key)
            message.Headers.Add(Options.BaseAddress.Host == "api.coingecko.com" ? "x-cg-demo-api-key" : "x-cg-pro-api-key", key);
    }
}
