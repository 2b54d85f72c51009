using System.Text.Json.Nodes;
using CryptoEtl.Simulator.Tests.Support;

namespace CryptoEtl.Simulator.Tests.Serve;

public sealed class LunarCrushTests
{
    private const string List = "/api4/public/coins/list/v2";

    [Fact]
    public async Task Pages_from_zero_hold_every_coin_once_and_the_total_says_how_many()
    {
        var simulated = await MadeTape.AtNoonAsync();
        var ids = new List<int>();
        var total = int.MaxValue;

        for (var page = 0; ids.Count < total; page++)
        {
            var answer = await simulated.JsonAsync($"{List}?limit=60&page={page}");
            total = (int)answer["config"]!["total_rows"]!;
            Assert.Equal((60, page), ((int)answer["config"]!["limit"]!, (int)answer["config"]!["page"]!));
            ids.AddRange(answer["data"]!.AsArray().Select(row => (int)row!["id"]!));
        }

        Assert.Equal(total, ids.Distinct().Count());
        Assert.Equal(total, ids.Count);
        Assert.Empty((await simulated.JsonAsync($"{List}?limit=60&page=99"))["data"]!.AsArray());
    }

    [Fact]
    public async Task Ten_rows_come_without_a_limit_and_the_configuration_echoes_zero()
    {
        var simulated = await MadeTape.AtNoonAsync();

        var answer = await simulated.JsonAsync(List);

        Assert.Equal(10, answer["data"]!.AsArray().Count);
        Assert.Equal("""{"sort":"market_cap_rank","desc":true,"limit":0,"page":0}""", Head(answer["config"]!, 4));
        Assert.Equal(MadeTape.Noon.ToUnixTimeSeconds() - 2, (long)answer["config"]!["generated"]!);
    }

    [Fact]
    public async Task Some_coins_are_known_to_one_source_only()
    {
        var simulated = await MadeTape.AtNoonAsync();
        var lunar = Names((await simulated.JsonAsync($"{List}?limit=1000"))["data"]!);
        var gecko = Names(await simulated.JsonAsync("/api/v3/coins/list"));

        Assert.NotEmpty(lunar.Except(gecko));
        Assert.NotEmpty(gecko.Except(lunar));
        Assert.InRange(lunar.Intersect(gecko).Count(), gecko.Count / 2, gecko.Count);
    }

    [Fact]
    public async Task Social_figures_are_those_of_the_last_finished_day_and_small_coins_have_none()
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-02T12:00"));

        var rows = (await simulated.JsonAsync(List))["data"]!.AsArray().ToDictionary(row => (string)row!["name"]!, row => row!.AsObject());
        var alpha = rows["Alpha"];

        Assert.Equal((500.0, 50.0, 61.5, 3, 80.0), (
            (double)alpha["interactions_24h"]!, (double)alpha["social_volume_24h"]!, (double)alpha["galaxy_score"]!,
            (int)alpha["alt_rank"]!, (double)alpha["sentiment"]!));
        Assert.False(alpha.ContainsKey("galaxy_score_previous"));
        Assert.False(rows["Only Lunar"].ContainsKey("interactions_24h"));
        Assert.Equal(["Alpha", "Only Lunar", "Delta"], rows.Keys);
    }

    [Fact]
    public async Task The_price_is_another_feed_and_close_to_the_first()
    {
        var simulated = await MadeTape.AtNoonAsync();

        var lunar = (await simulated.JsonAsync(List))["data"]![0]!;
        var gecko = (await simulated.JsonAsync("/api/v3/coins/markets?vs_currency=usd&ids=bitcoin&precision=full"))[0]!;

        Assert.Equal("BTC", (string)lunar["symbol"]!);
        Assert.Equal(1, (double)lunar["price_btc"]!);
        Assert.NotEqual((double)gecko["current_price"]!, (double)lunar["price"]!);
        Assert.InRange((double)lunar["price"]! / (double)gecko["current_price"]!, 0.998, 1.002);
    }

    [Fact]
    public async Task A_defect_declared_for_CoinGecko_does_not_reach_the_other_feed()
    {
        using var tape = new SmallTape().With("defects.csv", "gamma,2024-03-05,live,current_price,zero,", "alpha,2024-03-05,live,last_updated,stale,2");
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-05T12:00"));

        var gecko = (await simulated.JsonAsync("/api/v3/coins/markets?vs_currency=usd&ids=alpha"))[0]!;
        var lunar = (await simulated.JsonAsync(List))["data"]![0]!;

        Assert.StartsWith("2024-03-03T11:5", (string)gecko["last_updated"]!, StringComparison.Ordinal);
        Assert.InRange((double)gecko["current_price"]!, 100, 126);
        Assert.InRange((double)lunar["price"]!, 130, 150);
        Assert.InRange((long)lunar["last_updated_price"]!, Moments.Ms("2024-03-05T11:58") / 1000, Moments.Ms("2024-03-05T12:00") / 1000);
    }

    [Theory]
    [InlineData("galaxy_score", "true", "galaxy_score", false), InlineData("galaxy_score", "false", "galaxy_score", true)]
    [InlineData("alt_rank", "true", "alt_rank", true), InlineData("market_cap_rank", "false", "market_cap_rank", false)]
    public async Task Sorting_puts_the_best_first_with_desc(string sort, string desc, string field, bool ascending)
    {
        var simulated = await MadeTape.AtNoonAsync();

        var values = (await simulated.JsonAsync($"{List}?limit=50&sort={sort}&desc={desc}"))["data"]!.AsArray().Select(row => (double)row![field]!).ToArray();

        Assert.Equal(ascending ? values.Order() : values.OrderDescending(), values);
    }

    [Theory]
    [InlineData("sort=beauty", "Unknown sort beauty"), InlineData("limit=many", "Invalid parameter limit")]
    public async Task Nonsense_is_a_400(string query, string message)
    {
        var simulated = await MadeTape.AtNoonAsync();

        Assert.Equal((400, $$"""{"error":"{{message}}"}"""), await simulated.GetAsync($"{List}?{query}"));
    }

    [Fact]
    public async Task A_filter_selects_categories()
    {
        var simulated = await MadeTape.AtNoonAsync();

        var rows = (await simulated.JsonAsync($"{List}?filter=gaming&limit=1000"))["data"]!.AsArray();

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal("gaming", (string)row!["categories"]!));
    }

    private static HashSet<string> Names(JsonNode rows) => [.. rows.AsArray().Select(row => (string)row!["name"]!)];

    private static string Head(JsonNode node, int members) =>
        new JsonObject(node.AsObject().Take(members).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))).ToJsonString();
}
