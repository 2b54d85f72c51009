using CryptoEtl.Core.Planning;

namespace CryptoEtl.Data.Sources.Drift;

/// <summary>CoinGecko, by its specification of June 2026. Optional: asked for or not, newer than 2024, or gone since.</summary>
internal static partial class KnownFields
{
    private const string Changes = "price_change_percentage_{0}_in_currency";

    private static Dictionary<string, IReadOnlyDictionary<string, FieldSet>> CoinGecko() => new()
    {
        [Endpoints.CoinsMarkets] = Rows(
            """
            id symbol name image current_price market_cap market_cap_rank fully_diluted_valuation total_volume high_24h low_24h price_change_24h
            price_change_percentage_24h market_cap_change_24h market_cap_change_percentage_24h circulating_supply total_supply max_supply
            ath ath_change_percentage ath_date atl atl_change_percentage atl_date roi last_updated
            """,
            "market_cap_rank_with_rehypothecated sparkline_in_7d " + string.Join(' ', new[] { "1h", "24h", "7d", "14d", "30d", "200d", "1y" }.Select(
                span => Changes.Replace("{0}", span, StringComparison.Ordinal)))),
        [Endpoints.CoinsList] = Rows("id symbol name", "platforms"),
        [Endpoints.NewCoins] = Rows("id symbol name activated_at"),
        [Endpoints.Coin] = Coin,
        [Endpoints.CoinHistory] = History,
        [Endpoints.MarketChart] = Chart,
        [Endpoints.MarketChartRange] = Chart,
        [Endpoints.ContractChartRange] = Chart,
        [Endpoints.Ohlc] = None,
        [Endpoints.OhlcRange] = None,
        [Endpoints.GlobalChart] = new Dictionary<string, FieldSet>
        {
            [""] = FieldSet.Of("market_cap_chart"), ["market_cap_chart"] = FieldSet.Of("market_cap volume"),
        },
        [Endpoints.SimplePrice] = new Dictionary<string, FieldSet>
        {
            ["{coin}"] = FieldSet.Of("usd", "usd_market_cap usd_24h_vol usd_24h_change last_updated_at"),
        },
        [Endpoints.Derivatives] = Rows(
            """
            market symbol index_id price price_percentage_change_24h contract_type index basis spread funding_rate open_interest volume_24h
            last_traded_at expired_at
            """),
        [Endpoints.DerivativeVenues] = Rows(Venue),
        [Endpoints.DerivativeVenue] = new Dictionary<string, FieldSet>
        {
            [""] = FieldSet.Of("name tickers", Venue),
            ["tickers[]"] = FieldSet.Of(
                """
                symbol base target coin_id contract_type last h24_percentage_change index index_basis_percentage bid_ask_spread funding_rate
                open_interest_usd h24_volume converted_volume converted_last last_traded expired_at
                """,
                "target_coin_id trade_url"),
        },
        [Endpoints.CoinbaseTickers] = new Dictionary<string, FieldSet>
        {
            [""] = FieldSet.Of("name tickers"),
            ["tickers[]"] = FieldSet.Of(
                """
                base target market last volume converted_last converted_volume trust_score bid_ask_spread_percentage timestamp last_traded_at
                last_fetch_at is_anomaly is_stale trade_url token_info_url coin_id
                """,
                "target_coin_id coin_mcap_usd cost_to_move_up_usd cost_to_move_down_usd"),
        },
    };

    private const string Venue =
        "name id open_interest_btc trade_volume_24h_btc number_of_perpetual_pairs number_of_futures_pairs image year_established country description url";

    private static Dictionary<string, FieldSet> Chart => new() { [""] = FieldSet.Of("prices market_caps total_volumes") };

    private static Dictionary<string, FieldSet> Coin => new()
    {
        [""] = FieldSet.Of(
            """
            id symbol name web_slug asset_platform_id platforms detail_platforms block_time_in_minutes hashing_algorithm categories preview_listing
            public_notice additional_notices description links image country_origin genesis_date sentiment_votes_up_percentage
            sentiment_votes_down_percentage watchlist_portfolio_users market_cap_rank status_updates last_updated
            """,
            """
            contract_address has_supply_breakdown market_cap_rank_with_rehypothecated categories_details localization market_data community_data
            developer_data tickers ico_data public_interest_stats
            """),
        ["links"] = FieldSet.Of(
            """
            homepage whitepaper blockchain_site official_forum_url chat_url announcement_url twitter_screen_name facebook_username
            bitcointalk_thread_identifier telegram_channel_identifier subreddit_url repos_url
            """,
            "snapshot_url"),
    };

    private static Dictionary<string, FieldSet> History => new()
    {
        [""] = FieldSet.Of("id symbol name image", "localization market_data community_data developer_data public_interest_stats"),
        ["market_data"] = FieldSet.Of("current_price market_cap total_volume"),
        ["community_data"] = FieldSet.Of(
            "", "facebook_likes twitter_followers reddit_average_posts_48h reddit_average_comments_48h reddit_subscribers reddit_accounts_active_48h"),
    };

    private static Dictionary<string, FieldSet> Rows(string expected, string optional = "") => new() { ["[]"] = FieldSet.Of(expected, optional) };
}
