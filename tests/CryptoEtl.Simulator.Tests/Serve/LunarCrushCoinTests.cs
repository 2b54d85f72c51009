using System.Text.Json.Nodes;
using CryptoEtl.Simulator.Tape;
using CryptoEtl.Simulator.Tests.Support;

namespace CryptoEtl.Simulator.Tests.Serve;

/// <summary>What LunarCrush says of one coin, and of itself.</summary>
public sealed class LunarCrushCoinTests
{
    private const string Coins = "/api4/public/coins";

    [Fact]
    public async Task A_coin_has_the_price_and_scores_of_the_list()
    {
        var simulated = await MadeTape.AtNoonAsync();
        var listed = (await simulated.JsonAsync($"{Coins}/list/v2?limit=1"))["data"]![0]!;

        var coin = (await simulated.JsonAsync($"{Coins}/{listed["id"]}/v1"))["data"]!;

        foreach (var field in (string[])["id", "symbol", "price", "price_btc", "market_cap", "galaxy_score", "alt_rank", "volatility", "market_cap_rank"])
            Assert.Equal(listed[field]!.ToJsonString(), coin[field]!.ToJsonString());
        Assert.Equal((double)coin["price"]!, (double)coin["close"]!);
        Assert.False(coin.AsObject().ContainsKey("interactions_24h"));
    }

    [Fact]
    public async Task A_ticker_means_the_largest_coin_that_has_it()
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-05T12:00"));

        Assert.Equal("Alpha", (string)(await simulated.JsonAsync($"{Coins}/aaa/v1"))["data"]!["name"]!);
        Assert.Equal("Gamma, the third", (string)(await simulated.JsonAsync($"{Coins}/9/v1"))["data"]!["name"]!);
    }

    [Theory]
    [InlineData("/1/v1"), InlineData("/BBB/v1"), InlineData("/8/meta/v1"), InlineData("/nobody/time-series/v2"), InlineData("/99999999999/v1")]
    public async Task An_unknown_coin_is_a_404(string path)
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-05T12:00"));

        Assert.Equal((404, """{"error":"Coin not found"}"""), await simulated.GetAsync(Coins + path));
    }

    [Fact]
    public async Task The_link_to_CoinGecko_is_mostly_the_id_and_not_always()
    {
        var simulated = await MadeTape.AtNoonAsync();
        var assets = MarketTape.Load(MadeTape.Path).Assets.Where(asset => asset.LunarCrushId is not null && asset.DiedOn is null).ToArray();

        var (right, wrong, absent) = (0, 0, 0);
        foreach (var asset in assets)
        {
            var (status, body) = await simulated.GetAsync($"{Coins}/{asset.LunarCrushId}/meta/v1");
            if (status != 200)
                continue;

            var link = (string?)JsonNode.Parse(body)!["data"]!["coingecko_link"];
            if (link is null)
                absent++;
            else if (link == $"https://www.coingecko.com/en/coins/{Uri.EscapeDataString(asset.Id)}")
                right++;
            else
                wrong++;
            Assert.True(asset.OnCoinGecko || link is null);
        }

        Assert.True(right > 4 * (wrong + absent), $"{right} right, {wrong} wrong, {absent} absent");
        Assert.InRange(wrong, 1, assets.Length / 10);
        Assert.InRange(absent, 1, assets.Length / 5);
    }

    [Fact]
    public async Task Addresses_are_those_of_the_tape_and_a_native_coin_has_none()
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-05T12:00"));

        var native = (await simulated.JsonAsync($"{Coins}/7/meta/v1"))["data"]!["blockchain"]![0]!;
        var token = (await simulated.JsonAsync($"{Coins}/9/meta/v1"))["data"]!["blockchain"]![0]!;

        Assert.Equal("""{"type":"layer1","network":"alpha","address":null,"decimals":null}""", native.ToJsonString());
        Assert.Equal("""{"type":"token","network":"ethereum","address":"0xc0","decimals":18}""", token.ToJsonString());
    }

    [Fact]
    public async Task Days_are_stamped_with_their_start_and_the_last_one_runs()
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-03T12:00"));

        var rows = (await simulated.JsonAsync($"{Coins}/7/time-series/v2?bucket=day&interval=all"))["data"]!.AsArray();

        Assert.Equal(["2024-03-01", "2024-03-02", "2024-03-03"], rows.Select(row => Day(row!)));
        // The close of the first day was restated that morning.
        Assert.Equal(111, (double)rows[0]!["close"]!, 0.5);
        Assert.Equal(125, (double)rows[1]!["close"]!, 0.5);
        Assert.All(rows, row => Assert.Equal((double)row!["open"]!, (double)row["high"]!));
        Assert.Equal(500, (double)rows[0]!["interactions"]!);
        Assert.Equal((3.0, 80.0, 62.0), ((double)rows[0]!["alt_rank"]!, (double)rows[0]!["sentiment"]!, (double)rows[0]!["galaxy_score"]!));
        Assert.Equal(600, (double)rows[1]!["interactions"]!);
        // Today's figures are those of the day that is over.
        Assert.Equal(600, (double)rows[2]!["interactions"]!);
    }

    [Fact]
    public async Task Hours_are_the_default_over_a_week_that_starts_at_midnight()
    {
        var simulated = await MadeTape.AtNoonAsync();

        var answer = await simulated.JsonAsync($"{Coins}/btc/time-series/v2");
        var (rows, config) = (answer["data"]!.AsArray(), answer["config"]!);

        Assert.Equal("hour 1w", $"{config["bucket"]} {config["interval"]}");
        Assert.Equal(Moments.Ms("2026-06-23") / 1000, (long)config["start"]!);
        Assert.Equal(MadeTape.Noon.ToUnixTimeSeconds() + 7_200, (long)config["end"]!);
        Assert.Equal(7 * 24 + 13, rows.Count);
        Assert.Equal(MadeTape.Noon.ToUnixTimeSeconds(), (long)rows[^1]!["time"]!);
        Assert.All(rows.Zip(rows.Skip(1)), pair => Assert.Equal(3_600, (long)pair.Second!["time"]! - (long)pair.First!["time"]!));
    }

    [Fact]
    public async Task Start_and_end_override_the_interval()
    {
        var simulated = await MadeTape.AtNoonAsync();
        var (start, end) = (Moments.Ms("2026-05-01T00:30") / 1000, Moments.Ms("2026-05-01T04:00") / 1000);

        var rows = (await simulated.JsonAsync($"{Coins}/btc/time-series/v2?interval=1y&start={start}&end={end}"))["data"]!.AsArray();

        Assert.Equal(["01:00", "02:00", "03:00"], rows.Select(row => DateTimeOffset.FromUnixTimeSeconds((long)row!["time"]!).ToString("HH:mm", null)));
    }

    [Theory]
    [InlineData("bucket=week", "bucket"), InlineData("interval=2d", "interval"), InlineData("start=x", "start")]
    [InlineData("end=-1", "end"), InlineData("start=2000000000&end=1000000000", "start")]
    public async Task Nonsense_is_a_400(string query, string parameter)
    {
        var simulated = await MadeTape.AtNoonAsync();

        Assert.Equal((400, $$"""{"error":"Invalid parameter {{parameter}}"}"""), await simulated.GetAsync($"{Coins}/btc/time-series/v2?{query}"));
    }

    [Fact]
    public async Task A_coin_nobody_talks_of_lacks_the_social_keys()
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-05T12:00"));

        var rows = (await simulated.JsonAsync($"{Coins}/13/time-series/v2?bucket=day"))["data"]!.AsArray();

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.False(row!.AsObject().ContainsKey("sentiment")));
        Assert.All(rows, row => Assert.Equal(10, (double)row!["circulating_supply"]!));
    }

    [Fact]
    public async Task Changes_come_newest_first_and_none_from_the_future()
    {
        var simulated = await MadeTape.AtNoonAsync();

        var changes = (await simulated.JsonAsync("/api4/public/system/changes"))["data"]!.AsArray();
        var times = changes.Select(row => (long)row!["time"]!).ToArray();

        Assert.Equal(100, changes.Count);
        Assert.Equal(times.OrderDescending(), times);
        Assert.True(times[0] <= MadeTape.Noon.ToUnixTimeSeconds());
        Assert.Equal(["search terms changed", "search terms established"], changes.Select(row => (string)row!["change"]!).Distinct().Order());
    }

    private static string Day(JsonNode row) =>
        DateTimeOffset.FromUnixTimeSeconds((long)row["time"]!).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
