using CryptoEtl.Core.Live;
using CryptoEtl.Core.Planning;

namespace CryptoEtl.Core.Historical;

/// <summary>What a run of <c>historical</c> may ask of whom.</summary>
/// <param name="WithSocial">There is a LunarCrush key.</param>
/// <param name="WithCandles">CoinGecko's plan has candles.</param>
/// <param name="IsLlamaPro">There is a DefiLlama Pro key.</param>
public sealed record HistoricalAccess(bool WithSocial, bool WithCandles, bool IsLlamaPro);

/// <summary>What <c>historical</c> asks for: the lists that map other sources to assets, then the series of each asset.</summary>
public static class HistoricalPlan
{
    private const int MostRequests = 1_000_000;

    /// <param name="assets">Assets that the run is about: what it asks for each is known when it knows what is held.</param>
    public static RequestPlan For(BatchId batch, HistoricalAccess access, int assets, IReadOnlyDictionary<string, int> expected) => new(
        batch,
        [.. Lists(access).Select(list => list.OncePerDay(batch))],
        [
            .. access.WithSocial ? [new FollowUp(Endpoints.SocialCoins, expected.GetValueOrDefault(Endpoints.SocialCoins, 7), AtMost: 49)] : Array.Empty<FollowUp>(),
            .. Series(access).Select(endpoint => new FollowUp(endpoint, expected.GetValueOrDefault(endpoint, 0), MostOf(endpoint, assets))),
        ]);

    /// <summary>Volumes of all exchanges: who there is. The charts are left out.</summary>
    public static PlannedRequest Exchanges { get; } = new(
        "defillama-dexs", Endpoints.DexVolume, "overview/dexs?excludeTotalDataChart=true&excludeTotalDataChartBreakdown=true");

    /// <summary>A page of LunarCrush's list, from 0.</summary>
    public static PlannedRequest Social(BatchId batch, int page) => LivePlan.Social(page).OncePerDay(batch);

    private static PlannedRequest[] Lists(HistoricalAccess access) =>
        [LivePlan.Protocols, LivePlan.Parents, Exchanges, .. access.WithSocial ? [LivePlan.Social(page: 0)] : Array.Empty<PlannedRequest>()];

    private static string[] Series(HistoricalAccess access) =>
    [
        Endpoints.MarketChartRange,
        .. access.WithCandles ? [Endpoints.OhlcRange] : Array.Empty<string>(),
        access.IsLlamaPro ? Endpoints.ProtocolTvlChart : Endpoints.Protocol,
        Endpoints.DexSummary,
        .. access.WithSocial ? [Endpoints.SocialSeries] : Array.Empty<string>(),
    ];

    /// <summary>Hours of ten years are some 40 charts and 120 sets of candles a coin.</summary>
    private static int MostOf(string endpoint, int assets) => endpoint switch
    {
        Endpoints.MarketChartRange => Math.Min(MostRequests, 100 * assets),
        Endpoints.OhlcRange => Math.Min(MostRequests, 300 * assets),
        Endpoints.SocialSeries => assets,
        _ => 20_000,
    };
}
