using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using CryptoEtl.Data.RateBudget;

namespace CryptoEtl.Data.Sources.DefiLlama;

/// <summary>DefiLlama. The Pro key is the first path segment, so it sits in the base address and nowhere else.</summary>
public sealed class DefiLlamaClient(HttpClient http, SourceOptions options, SourceServices services) : SourceClient(http, options, services)
{
    private static readonly PlannedRequest Usage = new("defillama-usage", Endpoints.Usage, "");

    public override string Name => SourceNames.DefiLlama;

    protected override string KeySetting => "DEFILLAMA_PRO_API_KEY";

    public override async Task<SourceQuota?> AskQuotaAsync(BatchId batch, CancellationToken cancellation = default)
    {
        if (Options.ApiKey is null)
            return null;

        await using var body = await AskNowAsync(new(Usage, batch), cancellation);
        using var usage = await JsonDocument.ParseAsync(body, cancellationToken: cancellation);
        return new JsonRow(usage.RootElement).Integer("creditsLeft") is { } left ? new(MonthLeft: left) : null;
    }

    protected override void Authorize(HttpRequestMessage message)
    {
        // The key, where there is one, is part of the base address.
    }
}
