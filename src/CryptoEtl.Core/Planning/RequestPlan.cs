namespace CryptoEtl.Core.Planning;

/// <summary>One call that a run intends to make.</summary>
/// <param name="Name">Names the answer within its batch: file-name characters only, such as <c>coingecko-coins-markets-1</c>.</param>
/// <param name="Source">Who is asked; one of <see cref="SourceNames"/>.</param>
/// <param name="Endpoint">Which parser reads the answer; one of <see cref="Endpoints"/>.</param>
/// <param name="PathAndQuery">Relative to the source's base address, without any secret.</param>
/// <param name="Page">Page asked for, in the source's own counting.</param>
/// <param name="Credits">What the source charges for a good answer. Sources that limit calls instead charge nothing.</param>
public sealed record PlannedRequest(string Name, string Source, string Endpoint, string PathAndQuery, int Page, int Credits);

/// <summary>Everything a run will ask, known and priced before the first call.</summary>
public sealed record RequestPlan(BatchId Batch, IReadOnlyList<PlannedRequest> Requests)
{
    public int CreditsAt(string source) => Requests.Where(request => request.Source == source).Sum(request => request.Credits);
}

/// <summary>The sources, by the name they have in plans, logs and reports.</summary>
public static class SourceNames
{
    public const string CoinGecko = "coingecko";
    public const string DefiLlama = "defillama";
    public const string LunarCrush = "lunarcrush";
}

/// <summary>The kinds of answer we can parse.</summary>
public static class Endpoints
{
    public const string CoinsMarkets = "coins-markets";
    public const string CoinsList = "coins-list";
    public const string Protocols = "protocols";
    public const string SocialCoins = "social-coins";
}
