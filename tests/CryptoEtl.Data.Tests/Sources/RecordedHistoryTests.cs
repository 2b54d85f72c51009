using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using CryptoEtl.Data.Sources.Drift;
using static CryptoEtl.Data.Tests.Sources.Parsing;

namespace CryptoEtl.Data.Tests.Sources;

/// <summary>Real answers of history and of the universe, read in place and parsed field by field.</summary>
public sealed class RecordedHistoryTests
{
    [SkippableFact]
    public async Task Ninety_days_of_2021_are_ninety_midnights_and_the_moment()
    {
        var rows = (await RecordedAsync(
            "coingecko__market_chart__daily_90d_2021.json", Endpoints.MarketChart, "coins/bitcoin/market_chart?days=90&interval=daily&vs_currency=usd",
            "2021-05-15T14:42:27")).Rows;

        Assert.Equal((91, 1, true), (rows.RowCount, rows.Flags("is_live").Count(live => live == true), rows.Flags("is_live")[90]));
        Assert.Equal((48607.8745224845, 905515462576.995, 57738376570.1319), (
            rows.Numbers("price_usd")[0], rows.Numbers("market_cap_usd")[0], rows.Numbers("volume_24h_usd")[0]));
        Assert.Equal((Utc("2021-02-15"), Utc("2021-02-14")), (rows.Instants("stamp")[0], rows["day"].GetValue(0)));
        Assert.Equal((Utc("2021-05-15T14:39:54"), 49078.8304036448), (rows.Instants("stamp")[90], rows.Numbers("price_usd")[90]));
        Assert.Equal((Utc("2021-05-15"), Utc("2021-05-15T00:10:00")), (rows.Instants(Tables.EventTime)[89], rows.Instants(Tables.AvailableAt)[89]));
        Assert.All(rows.Integers("repeats"), repeats => Assert.Equal(0, repeats));
        Assert.All(rows.Texts("type_errors"), Assert.Null);
    }

    [SkippableFact]
    public async Task Fact_9_the_five_minute_series_ends_with_a_step_back_and_both_of_its_last_points_are_the_moment()
    {
        var rows = (await RecordedAsync(
            "coingecko__market_chart__5min_1d_2021.json", Endpoints.MarketChart, "coins/bitcoin/market_chart?days=1&vs_currency=usd", "2021-05-15T14:42:25")).Rows;
        var stamps = rows.Instants("stamp");

        Assert.Equal(288, rows.RowCount);
        Assert.Equal([Utc("2021-05-15T14:33:56.357"), Utc("2021-05-15T14:39:54"), Utc("2021-05-15T14:39:54.955")], stamps[285..]);
        Assert.Equal([false, true, true], rows.Flags("is_live")[285..]);
        Assert.Equal(stamps.Order(), stamps);
        Assert.Equal(50675.2580733708, rows.Numbers("price_usd")[0]);
    }

    [SkippableFact]
    public async Task Fact_4_the_last_of_the_recorded_candles_closes_after_it_was_recorded()
    {
        var rows = (await RecordedAsync(
            "coingecko__ohlc__7d_2021.json", Endpoints.Ohlc, "coins/bitcoin/ohlc?days=7&vs_currency=usd", "2021-05-15T15:34:27")).Rows;

        Assert.Equal((42, 1, true), (rows.RowCount, rows.Flags("is_live").Count(live => live == true), rows.Flags("is_live")[41]));
        Assert.Equal((Utc("2021-05-08T20:00:00"), 57945.79, 59122.18, 57945.79, 59122.18), (
            rows.Instants("stamp")[0], rows.Numbers("open_usd")[0], rows.Numbers("high_usd")[0], rows.Numbers("low_usd")[0], rows.Numbers("close_usd")[0]));
        Assert.Equal((Utc("2021-05-15T16:00:00"), Utc("2021-05-15T15:34:27")), (rows.Instants("stamp")[41], rows.Instants(Tables.EventTime)[41]));
        Assert.DoesNotContain(Enumerable.Range(1, 41), at => rows.Numbers("open_usd")[at] == rows.Numbers("close_usd")[at - 1]);
    }

    [SkippableFact]
    public async Task A_day_of_2017_has_its_active_accounts_as_text_and_followers_nobody_documents()
    {
        var parsed = await RecordedAsync(
            "coingecko__history__bitcoin_2017-12-30.json", Endpoints.CoinHistory, "coins/bitcoin/history?date=2017-12-30", "2021-05-15T14:10:11");
        var rows = parsed.Rows;

        Assert.Equal(("bitcoin", "btc", "Bitcoin"), (rows.Texts("asset_id")[0], rows.Texts("symbol")[0], rows.Texts("name")[0]));
        Assert.Equal((13620.3618741461, 228445816988.881, 3600481281.03768), (
            rows.Numbers("price_usd")[0], rows.Numbers("market_cap_usd")[0], rows.Numbers("volume_24h_usd")[0]));
        Assert.Equal((2.042, 445.896, 612412d, 14074d, 603664d), (
            rows.Numbers("reddit_posts_48h")[0], rows.Numbers("reddit_comments_48h")[0], rows.Numbers("reddit_subscribers")[0],
            rows.Numbers("reddit_accounts_active_48h")[0], rows.Numbers("twitter_followers")[0]));
        Assert.Equal((Utc("2017-12-30"), Utc("2017-12-29")), (rows.Instants("stamp")[0], rows["day"].GetValue(0)));
        Assert.Null(rows.Texts("type_errors")[0]);
    }

    [SkippableFact]
    public async Task A_day_of_2025_has_no_localization_when_that_is_switched_off()
    {
        var parsed = await RecordedAsync(
            "coingecko__history__binancecoin_2025-10-29.json", Endpoints.CoinHistory, "coins/binancecoin/history?date=2025-10-29&localization=false",
            "2025-11-27T14:04:27");
        var rows = parsed.Rows;

        Assert.Equal(("binancecoin", 1103.5953000802, 152007230183.578, 3071983545.35356), (
            rows.Texts("asset_id")[0], rows.Numbers("price_usd")[0], rows.Numbers("market_cap_usd")[0], rows.Numbers("volume_24h_usd")[0]));
        Assert.Equal((0d, null), (rows.Numbers("reddit_accounts_active_48h")[0], rows.Numbers("twitter_followers")[0]));
        Assert.Empty(parsed.Drift);
    }

    [SkippableFact]
    public async Task A_coin_with_nulls_among_its_links_and_an_address_the_specification_does_not_know()
    {
        var parsed = await RecordedAsync("coingecko__coin__zksync_pro_2024.json", Endpoints.Coin, "coins/zksync?market_data=false", "2024-10-11T11:58:35");
        var rows = parsed.Rows;

        const string Address = "0x5a7d6b2f92c77fad6ccabd7ee0624e64907eaf3e";
        Assert.Equal(("zksync", "zk", "ZKsync", "zksync", "zksync"), (
            rows.Texts("asset_id")[0], rows.Texts("symbol")[0], rows.Texts("name")[0], rows.Texts("web_slug")[0], rows.Texts("asset_platform_id")[0]));
        Assert.Equal((Address, $"zksync:{Address}"), (rows.Texts("contract_address")[0], rows.Texts("contracts")[0]));
        Assert.Equal(6, rows.Texts("categories")[0]!.Split('|').Length);
        Assert.Equal(("https://zksync.io/", 3), (rows.Texts("homepage")[0], rows.Texts("blockchain_sites")[0]!.Split('|').Length));
        Assert.Equal((152L, 30706d, false, ""), (
            rows.Integers("market_cap_rank")[0], rows.Numbers("watchlist_users")[0], rows.Flags("preview_listing")[0], rows.Texts("additional_notices")[0]));
        Assert.Equal(Utc("2024-10-11T11:57:36.121"), rows.Instants("last_updated")[0]);
        Assert.Null(rows["genesis_date"].GetValue(0));
        Assert.Null(rows.Flags("has_supply_breakdown")[0]);
        Assert.Null(rows.Texts("country_origin")[0]);
        Assert.Null(rows.Numbers("price_usd")[0]);
        Assert.Empty(parsed.Drift);
    }

    [SkippableFact]
    public async Task A_young_protocol_with_a_hole_and_a_live_last_point()
    {
        var rows = (await RecordedAsync("defillama__protocol__etherfuse_2025-12.json", Endpoints.Protocol, "protocol/etherfuse", "2025-12-12T23:05:00")).Rows;

        Assert.Equal((29, 1, true), (rows.RowCount, rows.Flags("is_live").Count(live => live == true), rows.Flags("is_live")[28]));
        Assert.Equal((Utc("2025-11-13"), 25155d), (rows.Instants("stamp")[0], rows.Numbers("tvl_usd")[0]));
        Assert.Equal(TimeSpan.FromDays(3), rows.Instants("stamp")[23] - rows.Instants("stamp")[22]);
        Assert.Equal((Utc("2025-12-12T23:01:35"), 7764842d), (rows.Instants("stamp")[28], rows.Numbers("tvl_usd")[28]));
    }

    [SkippableFact]
    public async Task A_dead_protocol_keeps_its_zeros_and_its_hole_of_322_days()
    {
        var rows = (await RecordedAsync("defillama__protocol__nirvana-v1_2025-12.json", Endpoints.Protocol, "protocol/nirvana-v1", "2025-12-23T00:00:00")).Rows;
        var stamps = rows.Instants("stamp").Select(stamp => stamp!.Value).ToArray();

        Assert.Equal((769, 397), (rows.RowCount, rows.Numbers("tvl_usd").Count(usd => usd == 0)));
        Assert.Equal(322, stamps.Zip(stamps.Skip(1)).Max(pair => (pair.Second - pair.First).TotalDays));
        Assert.All(rows.Flags("is_live"), live => Assert.False(live));
    }

    [SkippableFact]
    public async Task Fact_14_a_settled_day_was_revised_between_two_recordings()
    {
        var first = (await RecordedAsync("defillama__protocol__moveposition_2025-12-08T08.json", Endpoints.Protocol, "protocol/moveposition", "2025-12-08T11:17:03")).Rows;
        var second = (await RecordedAsync("defillama__protocol__moveposition_2025-12-08T16.json", Endpoints.Protocol, "protocol/moveposition", "2025-12-08T19:10:10")).Rows;
        var changed = Enumerable.Range(0, 272).Where(at => first.Numbers("tvl_usd")[at] != second.Numbers("tvl_usd")[at]).ToArray();

        Assert.Equal((273, 273), (first.RowCount, second.RowCount));
        Assert.Equal(Utc("2025-07-02"), first.Instants("stamp")[Assert.Single(changed)]);
        Assert.Equal((7307873d, 6616704d), (first.Numbers("tvl_usd")[changed[0]], second.Numbers("tvl_usd")[changed[0]]));
        Assert.Equal((true, true), (first.Flags("is_live")[272], second.Flags("is_live")[272]));
    }

    [SkippableFact]
    public async Task Fact_13_chains_with_text_ids_null_ids_and_doubles()
    {
        var parsed = await RecordedAsync("defillama__v2_chains__excerpt_2026-10.json", Endpoints.Chains, "v2/chains", "2026-10-09T12:00:00");
        var rows = parsed.Rows;
        var at = rows.Texts("name").Select((name, index) => (name, index)).ToDictionary(row => row.name!, row => row.index);

        Assert.Equal(22, rows.RowCount);
        Assert.Equal(("11235", "9001", "56", "56"), (
            rows.Texts("chain_id")[at["HAQQ"]], rows.Texts("chain_id")[at["Evmos"]], rows.Texts("chain_id")[at["BSC"]], rows.Texts("chain_id")[at["Binance"]]));
        Assert.Equal((5514882170.96078, 0d), (rows.Numbers("tvl_usd")[at["BSC"]], rows.Numbers("tvl_usd")[at["Binance"]]));
        Assert.Equal((null, null, "ethereum"), (rows.Texts("token_symbol")[at["Unichain"]], rows.Texts("gecko_id")[at["Base"]], rows.Texts("gas_token_gecko_id")[at["Base"]]));
        Assert.Equal(("gnosis", "xdai", "1659"), (rows.Texts("gecko_id")[at["Gnosis"]], rows.Texts("gas_token_gecko_id")[at["Gnosis"]], rows.Texts("cmc_id")[at["Gnosis"]]));
        Assert.All(rows.Texts("type_errors"), Assert.Null);
        Assert.Empty(parsed.Drift);
    }

    [SkippableFact]
    public async Task An_overview_is_its_days_its_totals_and_its_protocols()
    {
        var parsed = await RecordedAsync("defillama__overview_dexs__excerpt_2026-10.json", Endpoints.DexVolume, "overview/dexs?excludeTotalDataChartBreakdown=true", "2026-10-09T12:00:00");
        var rows = parsed.Rows;

        Assert.Equal(10, rows.RowCount);
        Assert.Equal((Utc("2014-02-17"), 6.23, 0d), (rows.Instants("stamp")[0], rows.Numbers("volume_usd")[0], rows.Numbers("volume_usd")[1]));
        Assert.Equal([false, true], rows.Flags("is_live")[6..8]);
        Assert.Equal((10306726498.29, 9279864680.24, 59883085149.02, 300517951515.92, 3560469705706.51, 14167916698178.7, 11.07), (
            rows.Numbers("total_24h_usd")[8], rows.Numbers("total_48h_to_24h_usd")[8], rows.Numbers("total_7d_usd")[8], rows.Numbers("total_30d_usd")[8],
            rows.Numbers("total_1y_usd")[8], rows.Numbers("total_all_time_usd")[8], rows.Numbers("change_1d_pct")[8]));
        Assert.Equal(("116", "balancer-v1", "balancer-v1", "parent#balancer", "Ethereum", 98427d), (
            rows.Texts("protocol_id")[9], rows.Texts("slug")[9], rows.Texts("name")[9], rows.Texts("parent_protocol")[9], rows.Texts("chains")[9], rows.Numbers("total_24h_usd")[9]));
        Assert.DoesNotContain(rows.Numbers("volume_usd"), volume => volume == rows.Numbers("total_24h_usd")[8]);
        Assert.Empty(parsed.Drift);
    }

    [SkippableTheory]
    [InlineData("defillama__prices_current__pro_host_2024.json", "coingecko:ethereum", "ETH", 2399, null, 0.99, 1728559494)]
    [InlineData("defillama__prices_historical__bnb_2020.json", "coingecko:binancecoin", "BNB", 26.7654697664072, 18L, null, 1604437689)]
    [InlineData("defillama__prices_historical__matic_before_pol_2024-08.json", "coingecko:matic-network", "WMATIC", 0.540342, 18L, 0.99, 1724450278)]
    public async Task A_price_with_what_it_lacks(string file, string id, string symbol, double price, long? decimals, double? confidence, long stamp)
    {
        var parsed = await RecordedAsync(file, Endpoints.CoinPrices, $"prices/current/{id}", "2025-11-27T14:04:26");
        var rows = parsed.Rows;

        Assert.Equal((1, id, symbol, price, decimals, confidence), (
            rows.RowCount, rows.Texts("quoted_id")[0], rows.Texts("symbol")[0], rows.Numbers("price_usd")[0], rows.Integers("decimals")[0], rows.Numbers("confidence")[0]));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(stamp).UtcDateTime, rows.Instants(Tables.EventTime)[0]);
        Assert.Empty(parsed.Drift);
    }

    [SkippableFact]
    public async Task Three_prices_and_an_unknown_token_that_is_left_out()
    {
        var three = await RecordedAsync("defillama__prices_current__three_coins_2025.json", Endpoints.CoinPrices, "prices/current/x", "2025-03-06T15:57:14");
        var none = await RecordedAsync("defillama__prices_current__unknown_token_empty.json", Endpoints.CoinPrices, "prices/current/x", "2026-01-01T13:31:29");

        Assert.Equal(["chainlink", "dai", "arbitrum"], three.Rows.Texts("asset_id"));
        Assert.Equal([17.22, 0.99972, 0.415488], three.Rows.Numbers("price_usd"));
        Assert.Equal(0, none.Rows.RowCount);
    }

    [SkippableFact]
    public async Task A_stablecoin_in_all_and_by_chain()
    {
        var parsed = await RecordedAsync("defillama__stablecoins__excerpt_2026-10.json", Endpoints.Stablecoins, "stablecoins?includePrices=true", "2026-10-09T12:00:00");
        var rows = parsed.Rows;

        Assert.Equal(["all", "Manta", "ThunderCore", "Tron", "Ethereum"], rows.Texts("chain"));
        Assert.Equal([184067941986.134, 2016399.1938909, 0, 92717594115.0426, 73424631835.514], rows.Numbers("circulating_usd"));
        Assert.Equal((184035914032.674, 183768494500.546, 183330310312.587), (
            rows.Numbers("circulating_day_before_usd")[0], rows.Numbers("circulating_week_before_usd")[0], rows.Numbers("circulating_month_before_usd")[0]));
        Assert.Equal(("1", "Tether", "USDT", "tether", "peggedUSD", "fiat-backed", "defillama"), (
            rows.Texts("stablecoin_id")[0], rows.Texts("name")[0], rows.Texts("symbol")[0], rows.Texts("gecko_id")[0], rows.Texts("peg_type")[0],
            rows.Texts("peg_mechanism")[0], rows.Texts("price_source")[0]));
        Assert.Empty(parsed.Drift);
    }

    [SkippableFact]
    public async Task A_bucket_of_a_social_series()
    {
        var parsed = await RecordedAsync("lunarcrush__coin_time_series_v2.json", Endpoints.SocialSeries, "coins/2/time-series/v2", "2025-06-22T15:03:01");
        var rows = parsed.Rows;

        Assert.Equal((1, 2L, "hour", Utc("2025-06-15"), false), (
            rows.RowCount, rows.Integers("lunarcrush_id")[0], rows.Texts("bucket")[0], rows.Instants("stamp")[0], rows.Flags("is_live")[0]));
        Assert.Equal((7291d, 267d, 1270862d, 12368d, 483d, 83d, 253d), (
            rows.Numbers("contributors_active")[0], rows.Numbers("contributors_created")[0], rows.Numbers("interactions")[0], rows.Numbers("posts_active")[0],
            rows.Numbers("posts_created")[0], rows.Numbers("sentiment")[0], rows.Numbers("spam")[0]));
        Assert.Equal((332d, 65d, 120721164d, 2537.67, 306376106603d, 9.3539, 9.3292), (
            rows.Numbers("alt_rank")[0], rows.Numbers("galaxy_score")[0], rows.Numbers("circulating_supply")[0], rows.Numbers("price_usd")[0],
            rows.Numbers("market_cap_usd")[0], rows.Numbers("market_dominance_pct")[0], rows.Numbers("social_dominance_pct")[0]));
        Assert.Equal((13898176295d, Utc("2025-06-15T01:00:00"), Utc("2025-06-15T03:00:00")), (
            rows.Numbers("volume_24h_usd")[0], rows.Instants(Tables.EventTime)[0], rows.Instants(Tables.AvailableAt)[0]));
        Assert.Empty(parsed.Drift);
    }

    [SkippableFact]
    public async Task A_social_coin_without_social_counts()
    {
        var parsed = await RecordedAsync("lunarcrush__coin_v1.json", Endpoints.SocialCoin, "coins/2/v1", "2025-06-22T15:03:01");
        var rows = parsed.Rows;

        Assert.Equal((2L, "ETH", "Ethereum", 2202.24475626751, 0.0220981411784099, 265855146098.44, 2L), (
            rows.Integers("lunarcrush_id")[0], rows.Texts("symbol")[0], rows.Texts("name")[0], rows.Numbers("price_usd")[0], rows.Numbers("price_btc")[0],
            rows.Numbers("market_cap_usd")[0], rows.Integers("market_cap_rank")[0]));
        Assert.Equal((-9.179698099472, -13.630813857861, -14.639810404722, 26688468380.12), (
            rows.Numbers("change_24h_pct")[0], rows.Numbers("change_7d_pct")[0], rows.Numbers("change_30d_pct")[0], rows.Numbers("volume_24h_usd")[0]));
        Assert.Equal((65.8, 476L, 0.0343, 120720072.25, null), (
            rows.Numbers("galaxy_score")[0], rows.Integers("alt_rank")[0], rows.Numbers("volatility")[0], rows.Numbers("circulating_supply")[0], rows.Numbers("max_supply")[0]));
        Assert.Equal(Utc("2025-06-22T15:03:01"), rows.Instants(Tables.EventTime)[0]);
        Assert.Empty(parsed.Drift);
    }

    [SkippableFact]
    public async Task Fact_15_a_change_of_search_terms()
    {
        var parsed = await RecordedAsync("lunarcrush__system_changes.json", Endpoints.SocialChanges, "system/changes", "2025-06-22T15:03:01");
        var rows = parsed.Rows;

        Assert.Equal(("coins", "160963", "BlackCoin (BLACKCOIN)", "search terms established"), (
            rows.Texts("asset_type")[0], rows.Texts("asset_key")[0], rows.Texts("asset_name")[0], rows.Texts("change")[0]));
        Assert.StartsWith("search criteria initially set", rows.Texts("description")[0], StringComparison.Ordinal);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1750587169).UtcDateTime, rows.Instants("changed_at")[0]);
        Assert.Empty(parsed.Drift);
    }

    [SkippableTheory]
    [InlineData("coingecko__coin_tickers__bitcoin_p1_2021.json", 100, 23)]
    [InlineData("coingecko__exchange_tickers__binance_coin_ids_2021.json", 17, 8)]
    public async Task Tickers_lack_their_target_coin_where_it_is_a_currency(string file, int count, int currencies)
    {
        var parsed = await RecordedAsync(file, Endpoints.CoinbaseTickers, "exchanges/gdax/tickers", "2021-05-16T08:07:34");

        Assert.Equal((count, currencies), (parsed.Rows.RowCount, parsed.Rows.Texts("target_asset_id").Count(target => target is null)));
        Assert.All(parsed.Rows.Texts("asset_id"), Assert.NotNull);
        Assert.Empty(parsed.Drift);
    }

    [SkippableFact]
    public async Task Two_contracts_of_2024_with_every_field()
    {
        var parsed = await RecordedAsync("coingecko__derivatives__two_rows_2024.json", Endpoints.Derivatives, "derivatives", "2024-04-07T05:30:00");
        var rows = parsed.Rows;

        Assert.Equal(["Deepcoin (Derivatives)", "BYDFi (Futures)"], rows.Texts("venue_name"));
        Assert.Equal([3395.91, 69434.1], rows.Numbers("price"));
        Assert.Equal([-0.007182, 0.012], rows.Numbers("funding_rate_pct"));
        Assert.Equal([9327998764.66, 7690212057.6], rows.Numbers("open_interest_usd"));
        Assert.Equal([null, null], rows.Instants("expires_at"));
        Assert.Empty(parsed.Drift);
    }

    [SkippableTheory]
    [InlineData("coingecko__coins_markets__btc_usd_2021.json", Endpoints.CoinsMarkets)]
    [InlineData("coingecko__coins_list__2025-08.json", Endpoints.CoinsList)]
    [InlineData("coingecko__derivatives__2021.json", Endpoints.Derivatives)]
    [InlineData("coingecko__derivatives_exchanges__p1_2021.json", Endpoints.DerivativeVenues)]
    [InlineData("coingecko__exchange_tickers__binance_p1_2021-05.json", Endpoints.CoinbaseTickers)]
    [InlineData("coingecko__history__bitcoin_2017-12-30.json", Endpoints.CoinHistory)]
    [InlineData("coingecko__market_chart__daily_90d_2021.json", Endpoints.MarketChart)]
    [InlineData("defillama__protocols__excerpt_2026-10.json", Endpoints.Protocols)]
    [InlineData("defillama__overview_dexs__excerpt_2026-10.json", Endpoints.OptionsVolume)]
    [InlineData("lunarcrush__coins_list_v2.json", Endpoints.SocialCoins)]
    [InlineData("lunarcrush__coin_meta_v1.json", Endpoints.SocialMeta)]
    public async Task A_recorded_answer_has_no_drift(string file, string endpoint) =>
        Assert.Empty((await RecordedAsync(file, endpoint, "coins/x/history?date=2017-12-30", "2026-06-30T00:00:00")).Drift);

    [SkippableFact]
    public async Task Of_a_protocol_that_its_recorder_reduced_the_chains_are_missing()
    {
        var parsed = await RecordedAsync("defillama__protocol__etherfuse_2025-12.json", Endpoints.Protocol, "protocol/etherfuse", "2025-12-12T23:05:00");
        Assert.Equal([new FieldDrift("chainTvls", DriftKind.Missing, 1, null)], parsed.Drift);
    }
}
