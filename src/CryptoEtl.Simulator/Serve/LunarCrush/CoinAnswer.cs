using System.Text.Json;
using CryptoEtl.Simulator.Prices;

namespace CryptoEtl.Simulator.Serve.LunarCrush;

/// <summary><c>/coins/{coin}/v1</c>: price and scores. No social counts.</summary>
internal static class CoinAnswer
{
    public static ApiAnswer Make(SocialQuote row, MarketSnapshot market) => ApiAnswer.Json(
        200,
        json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("config");
            CoinFinder.WriteNames(json, row);
            CoinFinder.WriteGenerated(json, market);
            json.WriteEndObject();
            json.WriteStartObject("data");
            WriteData(json, row, market.Quote("bitcoin")?.Price);
            json.WriteEndObject();
            json.WriteEndObject();
        },
        "no-cache");

    private static void WriteData(Utf8JsonWriter json, SocialQuote row, double? bitcoin)
    {
        var quote = row.Market;
        json.WriteNumber("id", row.Number);
        json.WriteString("name", quote.History.Asset.Name);
        json.WriteString("symbol", quote.History.Asset.Symbol);
        json.WriteNumberOrNull("price", row.Price);
        json.WriteNumberOrNull("price_btc", CoinRow.InBitcoin(row, bitcoin));
        json.WriteNumberOrNull("market_cap", row.MarketCap);
        json.WriteNumberOrNull("percent_change_24h", quote.ChangeSince(TimeSpan.FromDays(1)));
        json.WriteNumberOrNull("percent_change_7d", quote.ChangeSince(TimeSpan.FromDays(7)));
        json.WriteNumberOrNull("percent_change_30d", quote.ChangeSince(TimeSpan.FromDays(30)));
        json.WriteNumberOrNull("volume_24h", quote.Volume);
        json.WriteNumberOrNull("max_supply", quote.MaxSupply);
        json.WriteNumberOrNull("circulating_supply", quote.CirculatingSupply);
        json.WriteNumberOrNull("close", row.Price);
        json.WriteNumberOrNull("galaxy_score", row.Social(quote.History.Asset.Social.GalaxyScore));
        json.WriteNumberOrNull("alt_rank", (int?)row.Social(quote.History.Asset.Social.AltRank));
        json.WriteNumberOrNull("volatility", CoinRow.Volatility(quote));
        json.WriteNumberOrNull("market_cap_rank", row.Rank);
    }
}
