using CryptoEtl.Core.Planning;

namespace CryptoEtl.Core.Derivatives;

/// <summary>What <c>derivatives</c> asks for one day.</summary>
public static class DerivativesPlan
{
    /// <summary>The most venues a page holds.</summary>
    public const int VenuesPerPage = 50;

    private const int UsualVenues = 100;

    private const string Totals = "excludeTotalDataChart=true&excludeTotalDataChartBreakdown=true";

    /// <param name="withPro">DefiLlama serves perpetuals and their volume to Pro keys only.</param>
    /// <param name="venues">Venues in the run before; null: there was none.</param>
    public static RequestPlan For(BatchId batch, bool withPro, long? venues = null) => new(
        batch,
        [
            Contracts, Venues(1),
            Overview(Endpoints.OptionsVolume, "options-premium", "options", "&dataType=dailyPremiumVolume"),
            Overview(Endpoints.OptionsVolume, "options-notional", "options", "&dataType=dailyNotionalVolume"),
            Overview(Endpoints.PerpOpenInterest, "open-interest", "open-interest"),
            .. withPro ? [Overview(Endpoints.PerpVolume, "perp-volume", "derivatives"), Perps] : Array.Empty<PlannedRequest>(),
        ],
        [
            new(Endpoints.DerivativeVenues, (int)(Math.Max(0, (venues ?? UsualVenues) - 1) / VenuesPerPage), AtMost: 19),
            new(Endpoints.DerivativeVenue, (int)(venues ?? UsualVenues), AtMost: 1000),
        ]);

    /// <summary>A page of venues, from 1. How many there are is known from the first.</summary>
    public static PlannedRequest Venues(int page) => new(
        $"coingecko-derivatives-exchanges-{page}", Endpoints.DerivativeVenues,
        $"derivatives/exchanges?order=name_asc&per_page={VenuesPerPage}&page={page}", page);

    /// <summary>The tickers of one venue.</summary>
    /// <param name="venueId">CoinGecko's id. Ids are free text, so it is escaped in the path and reduced in the file name.</param>
    public static PlannedRequest Tickers(string venueId) => new(
        $"coingecko-derivatives-venue-{FileNames.Of(venueId)}", Endpoints.DerivativeVenue,
        $"derivatives/exchanges/{Uri.EscapeDataString(venueId)}?include_tickers=unexpired");

    private static PlannedRequest Contracts { get; } = new("coingecko-derivatives", Endpoints.Derivatives, "derivatives");

    private static PlannedRequest Perps { get; } = new("defillama-perps", Endpoints.OnchainPerps, "perps");

    private static PlannedRequest Overview(string endpoint, string name, string path, string more = "") =>
        new($"defillama-overview-{name}", endpoint, $"overview/{path}?{Totals}{more}");
}
