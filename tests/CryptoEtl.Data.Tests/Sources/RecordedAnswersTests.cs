using System.Text;
using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Core.Derivatives;
using CryptoEtl.Core.Planning;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.Sources;

namespace CryptoEtl.Data.Tests.Sources;

/// <summary>Real answers, read in place and parsed field by field.</summary>
public sealed class RecordedAnswersTests
{
    private static readonly DateTimeOffset Seen = new(2021, 5, 15, 16, 1, 4, TimeSpan.Zero);
    private static readonly RowOrigin Origin = new(new BatchId("live", Seen), Seen, "ab");

    [SkippableFact]
    public async Task Markets_of_2021()
    {
        var rows = await ParseAsync("coingecko__coins_markets__btc_usd_2021.json", Endpoints.CoinsMarkets);

        Assert.Equal(1, rows.RowCount);
        Assert.Equal(("bitcoin", "btc", "Bitcoin"), (rows.Texts("asset_id")[0], rows.Texts("symbol")[0], rows.Texts("name")[0]));
        Assert.Equal(49053d, rows.Numbers("price_usd")[0]);
        Assert.Equal(917825524991d, rows.Numbers("market_cap_usd")[0]);
        Assert.Equal(1030116515125d, rows.Numbers("fully_diluted_valuation_usd")[0]);
        Assert.Equal(61679663434d, rows.Numbers("volume_24h_usd")[0]);
        Assert.Equal((51300d, 48019d), (rows.Numbers("high_24h_usd")[0], rows.Numbers("low_24h_usd")[0]));
        Assert.Equal((-4.37931, -4.28819), (rows.Numbers("change_24h_pct")[0], rows.Numbers("market_cap_change_24h_pct")[0]));
        Assert.Equal((18710831d, 21000000d, 21000000d), (rows.Numbers("circulating_supply")[0], rows.Numbers("total_supply")[0], rows.Numbers("max_supply")[0]));
        Assert.Equal((64805d, 67.81), (rows.Numbers("ath_usd")[0], rows.Numbers("atl_usd")[0]));
        Assert.Equal(new DateTime(2021, 4, 14, 11, 54, 46, 763, DateTimeKind.Utc), rows.Instants("ath_at")[0]);
        Assert.Equal(new DateTime(2021, 5, 15, 15, 59, 43, 867, DateTimeKind.Utc), rows.Instants("last_updated")[0]);
        Assert.Equal(rows.Instants("last_updated")[0], rows.Instants(Tables.EventTime)[0]);
        Assert.Equal(Seen.UtcDateTime.AddSeconds(-35.133), rows.Instants(Tables.AvailableAt)[0]);
        Assert.Null(rows.Numbers("change_1h_pct")[0]);
        Assert.Null(rows.Texts("type_errors")[0]);
    }

    [SkippableFact]
    public async Task The_coins_list_of_2025_with_its_odd_ids()
    {
        var rows = await ParseAsync("coingecko__coins_list__2025-08.json", Endpoints.CoinsList);
        var ids = rows.Texts("asset_id");

        Assert.Equal(17_892, ids.Length);
        Assert.All(["_", "-10", "bitcoin"], id => Assert.Contains(id, ids));
        Assert.Equal(4, rows.Texts("symbol").Count(symbol => symbol is ""));
        Assert.All(rows.Texts("type_errors"), Assert.Null);
    }

    [SkippableFact]
    public async Task Protocols_with_null_ids_and_parents()
    {
        var rows = await ParseAsync("defillama__protocols__excerpt_2026-10.json", Endpoints.Protocols);

        Assert.Equal(["2269", "2272", "182", "1599"], rows.Texts("protocol_id"));
        Assert.Equal([null, "okb", "lido-dao", null], rows.Texts("gecko_id"));
        Assert.Equal([null, null, null, "parent#aave"], rows.Texts("parent_protocol"));
        Assert.Equal("Ethereum|Solana|Terra|Moonriver|Moonbeam", rows.Texts("chains")[2]);
        Assert.Equal(26705542541.9196, rows.Numbers("tvl_usd")[2]);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1668185769).UtcDateTime, rows.Instants("listed_at")[1]);
        Assert.All(rows.Texts("type_errors"), Assert.Null);
    }

    [SkippableFact]
    public async Task The_social_list()
    {
        var parsed = await ParseAllAsync("lunarcrush__coins_list_v2.json", Endpoints.SocialCoins);
        var rows = parsed.Rows;

        Assert.Equal(6702, parsed.TotalRows);
        Assert.Equal((1L, "BTC", "Bitcoin"), (rows.Integers("lunarcrush_id")[0], rows.Texts("symbol")[0], rows.Texts("name")[0]));
        Assert.Equal((83998832d, 154647d), (rows.Numbers("interactions_24h")[0], rows.Numbers("social_volume_24h")[0]));
        Assert.Equal((39.9, 212L, 73d), (rows.Numbers("galaxy_score")[0], rows.Integers("alt_rank")[0], rows.Numbers("sentiment")[0]));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1750604568).UtcDateTime, rows.Instants("last_updated")[0]);
        Assert.Null(rows.Texts("contracts")[0]);
    }

    [SkippableFact]
    public async Task Contracts_of_2021_with_every_oddity_the_specification_denies()
    {
        var rows = await ParseAsync("coingecko__derivatives__2021.json", Endpoints.Derivatives);

        Assert.Equal(1766, rows.RowCount);
        Assert.Equal((857, 212, 35), (Nulls(rows, "open_interest_usd"), Nulls(rows, "spread_pct"), Nulls(rows, "index_price")));
        Assert.Equal(337, rows.Texts("contract_type").Count(type => type == "futures"));
        Assert.Equal(("Binance (Futures)", "BTCUSDT", "BTC", 43692.79), (rows.Texts("venue_name")[0], rows.Texts("symbol")[0], rows.Texts("index_id")[0], rows.Numbers("price")[0]));
        Assert.Equal((0.021023, 1843486360.07, 28083676311.1863), (rows.Numbers("funding_rate_pct")[0], rows.Numbers("open_interest_usd")[0], rows.Numbers("volume_24h_usd")[0]));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1621346317).UtcDateTime, rows.Instants("last_traded_at")[0]);
        Assert.Equal(3, rows.Texts("symbol").Count(symbol => symbol is ""));
        Assert.All(rows.Texts("type_errors"), Assert.Null);
    }

    [SkippableFact]
    public async Task Of_the_contracts_of_2021_the_gate_holds_back_the_nameless_the_doubled_and_those_rounded_to_a_price_of_zero()
    {
        var rows = await ParseAsync("coingecko__derivatives__2021.json", Endpoints.Derivatives);
        var verdict = Gate.Judge(DerivativesContracts.Contract(new GateThresholds()), new GateInput(rows, new DateTimeOffset(2021, 5, 18, 14, 1, 28, TimeSpan.Zero))).Verdict;

        Assert.Equal((Decision.PassWithQuarantine, 15), (verdict.Decision, verdict.RowsQuarantined));
        Assert.Equal(new Dictionary<string, int> { ["DC002"] = 3, ["DC003"] = 4, ["DC005"] = 10 }, verdict.Findings.Where(rule => Gate.Holding(DerivativesContracts.Contract(new GateThresholds())).Contains(rule.Key)).ToDictionary());
    }

    [SkippableFact]
    public async Task Venues_with_null_open_interest_and_text_volume()
    {
        var rows = await ParseAsync("coingecko__derivatives_exchanges__p1_2021.json", Endpoints.DerivativeVenues);

        Assert.Equal((50, 14), (rows.RowCount, Nulls(rows, "open_interest_btc")));
        Assert.Equal(("binance_futures", "Binance (Futures)", 240213.7, 2343566.75), (
            rows.Texts("venue_id")[0], rows.Texts("venue_name")[0], rows.Numbers("open_interest_btc")[0], rows.Numbers("volume_24h_btc")[0]));
        Assert.Equal((132L, 32L, 2019L), (rows.Integers("perpetual_pairs")[0], rows.Integers("futures_pairs")[0], rows.Integers("year_established")[0]));
        Assert.All(rows.Texts("type_errors"), Assert.Null);
    }

    [SkippableFact]
    public async Task Tickers_without_target_coin_where_the_target_is_a_currency()
    {
        var rows = await ParseAsync("coingecko__exchange_tickers__binance_p1_2021-05.json", Endpoints.CoinbaseTickers);

        Assert.Equal(100, rows.RowCount);
        Assert.Equal(11, rows.Texts("target_asset_id").Count(target => target is null));
        Assert.Equal(("BUSD", "USDT", "binance-usd", "tether"), (rows.Texts("base")[0], rows.Texts("target")[0], rows.Texts("asset_id")[0], rows.Texts("target_asset_id")[0]));
        Assert.Equal((0.9998, 0.999824, 1552538185d), (rows.Numbers("last")[0], rows.Numbers("last_usd")[0], rows.Numbers("volume_24h_usd")[0]));
        Assert.Equal(new DateTime(2021, 5, 16, 7, 46, 57, DateTimeKind.Utc), rows.Instants("last_fetch_at")[0]);
        Assert.All(rows.Texts("type_errors"), Assert.Null);
    }

    [SkippableFact]
    public async Task Overview_rows_whose_name_is_missing_go_by_their_adapter()
    {
        var rows = await ParseAsync("defillama__overview_dexs__excerpt_2026-10.json", Endpoints.OptionsVolume);

        Assert.Equal(("116", "balancer-v1", "parent#balancer", 98427d), (
            rows.Texts("protocol_id")[0], rows.Texts("name")[0], rows.Texts("parent_protocol")[0], rows.Numbers("total_24h_usd")[0]));
        Assert.All(rows.Texts("type_errors"), Assert.Null);
    }

    [SkippableFact]
    public async Task A_coins_link_to_its_page()
    {
        var rows = await ParseAsync("lunarcrush__coin_meta_v1.json", Endpoints.SocialMeta);
        Assert.Equal((2L, "ethereum", null), (rows.Integers("lunarcrush_id")[0], rows.Texts("coingecko_slug")[0], rows.Texts("contracts")[0]));
    }

    [SkippableFact]
    public void A_recorded_error_is_a_refusal_not_a_retry()
    {
        var (status, body) = Recorded("coingecko__error_422__markets_no_vs_currency.json");
        var problem = SourceProblem.From(status, Encoding.UTF8.GetBytes(body.GetRawText()), null);
        Assert.Equal((422, "Missing parameter vs_currency", false), (problem.Status, problem.Message, problem.IsTransient));
    }

    private static int Nulls(Batch rows, string column) => rows.Numbers(column).Count(value => value is null);

    private static async Task<Batch> ParseAsync(string file, string endpoint) => (await ParseAllAsync(file, endpoint)).Rows;

    private static async Task<ParsedAnswer> ParseAllAsync(string file, string endpoint)
    {
        var (_, body) = Recorded(file);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(body.GetRawText()));
        return await Answers.ParseAsync(new PlannedRequest("r", endpoint, "p"), stream, Origin);
    }

    private static (int Status, JsonElement Body) Recorded(string file)
    {
        var path = Path.Combine(SharedFiles.Folder("upstream/recorded"), file);
        var response = JsonDocument.Parse(File.ReadAllText(path)).RootElement.GetProperty("response");
        return (response.GetProperty("status").GetInt32(), response.GetProperty("body"));
    }
}
