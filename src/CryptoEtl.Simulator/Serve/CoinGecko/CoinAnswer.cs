using System.Text.Json;
using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Serve.CoinGecko.Exchanges;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Serve.CoinGecko;

/// <summary><c>/coins/{id}</c>: what the source says of one coin today, its categories included.</summary>
internal static class CoinAnswer
{
    public static ApiAnswer Make(ApiRequest request, AssetHistory history, SpotBook book, MarketSnapshot market) => ApiAnswer.Json(
        200,
        json =>
        {
            var quote = market.Quote(history.Asset.Id);
            json.WriteStartObject();
            CoinJson.WriteNames(json, history.Asset);
            json.WriteString("web_slug", history.Asset.Id);
            WriteContracts(json, history.Asset);
            WriteNotices(json, request, history.Asset);
            WriteLinks(json, history.Asset);
            CoinJson.WriteImage(json, history, "thumb", "small", "large");
            WriteStanding(json, history.Asset, quote);
            if (request["market_data"] != "false")
                WriteMarket(json, history, quote);
            if (request["tickers"] != "false")
                WriteTickers(json, history.Asset, book, market);
            json.WriteEndObject();
        },
        "public, max-age=60");

    private static void WriteContracts(Utf8JsonWriter json, TapeAsset asset)
    {
        var contracts = asset.Platforms.Where(platform => platform.Address.Length > 0).ToArray();
        json.WriteString("asset_platform_id", contracts.FirstOrDefault()?.Platform);
        json.WriteStartObject("platforms");
        foreach (var contract in contracts)
            json.WriteString(contract.Platform, contract.Address);
        json.WriteEndObject();
        json.WriteStartObject("detail_platforms");
        foreach (var contract in contracts)
        {
            json.WriteStartObject(contract.Platform);
            json.WriteNumber("decimal_place", 18);
            json.WriteString("contract_address", contract.Address);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        // Tokens have this key, which no specification knows.
        if (contracts.Length > 0)
            json.WriteString("contract_address", contracts[0].Address);
    }

    private static void WriteNotices(Utf8JsonWriter json, ApiRequest request, TapeAsset asset)
    {
        json.WriteNumber("block_time_in_minutes", 0);
        json.WriteNull("hashing_algorithm");
        WriteTexts(json, "categories", [.. asset.Categories]);
        json.WriteBoolean("preview_listing", false);
        json.WriteNull("public_notice");
        WriteTexts(json, "additional_notices");
        json.WriteBoolean("has_supply_breakdown", false);
        if (request["localization"] != "false")
            CoinJson.WriteLocalization(json, asset);
        json.WriteStartObject("description");
        json.WriteString("en", "");
        json.WriteEndObject();
    }

    private static void WriteLinks(Utf8JsonWriter json, TapeAsset asset)
    {
        json.WriteStartObject("links");
        WriteTexts(json, "homepage", $"https://{Uri.EscapeDataString(asset.Id)}.example/", "", "");
        json.WriteString("whitepaper", "");
        // Nulls and empty strings side by side, as recorded.
        WriteTexts(json, "blockchain_site", "", null, null, "");
        json.WriteStartObject("repos_url");
        WriteTexts(json, "github");
        WriteTexts(json, "bitbucket");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteStanding(Utf8JsonWriter json, TapeAsset asset, LiveQuote? quote)
    {
        json.WriteString("country_origin", "");
        // Hardly any coin has one.
        json.WriteString("genesis_date", asset.Id == "bitcoin" ? "2009-01-03" : null);
        json.WriteNull("sentiment_votes_up_percentage");
        json.WriteNull("sentiment_votes_down_percentage");
        json.WriteNumber("watchlist_portfolio_users", 0);
        json.WriteNumberOrNull("market_cap_rank", quote?.Rank);
        json.WriteNumberOrNull("market_cap_rank_with_rehypothecated", quote?.RankWithRehypothecated);
        WriteTexts(json, "status_updates");
        json.WriteString("last_updated", quote?.LastUpdated.Iso());
    }

    // A coin that is no longer priced has maps without entries and a supply of zero.
    private static void WriteMarket(Utf8JsonWriter json, AssetHistory history, LiveQuote? quote)
    {
        json.WriteStartObject("market_data");
        CoinJson.WriteUsd(json, "current_price", quote?.Price);
        CoinJson.WriteUsd(json, "market_cap", quote?.MarketCap);
        json.WriteNumberOrNull("market_cap_rank", quote?.Rank);
        CoinJson.WriteUsd(json, "fully_diluted_valuation", quote?.FullyDiluted);
        CoinJson.WriteUsd(json, "total_volume", quote?.Volume);
        CoinJson.WriteUsd(json, "high_24h", quote?.High24H);
        CoinJson.WriteUsd(json, "low_24h", quote?.Low24H);
        CoinJson.WriteUsd(json, "ath", quote?.AllTimeHigh?.Price);
        CoinJson.WriteUsd(json, "atl", quote?.AllTimeLow?.Price);
        if (quote?.Price is { } price)
            json.WriteNumberOrNull("price_change_percentage_24h", Rounding.Percent(LiveQuote.Percent(price, quote.PriceDayBefore)));
        json.WriteNumberOrNull("total_supply", quote?.TotalSupply);
        json.WriteNumberOrNull("max_supply", history.Asset.MaxSupply);
        json.WriteBoolean("max_supply_infinite", history.Asset.MaxSupply is null);
        json.WriteNumber("circulating_supply", quote?.CirculatingSupply ?? 0);
        json.WriteString("last_updated", quote?.LastUpdated.Iso());
        json.WriteEndObject();
    }

    private static void WriteTickers(Utf8JsonWriter json, TapeAsset asset, SpotBook book, MarketSnapshot market)
    {
        var row = new TickerRow(json, market, false, false);
        json.WriteStartArray("tickers");
        foreach (var ticker in book.Tickers.Where(ticker => ticker.Coin.Id == asset.Id))
            row.Write(ticker);
        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, params ReadOnlySpan<string?> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
