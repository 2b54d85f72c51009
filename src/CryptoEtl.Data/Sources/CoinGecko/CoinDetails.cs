using System.Globalization;
using CryptoEtl.Core;
using CryptoEtl.Core.Universe;

namespace CryptoEtl.Data.Sources.CoinGecko;

/// <summary>Reads <c>/coins/{id}</c>. Categories may be null, links hold nulls and empty texts, and parts are left out when not asked for.</summary>
internal static class CoinDetails
{
    /// <summary>Answers are cached for 60 s on the Pro host.</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(60);

    public static async Task<Batch> ParseAsync(Stream body, Reading reading, CancellationToken cancellation)
    {
        var coin = await JsonRows.EnvelopeAsync(body, reading, cancellation);
        if (coin.Text("id") is null)
            throw new UpstreamException($"{reading.What}: the answer has no 'id'");

        var rows = new BatchBuilder(UniverseTables.Coin);
        AddNames(rows, coin);
        AddStanding(rows, coin, reading);
        AddMarket(rows, coin);
        var updated = coin.Instant("last_updated");
        rows.Instant("last_updated", updated)
            .Text("type_errors", coin.TypeErrors)
            .Origin(reading.Origin, updated ?? reading.ObservedAt, Lag)
            .EndRow();
        return rows.Build();
    }

    private static void AddNames(BatchBuilder rows, JsonRow coin) => rows
        .Text("asset_id", coin.Text("id"))
        .Text("symbol", coin.Text("symbol"))
        .Text("name", coin.Text("name"))
        .Text("web_slug", coin.Text("web_slug"))
        .Text("asset_platform_id", coin.Filled("asset_platform_id"))
        .Text("contract_address", coin.Filled("contract_address"))
        .Text("contracts", Platforms.Of(coin))
        .Text("categories", coin.FilledTexts("categories"))
        .Day("genesis_date", DayOf(coin));

    private static void AddStanding(BatchBuilder rows, JsonRow coin, Reading reading)
    {
        var links = JsonRows.Inner(coin, "links", reading);
        rows.Flag("preview_listing", coin.Flag("preview_listing"))
            .Text("public_notice", coin.Filled("public_notice"))
            .Text("additional_notices", coin.FilledTexts("additional_notices"))
            .Text("homepage", links?.FilledTexts("homepage"))
            .Text("blockchain_sites", links?.FilledTexts("blockchain_site"))
            .Text("country_origin", coin.Filled("country_origin"))
            .Integer("market_cap_rank", coin.Integer("market_cap_rank"))
            .Integer("market_cap_rank_with_rehypothecated", coin.Integer("market_cap_rank_with_rehypothecated"))
            .Flag("has_supply_breakdown", coin.Flag("has_supply_breakdown"))
            .Number("watchlist_users", coin.Number("watchlist_portfolio_users"));
    }

    private static void AddMarket(BatchBuilder rows, JsonRow coin)
    {
        var market = coin.Inner("market_data");
        rows.Number("price_usd", market?.Inner("current_price")?.Number("usd"))
            .Number("market_cap_usd", market?.Inner("market_cap")?.Number("usd"))
            .Number("volume_24h_usd", market?.Inner("total_volume")?.Number("usd"))
            .Number("circulating_supply", market?.Number("circulating_supply"))
            .Number("total_supply", market?.Number("total_supply"))
            .Number("max_supply", market?.Number("max_supply"));
    }

    private static DateOnly? DayOf(JsonRow coin) =>
        DateOnly.TryParseExact(coin.Text("genesis_date"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
