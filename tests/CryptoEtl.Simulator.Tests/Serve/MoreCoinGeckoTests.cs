using System.Text.Json.Nodes;
using CryptoEtl.Simulator.Tape;
using CryptoEtl.Simulator.Tests.Support;

namespace CryptoEtl.Simulator.Tests.Serve;

/// <summary>Endpoints beyond charts, markets and derivatives.</summary>
public sealed class MoreCoinGeckoTests
{
    private const string Coin = "/api/v3/coins/bitcoin";

    [Theory, InlineData("2024-03-02"), InlineData("02-03-2024")]
    public async Task History_takes_both_spellings_of_a_date_and_gives_the_end_of_the_day_before(string date)
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-02T12:00"));

        var answer = await simulated.JsonAsync($"/api/v3/coins/alpha/history?date={date}&localization=false");

        Assert.Equal("""{"current_price":{"usd":110},"market_cap":{"usd":110000},"total_volume":{"usd":1000}}""", answer["market_data"]!.ToJsonString());
        Assert.False(answer.AsObject().ContainsKey("localization"));
    }

    [Theory]
    [InlineData("2024-03-01", "2024-03-02T12:00", "nothing is known of the day before the listing")]
    [InlineData("2024-03-02", "2024-03-02T00:34", "the day is not ready yet")]
    [InlineData("2024-03-03", "2024-03-02T12:00", "the day is ahead")]
    public async Task Market_data_is_missing_where_nothing_is_known(string date, string now, string why)
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At(now));

        var answer = (await simulated.JsonAsync($"/api/v3/coins/alpha/history?date={date}")).AsObject();

        Assert.Equal("alpha", (string)answer["id"]!);
        Assert.False(answer.ContainsKey("market_data"), why);
    }

    [Theory]
    [InlineData("/api/v3/coins/bitcoin/history?date=2024-13-01", 422), InlineData("/api/v3/coins/bitcoin/history", 422), InlineData("/api/v3/coins/nobody/history?date=2026-01-01", 404)]
    [InlineData("/api/v3/coins/nobody", 404), InlineData("/api/v3/coins/bitcoin/ohlc?vs_currency=usd&days=3", 422), InlineData("/api/v3/coins/bitcoin/ohlc?vs_currency=usd&days=365&interval=daily", 422)]
    [InlineData("/api/v3/simple/price?ids=bitcoin", 422), InlineData("/api/v3/global/market_cap_chart?days=2", 422), InlineData("/api/v3/coins/ethereum/contract/0x0/market_chart?vs_currency=usd&days=1", 404)]
    public async Task Nonsense_is_refused(string path, int status) =>
        Assert.Equal(status, (await (await MadeTape.AtNoonAsync()).GetAsync(path)).Status);

    [Theory]
    [InlineData("days=1", 30 * 60_000L), InlineData("days=7", 4 * 3_600_000L), InlineData("days=90", 4 * 86_400_000L)]
    [InlineData("days=90&interval=daily", 86_400_000L), InlineData("days=14&interval=hourly", 3_600_000L)]
    public async Task Candles_are_stamped_with_their_close_and_the_running_one_lies_ahead(string query, long step)
    {
        var simulated = await MadeTape.AtNoonAsync();

        var candles = (await simulated.JsonAsync($"{Coin}/ohlc?vs_currency=usd&{query}")).AsArray();
        var stamps = candles.Select(candle => (long)candle![0]!).ToArray();

        Assert.All(stamps.Zip(stamps[1..]), pair => Assert.Equal(step, pair.Second - pair.First));
        Assert.Equal(0, stamps[0] % step);
        Assert.InRange(stamps[^1], MadeTape.Noon.ToUnixTimeMilliseconds() + 1, MadeTape.Noon.ToUnixTimeMilliseconds() + step);
        Assert.All(candles, candle => Assert.Equal(5, candle!.AsArray().Count));
        Assert.All(candles, candle => Assert.True((double)candle![2]! >= (double)candle[3]!));
    }

    [Fact]
    public async Task New_coins_are_the_newest_first_dated_in_seconds_and_never_in_the_future()
    {
        var simulated = await MadeTape.AtNoonAsync();
        var listed = MarketTape.Load(MadeTape.Path).Assets.ToDictionary(asset => asset.Id, asset => asset.ListedOn);

        var coins = (await simulated.JsonAsync("/api/v3/coins/list/new")).AsArray();
        var stamps = coins.Select(coin => (long)coin!["activated_at"]!).ToArray();

        Assert.InRange(coins.Count, 50, 200);
        Assert.Equal(stamps.OrderDescending(), stamps);
        Assert.True(stamps[0] <= MadeTape.Noon.ToUnixTimeSeconds());
        Assert.All(coins, coin => Assert.Equal(
            listed[(string)coin!["id"]!], DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds((long)coin["activated_at"]!).UtcDateTime)));
    }

    [Fact]
    public async Task Simple_price_leaves_out_unknown_coins_and_empties_unknown_currencies()
    {
        var simulated = await MadeTape.AtNoonAsync();

        var known = await simulated.JsonAsync("/api/v3/simple/price?ids=bitcoin,nobody&vs_currencies=usd&include_market_cap=true&include_24hr_vol=true&include_24hr_change=true&include_last_updated_at=true&precision=full");
        var markets = await simulated.JsonAsync("/api/v3/coins/markets?vs_currency=usd&ids=bitcoin&precision=full");

        Assert.Equal("bitcoin", Assert.Single(known.AsObject()).Key);
        Assert.Equal(["usd", "usd_market_cap", "usd_24h_vol", "usd_24h_change", "last_updated_at"], known["bitcoin"]!.AsObject().Select(member => member.Key));
        Assert.Equal((double)markets[0]!["current_price"]!, (double)known["bitcoin"]!["usd"]!);
        Assert.Equal("{}", (await simulated.GetAsync("/api/v3/simple/price?ids=nobody&vs_currencies=usd")).Body);
        Assert.Equal("""{"bitcoin":{}}""", (await simulated.GetAsync("/api/v3/simple/price?ids=bitcoin&vs_currencies=xyz")).Body);
    }

    [Fact]
    public async Task The_global_chart_is_the_sum_of_the_tape_and_ends_with_now()
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-03T12:00"));
        await using var early = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-03T00:04"));

        var chart = (await simulated.JsonAsync("/api/v3/global/market_cap_chart?days=max"))["market_cap_chart"]!;

        Assert.Equal([Moments.Ms("2024-03-02"), Moments.Ms("2024-03-03"), Moments.Ms("2024-03-03T12:00")], chart["market_cap"]!.AsArray().Select(point => (long)point![0]!));
        Assert.Equal(125_000 + 2_500, (double)chart["market_cap"]![1]![1]!);
        Assert.Equal(1_200 + 60, (double)chart["volume"]![1]![1]!);
        Assert.Equal(2, (await early.JsonAsync("/api/v3/global/market_cap_chart?days=max"))["market_cap_chart"]!["volume"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_contract_has_the_chart_of_its_coin()
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-03T12:00"));

        var coin = await simulated.GetAsync("/api/v3/coins/beta/market_chart/range?vs_currency=usd&from=2024-03-01&to=2024-03-03");
        var contract = await simulated.GetAsync("/api/v3/coins/ethereum/contract/0xB0/market_chart/range?vs_currency=usd&from=2024-03-01&to=2024-03-03");

        Assert.Equal(200, coin.Status);
        Assert.Equal(coin, contract);
        Assert.Equal(
            await simulated.GetAsync("/api/v3/coins/beta/market_chart?vs_currency=usd&days=max"),
            await simulated.GetAsync("/api/v3/coins/solana/contract/9n/market_chart?vs_currency=usd&days=max"));
        // The address is not in the statistics.
        Assert.Contains("/api/v3/coins/{id}/contract/{address}/market_chart", simulated.Server.Statistics.RequestsByPath.Keys);
    }

    [Fact]
    public async Task A_coin_that_is_no_longer_priced_has_empty_maps_and_no_supply()
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-05T12:00"));

        var gone = (await simulated.JsonAsync("/api/v3/coins/beta"))["market_data"]!;
        var alive = (await simulated.JsonAsync("/api/v3/coins/alpha"))["market_data"]!;

        Assert.Equal(("{}", 0.0), (gone["current_price"]!.ToJsonString(), (double)gone["circulating_supply"]!));
        Assert.Equal(1_000, (double)alive["circulating_supply"]!);
    }

    [Fact]
    public async Task A_token_has_a_contract_address_and_a_native_coin_has_none()
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-05T12:00"));

        var token = await simulated.JsonAsync("/api/v3/coins/gamma?market_data=false&tickers=false&localization=false");
        var native = (await simulated.JsonAsync("/api/v3/coins/alpha")).AsObject();

        Assert.Equal(("0xc0", "ethereum"), ((string)token["contract_address"]!, (string)token["asset_platform_id"]!));
        Assert.True(!native.ContainsKey("contract_address") && native["asset_platform_id"] is null);
        Assert.DoesNotContain(token.AsObject(), member => member.Key is "market_data" or "tickers" or "localization");
        Assert.Contains(native["links"]!["blockchain_site"]!.AsArray(), site => site is null);
    }

    [Fact]
    public async Task The_exchange_whose_tickers_are_served_is_listed()
    {
        var simulated = await MadeTape.AtNoonAsync();

        var id = (string)Assert.Single((await simulated.JsonAsync("/api/v3/exchanges/list")).AsArray())!["id"]!;

        Assert.Equal(200, (await simulated.GetAsync($"/api/v3/exchanges/{id}/tickers")).Status);
        Assert.Equal("[]", (await simulated.GetAsync("/api/v3/exchanges/list?status=inactive")).Body);
    }

    [SkippableTheory]
    [InlineData("/coins/list/new", "/coins/list/new", "")]
    [InlineData("/simple/price", "/simple/price?ids=bitcoin&vs_currencies=usd", "")]
    [InlineData("/global/market_cap_chart", "/global/market_cap_chart?days=365", "")]
    [InlineData("/exchanges/list", "/exchanges/list", "")]
    [InlineData("/asset_platforms", "/asset_platforms", "")]
    [InlineData("/coins/{id}/ohlc", "/coins/bitcoin/ohlc?vs_currency=usd&days=30", "")]
    [InlineData("/coins/{id}", "/coins/bitcoin?tickers=false", "$.links.blockchain_site[]: type null, not string")]
    [InlineData("/coins/{id}/history", "/coins/bitcoin/history?date=2026-03-01", "")]
    public async Task Answers_conform_and_stray_as_recorded(string path, string actual, string expected)
    {
        var specification = Read("upstream", "specs", "coingecko-pro-v3.openapi.json");
        var simulated = await MadeTape.AtNoonAsync();

        var answer = await simulated.JsonAsync($"/api/v3{actual}");
        var schema = specification["paths"]![path]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!;

        Assert.Equal(expected, string.Join('|', Shape.Deviations(answer, schema, specification)));
    }

    [SkippableFact]
    public async Task History_has_the_recorded_keys()
    {
        var recorded = Read("upstream", "recorded", "coingecko__history__binancecoin_2025-10-29.json")["response"]!["body"]!.AsObject();
        var simulated = await MadeTape.AtNoonAsync();

        var answer = (await simulated.JsonAsync("/api/v3/coins/bitcoin/history?date=01-03-2026&localization=false")).AsObject();

        Assert.Equal(recorded.Select(member => member.Key), answer.Select(member => member.Key));
        Assert.Equal(recorded["market_data"]!.AsObject().Select(member => member.Key), answer["market_data"]!.AsObject().Select(member => member.Key));
    }

    private static JsonNode Read(params string[] path) => JsonNode.Parse(File.ReadAllText(SharedFolder.Require(path)))!;
}
