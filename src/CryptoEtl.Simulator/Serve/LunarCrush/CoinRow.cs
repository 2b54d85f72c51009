using System.Text.Json;
using CryptoEtl.Simulator.Prices;

namespace CryptoEtl.Simulator.Serve.LunarCrush;

/// <summary>One row of <c>/coins/list/v2</c>.</summary>
internal static class CoinRow
{
    public static void Write(Utf8JsonWriter json, SocialQuote row, MarketSnapshot market, double? bitcoin)
    {
        var asset = row.Market.History.Asset;
        json.WriteStartObject();
        json.WriteNumber("id", row.Number);
        json.WriteString("symbol", asset.Symbol);
        json.WriteString("name", asset.Name);
        WriteMarket(json, row, bitcoin);
        WriteSocial(json, row);
        WriteDominance(json, row, market);
        json.WriteString("categories", string.Join(',', asset.Categories));
        WriteChains(json, "blockchains", row);
        json.WriteNumber("last_updated_price", row.Market.LastUpdated.ToUnixTimeSeconds());
        json.WriteString("last_updated_price_by", "cmc_stream");
        json.WriteString("topic", $"{asset.Symbol.ToLowerInvariant()} {asset.Name.ToLowerInvariant()}");
        json.WriteString("logo", $"https://cdn.lunarcrush.com/{Uri.EscapeDataString(asset.Id)}.png");
        json.WriteEndObject();
    }

    private static void WriteMarket(Utf8JsonWriter json, SocialQuote row, double? bitcoin)
    {
        json.WriteNumberOrNull("price", row.Price);
        json.WriteNumberOrNull("price_btc", InBitcoin(row, bitcoin));
        json.WriteNumberOrNull("volume_24h", row.Market.Volume);
        json.WriteNumberOrNull("volatility", Volatility(row.Market));
        json.WriteNumberOrNull("circulating_supply", row.Market.CirculatingSupply);
        json.WriteNumberOrNull("max_supply", row.Market.MaxSupply);
        json.WriteNumberOrNull("percent_change_1h", row.Market.ChangeSince(TimeSpan.FromHours(1)));
        json.WriteNumberOrNull("percent_change_24h", row.Market.ChangeSince(TimeSpan.FromDays(1)));
        json.WriteNumberOrNull("percent_change_7d", row.Market.ChangeSince(TimeSpan.FromDays(7)));
        json.WriteNumberOrNull("percent_change_30d", row.Market.ChangeSince(TimeSpan.FromDays(30)));
        json.WriteNumberOrNull("market_cap", row.MarketCap);
        json.WriteNumberOrNull("market_cap_rank", row.Rank);
    }

    // Small coins lack these keys rather than having nulls.
    private static void WriteSocial(Utf8JsonWriter json, SocialQuote row)
    {
        var social = row.Market.History.Asset.Social;
        Figure("interactions_24h", row.Social(social.Interactions));
        Figure("social_volume_24h", row.Social(social.SocialVolume));
        Figure("social_dominance", row.Social(social.Dominance));
        Figure("galaxy_score", row.Social(social.GalaxyScore));
        Figure("galaxy_score_previous", row.Social(social.GalaxyScore, previous: true));
        Rank("alt_rank", row.Social(social.AltRank));
        Rank("alt_rank_previous", row.Social(social.AltRank, previous: true));
        Figure("sentiment", row.Social(social.Sentiment));

        void Figure(string name, double? value)
        {
            if (value is { } known)
                json.WriteNumber(name, known);
        }

        void Rank(string name, double? value)
        {
            if (value is { } known)
                json.WriteNumber(name, (long)known);
        }
    }

    private static void WriteDominance(Utf8JsonWriter json, SocialQuote row, MarketSnapshot market)
    {
        json.WriteNumberOrNull("market_dominance", Share(row.MarketCap, market.TotalMarketCap));
        json.WriteNumberOrNull("market_dominance_prev", Share(row.Market.MarketCapDayBefore, market.TotalMarketCapDayBefore));

        static double? Share(double? part, double whole) => whole > 0 ? Math.Round(100 * (part ?? 0) / whole, 4) : null;
    }

    public static void WriteChains(Utf8JsonWriter json, string name, SocialQuote row)
    {
        json.WriteStartArray(name);
        foreach (var platform in row.Market.History.Asset.Platforms)
        {
            var native = platform.Address.Length == 0;
            json.WriteStartObject();
            json.WriteString("type", native ? "layer1" : "token");
            json.WriteString("network", platform.Platform);
            json.WriteString("address", native ? null : platform.Address);
            json.WriteNumberOrNull("decimals", native ? null : 18);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static double? InBitcoin(SocialQuote row, double? bitcoin) =>
        row.Market.Id == "bitcoin" ? 1 : bitcoin > 0 ? row.Price / bitcoin : null;

    // Mean absolute daily change of the last week, as a fraction.
    public static double? Volatility(LiveQuote quote)
    {
        var (sum, count) = (0.0, 0);
        for (var day = 0; day < 7; day++)
        {
            var (now, then) = (quote.LastUpdated.AddDays(-day), quote.LastUpdated.AddDays(-day - 1));
            if (LiveQuote.Percent(quote.History.PriceAt(now), quote.History.PriceAt(then)) is not { } change || !double.IsFinite(change))
                continue;
            sum += Math.Abs(change) / 100;
            count++;
        }

        return count == 0 ? null : Math.Round(sum / count, 4);
    }
}
