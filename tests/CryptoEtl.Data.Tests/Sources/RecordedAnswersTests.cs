using System.Text;
using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
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
        Assert.Equal(26705542541.919636, rows.Numbers("tvl_usd")[2]);
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
    public void A_recorded_error_is_a_refusal_not_a_retry()
    {
        var (status, body) = Recorded("coingecko__error_422__markets_no_vs_currency.json");
        var problem = SourceProblem.From(status, Encoding.UTF8.GetBytes(body.GetRawText()), null);
        Assert.Equal((422, "Missing parameter vs_currency", false), (problem.Status, problem.Message, problem.IsTransient));
    }

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
