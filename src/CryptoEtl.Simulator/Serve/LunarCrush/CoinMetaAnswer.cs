using System.Globalization;
using System.Text.Json;
using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Serve.LunarCrush;

/// <summary><c>/coins/{coin}/meta/v1</c>: where else the coin is known.</summary>
internal static class CoinMetaAnswer
{
    private const double OtherSlugShare = 0.05;
    private const double NoLinkShare = 0.05;

    public static ApiAnswer Make(SocialQuote row, MarketSnapshot market) => ApiAnswer.Json(
        200,
        json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("data");
            WriteData(json, row, market);
            json.WriteEndObject();
            json.WriteStartObject("config");
            json.WriteString("coin", row.Number.ToString(CultureInfo.InvariantCulture));
            CoinFinder.WriteGenerated(json, market);
            json.WriteEndObject();
            json.WriteEndObject();
        },
        "no-cache");

    /// <summary>The page at CoinGecko. Its last part is the slug of the web site: mostly the id of the API, not always. Null: not known.</summary>
    public static string? CoinGeckoLink(AssetHistory history)
    {
        var share = StableHash.Unit(StableHash.Of(history.Seed, 300));
        if (!history.Asset.OnCoinGecko || share < NoLinkShare)
            return null;

        var slug = share < NoLinkShare + OtherSlugShare ? OtherSlug(history.Asset) : history.Asset.Id;
        return $"https://www.coingecko.com/en/coins/{Uri.EscapeDataString(slug)}";
    }

    // The slug a coin had under its earlier name.
    private static string OtherSlug(TapeAsset asset) => $"{asset.Id}-{(asset.Symbol.Length > 0 ? asset.Symbol.ToLowerInvariant() : "coin")}";

    private static void WriteData(Utf8JsonWriter json, SocialQuote row, MarketSnapshot market)
    {
        var asset = row.Market.History.Asset;
        json.WriteNumber("id", row.Number);
        json.WriteString("name", asset.Name);
        json.WriteString("symbol", asset.Symbol);
        json.WriteString("market_categories", string.Join(',', asset.Categories));
        json.WriteNumber("updated", Updated(row, market));
        CoinRow.WriteChains(json, "blockchain", row);
        json.WriteString("short_summary", $"{asset.Name} is a coin.");
        json.WriteString("description", $"{asset.Name} is a coin.");
        WriteLinks(json, row.Market.History);
    }

    // Some day since the listing.
    private static long Updated(SocialQuote row, MarketSnapshot market)
    {
        var listed = new DateTimeOffset(row.Market.History.Asset.ListedOn, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeSeconds();
        var age = Math.Max(0, market.Now.ToUnixTimeSeconds() - listed);
        return listed + (long)Math.Min(age, 86_400 * 30 * StableHash.Unit(StableHash.Of(row.Market.History.Seed, 301)));
    }

    private static void WriteLinks(Utf8JsonWriter json, AssetHistory history)
    {
        var slug = Uri.EscapeDataString(history.Asset.Id);
        json.WriteString("github_link", $"https://github.com/{slug}");
        json.WriteString("website_link", $"https://{slug}.example/");
        json.WriteString("whitepaper_link", $"https://{slug}.example/whitepaper");
        json.WriteString("twitter_link", $"https://twitter.com/{slug}");
        json.WriteString("reddit_link", $"https://www.reddit.com/r/{slug}/");
        json.WriteString("header_image", $"headers/{slug}.png");
        json.WriteString("header_text", history.Asset.Name);
        json.WriteString("videos", "");
        json.WriteString("coingecko_link", CoinGeckoLink(history));
        json.WriteString("coinmarketcap_link", $"https://coinmarketcap.com/currencies/{slug}/");
    }
}
