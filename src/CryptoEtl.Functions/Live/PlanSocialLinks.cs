using CryptoEtl.Core;
using CryptoEtl.Core.Live;
using CryptoEtl.Core.Planning;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.Runs;
using Microsoft.Azure.Functions.Worker;

namespace CryptoEtl.Functions.Live;

/// <summary>Input of <see cref="PlanSocialLinks"/>.</summary>
/// <param name="Answered">Everything the run has asked so far.</param>
public sealed record SocialLinkRequest(BatchId Batch, IReadOnlyList<PlannedRequest> Answered);

/// <summary>Asks LunarCrush for its links of the large coins that its list alone does not map.</summary>
public sealed class PlanSocialLinks(Lake lake, EtlSettings settings)
{
    [Function(nameof(PlanSocialLinks))]
    public async Task<IReadOnlyList<PlannedRequest>> RunAsync([ActivityTrigger] SocialLinkRequest input, CancellationToken cancellation)
    {
        var market = await ReadAsync(Endpoints.CoinsMarkets, LiveTables.BronzeMarket);
        var social = WithIds(await ReadAsync(Endpoints.SocialCoins, LiveTables.BronzeSocial));
        var mappings = AssetMapping.Social(social, new AssetDirectory(await ReadAsync(Endpoints.CoinsList, LiveTables.Listing), market), SocialLinks.None);
        return [.. SocialLinks.Wanted(social, mappings, SmallestCap(market), settings.LiveLinks).Select(LivePlan.SocialMeta)];

        Task<Batch> ReadAsync(string endpoint, TableDefinition table) => RawRows.ReadAllAsync(
            lake, input.Batch, [.. input.Answered.Where(request => request.Endpoint == endpoint)], table, cancellation);
    }

    private static Batch WithIds(Batch social) =>
        social.Take([.. Enumerable.Range(0, social.RowCount).Where(row => social.Integers("lunarcrush_id")[row] is not null)]);

    /// <summary>Of the last asset that the snapshot will keep.</summary>
    private double SmallestCap(Batch market)
    {
        var ranked = LiveSnapshot.Ranked(market);
        return ranked.Count == 0 ? 0 : market.Numbers("market_cap_usd")[ranked[Math.Min(settings.LiveTop, ranked.Count) - 1]]!.Value;
    }
}
