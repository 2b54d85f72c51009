using CryptoEtl.Core.Planning;

namespace CryptoEtl.Data.Sources.Drift;

/// <summary>LunarCrush, by its published examples: there is no specification.</summary>
internal static partial class KnownFields
{
    private static Dictionary<string, IReadOnlyDictionary<string, FieldSet>> LunarCrush() => new()
    {
        [Endpoints.SocialCoins] = Data(
            "data[]",
            """
            id symbol name price market_cap interactions_24h social_volume_24h social_dominance galaxy_score alt_rank sentiment categories
            last_updated_price
            """,
            """
            price_btc volume_24h volatility circulating_supply max_supply percent_change_1h percent_change_24h percent_change_7d percent_change_30d
            market_cap_rank market_dominance market_dominance_prev galaxy_score_previous alt_rank_previous blockchains last_updated_price_by topic logo
            """),
        [Endpoints.SocialCoin] = Data(
            "data",
            "id name symbol price market_cap galaxy_score alt_rank",
            """
            price_btc percent_change_24h percent_change_7d percent_change_30d volume_24h max_supply circulating_supply close volatility market_cap_rank
            """),
        [Endpoints.SocialMeta] = Data(
            "data",
            "id name symbol",
            """
            coingecko_link blockchain market_categories updated short_summary description github_link website_link whitepaper_link twitter_link
            reddit_link header_image header_text videos coinmarketcap_link telegram_link discord_link youtube_link medium_link facebook_link
            """),
        [Endpoints.SocialSeries] = Data(
            "data[]",
            "time",
            """
            contributors_active contributors_created interactions posts_active posts_created sentiment spam alt_rank circulating_supply close
            galaxy_score high low market_cap market_dominance open social_dominance volume_24h
            """),
        [Endpoints.SocialChanges] = Data("data[]", "asset_type asset_id change time", "asset_name description"),
    };

    private static Dictionary<string, FieldSet> Data(string place, string expected, string optional) => new()
    {
        [""] = FieldSet.Of("data", "config"), [place] = FieldSet.Of(expected, optional),
    };
}
