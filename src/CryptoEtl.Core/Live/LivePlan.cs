using CryptoEtl.Core.Planning;

namespace CryptoEtl.Core.Live;

/// <summary>What <c>live</c> asks for one slot.</summary>
public static class LivePlan
{
    /// <summary>The most a page of /coins/markets holds. One page for the top 200: pages are cut from a moving ranking,
    /// so a coin can stand on two of them or on none.</summary>
    public const int MarketsPerPage = 250;

    /// <summary>The most a page of LunarCrush's list holds.</summary>
    public const int SocialPerPage = 1000;

    /// <summary>LunarCrush has about 7,500 coins.</summary>
    private const int UsualSocialPages = 8;

    /// <param name="withSocial">False without a LunarCrush key: the social columns are null then.</param>
    /// <param name="links">How many coins LunarCrush may be asked about, one call each.</param>
    /// <param name="socialRows">Rows of the list in the run before; null: there was none.</param>
    public static RequestPlan For(BatchId batch, bool withSocial, int links, long? socialRows = null) => new(
        batch,
        [Markets, Listing, Protocols, Parents, .. withSocial ? [Social(page: 0)] : Array.Empty<PlannedRequest>()],
        withSocial ? [new(Endpoints.SocialCoins, MorePages(socialRows), AtMost: 49), new(Endpoints.SocialMeta, links, links)] : []);

    private static int MorePages(long? rows) => rows is { } known ? (int)Math.Max(0, (known - 1) / SocialPerPage) : UsualSocialPages - 1;

    /// <summary>A page of LunarCrush's list, from 0. How many there are is known from the first.</summary>
    public static PlannedRequest Social(int page) => new(
        $"lunarcrush-coins-list-{page}", Endpoints.SocialCoins,
        $"coins/list/v2?sort=market_cap_rank&limit={SocialPerPage}&page={page}", page);

    /// <summary>Where else a LunarCrush coin is known.</summary>
    public static PlannedRequest SocialMeta(long lunarCrushId) => new(
        $"lunarcrush-meta-{lunarCrushId}", Endpoints.SocialMeta, $"coins/{lunarCrushId}/meta/v1");

    private static PlannedRequest Markets { get; } = new(
        "coingecko-coins-markets-1", Endpoints.CoinsMarkets,
        $"coins/markets?vs_currency=usd&order=market_cap_desc&per_page={MarketsPerPage}&page=1&price_change_percentage=1h%2C24h%2C7d%2C30d");

    private static PlannedRequest Listing { get; } = new(
        "coingecko-coins-list", Endpoints.CoinsList, "coins/list?include_platform=true");

    public static PlannedRequest Protocols { get; } = new(
        "defillama-protocols", Endpoints.Protocols, "protocols");

    public static PlannedRequest Parents { get; } = new("defillama-parents", Endpoints.ParentProtocols, "lite/protocols2");
}
