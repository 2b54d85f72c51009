using CryptoEtl.Core.Planning;

namespace CryptoEtl.Core.Universe;

/// <summary>What <c>universe</c> asks for: who there is and was, then the chart of each.</summary>
public static class UniversePlan
{
    /// <summary>CoinGecko lists about 17,000 coins, and twice as many that it listed once.</summary>
    private const int UsualCandidates = 50_000, MostCandidates = 200_000;

    /// <param name="candidates">Charts that the run will most likely ask for; null: there was no run before.</param>
    public static RequestPlan For(BatchId batch, int? candidates = null) => new(
        batch, [.. Lists.Select(list => list.OncePerDay(batch))], [new(Endpoints.MarketChartRange, candidates ?? UsualCandidates, MostCandidates)]);

    /// <summary>What is asked first: lists, once a day.</summary>
    public static IReadOnlyList<PlannedRequest> Lists => [Active, Inactive, Newest, Stablecoins];

    public static PlannedRequest Active { get; } = new("coingecko-coins-list-active", Endpoints.CoinsList, "coins/list?include_platform=true&status=active");

    public static PlannedRequest Inactive { get; } = new("coingecko-coins-list-inactive", Endpoints.CoinsList, "coins/list?include_platform=true&status=inactive", MayBeRefused: true);

    public static PlannedRequest Newest { get; } = new("coingecko-coins-list-new", Endpoints.NewCoins, "coins/list/new", MayBeRefused: true);

    public static PlannedRequest Stablecoins { get; } = new("defillama-stablecoins", Endpoints.Stablecoins, "stablecoins?includePrices=true");
}
