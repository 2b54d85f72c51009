using System.Text.Json.Nodes;
using CryptoEtl.Simulator.Tape;
using CryptoEtl.Simulator.Tests.Support;

namespace CryptoEtl.Simulator.Tests.Serve;

/// <summary>Value locked, prices and stablecoins of DefiLlama.</summary>
public sealed class LlamaTvlTests
{
    private static readonly long Midnight = new DateTimeOffset(MadeTape.Options.End, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeSeconds();
    private static readonly long Noon = MadeTape.Noon.ToUnixTimeSeconds();

    [Fact]
    public async Task A_protocol_has_the_first_snapshot_of_each_day_under_its_midnight_and_a_live_point_off_the_grid()
    {
        var simulated = await MadeTape.AtNoonAsync();
        var protocol = Living();

        var answer = await simulated.JsonAsync($"/protocol/{protocol.Slug}");
        var points = answer["tvl"]!.AsArray().Select(point => ((long)point!["date"]!, (double)point["totalLiquidityUSD"]!)).ToArray();

        Assert.Equal(
            protocol.Tvl.Days.Select((day, row) => (Seconds(day), protocol.Tvl.Values[row])), points[..^1]);
        // Two points of today: midnight and now.
        Assert.Equal(Midnight, points[^2].Item1);
        Assert.InRange(points[^1].Item1, Noon - 601, Noon);
        Assert.NotEqual(0, points[^1].Item1 % 86_400);
        Assert.InRange(points[^1].Item2 / points[^2].Item2, 0.998, 1.002);
    }

    [Fact]
    public async Task An_ended_protocol_is_there_with_an_ended_series_and_no_live_point()
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-05T12:00"));

        var answer = await simulated.JsonAsync("/protocol/lender-v2");

        Assert.Equal("""[{"date":1709424000,"totalLiquidityUSD":50}]""", answer["tvl"]!.ToJsonString());
        Assert.Equal("50", (await simulated.GetAsync("/tvl/lender-v2")).Body);
        // No figure on the fourth: no point, and no zero.
        Assert.DoesNotContain((await simulated.JsonAsync("/protocol/lender"))["tvl"]!.AsArray(), point => (long)point!["date"]! == 1709510400);
    }

    [Fact]
    public async Task The_pro_chart_is_the_series_of_the_protocol()
    {
        var simulated = await MadeTape.AtNoonAsync();
        var slug = Living().Slug;

        var chart = (await simulated.JsonAsync($"/sim-key/api/v2/chart/tvl/protocol/{slug}")).AsArray();
        var protocol = (await simulated.JsonAsync($"/protocol/{slug}"))["tvl"]!.AsArray();

        Assert.Equal(
            protocol.Select(point => ((long)point!["date"]!, (double)point["totalLiquidityUSD"]!)), chart.Select(point => ((long)point![0]!, (double)point[1]!)));
        Assert.Empty((await simulated.JsonAsync($"/sim-key/api/v2/chart/tvl/protocol/{slug}?key=borrowed")).AsArray());
        Assert.Equal((400, "Invalid key"), await simulated.GetAsync($"/sim-key/api/v2/chart/tvl/protocol/{slug}?key=x"));
    }

    [Theory, InlineData("/protocol/nobody"), InlineData("/tvl/nobody"), InlineData("/summary/dexs/nobody"), InlineData("/stablecoin/0")]
    public async Task What_is_unknown_is_a_400_in_text(string path)
    {
        var simulated = await MadeTape.AtNoonAsync();

        using var answer = await simulated.Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal((400, "text/plain"), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
    }

    [Fact]
    public async Task Chains_go_by_their_old_names_in_protocols_and_by_new_ones_in_chains_some_of_them_twice()
    {
        var simulated = await MadeTape.AtNoonAsync();

        var chains = (await simulated.JsonAsync("/v2/chains")).AsArray();
        var used = (await simulated.JsonAsync("/protocols")).AsArray().SelectMany(row => row!["chains"]!.AsArray()).Select(chain => (string)chain!).ToHashSet();
        var byToken = chains.Where(chain => (string?)chain!["gecko_id"] == "binancecoin").Select(chain => ((string)chain!["name"]!, (double)chain["tvl"]! > 0));

        Assert.Contains("Binance", used);
        Assert.DoesNotContain("BSC", used);
        Assert.Equal([("BSC", true), ("Binance", false)], byToken);
        Assert.Contains(chains, chain => chain!["chainId"]?.GetValueKind() == System.Text.Json.JsonValueKind.String);
        Assert.Contains(chains, chain => chain!["chainId"]?.GetValueKind() == System.Text.Json.JsonValueKind.Number);
        Assert.Contains(chains, chain => chain!["chainId"] is null);
        Assert.Contains(chains, chain => (string?)chain!["tokenSymbol"] == "-");
        // On a second layer fees are paid in another token than its own, which it may not have.
        Assert.Contains(chains, chain => (string)chain!["name"]! == "Base" && chain["gecko_id"] is null && (string)chain["gasTokenGeckoId"]! == "ethereum");
    }

    [Fact]
    public async Task The_value_of_all_chains_is_not_the_sum_of_the_protocols()
    {
        var simulated = await MadeTape.AtNoonAsync();

        var total = (await simulated.JsonAsync("/v2/historicalChainTvl")).AsArray();
        var protocols = (await simulated.JsonAsync("/protocols")).AsArray();
        var counted = protocols.Where(row => (string)row!["category"]! is not ("CEX" or "Liquid Staking" or "Yield")).Sum(row => (double?)row!["tvl"] ?? 0);

        Assert.InRange((double)total[^1]!["tvl"]!, counted * 0.5, counted * 1.001);
        Assert.True((double)total[^1]!["tvl"]! < 0.9 * protocols.Sum(row => (double?)row!["tvl"] ?? 0));
        Assert.NotEqual(0, (long)total[^1]!["date"]! % 86_400);
        Assert.Equal(Midnight, (long)total[^2]!["date"]!);
    }

    [Fact]
    public async Task A_chain_answers_to_both_its_names()
    {
        var simulated = await MadeTape.AtNoonAsync();

        var (status, body) = await simulated.GetAsync("/v2/historicalChainTvl/BSC");

        Assert.Equal(200, status);
        Assert.True(JsonNode.Parse(body)!.AsArray().Count > 300);
        Assert.Equal((status, body), await simulated.GetAsync("/v2/historicalChainTvl/Binance"));
        Assert.Equal((404, "Chain not found"), await simulated.GetAsync("/v2/historicalChainTvl/Atlantis"));
    }

    [Fact]
    public async Task Pro_says_text_where_prices_are_json_and_free_says_json()
    {
        var simulated = await MadeTape.AtNoonAsync();
        const string Path = "/prices/current/coingecko:bitcoin";

        using var free = await simulated.Client.GetAsync(new Uri(Path, UriKind.Relative));
        using var pro = await simulated.Client.GetAsync(new Uri($"/sim-key/coins{Path}", UriKind.Relative));

        Assert.Equal(("application/json", "text/plain"), (free.Content.Headers.ContentType!.MediaType, pro.Content.Headers.ContentType!.MediaType));
        Assert.Equal(await free.Content.ReadAsStringAsync(), await pro.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Unknown_coins_are_left_out_and_contracts_are_known_by_address()
    {
        var simulated = await MadeTape.AtNoonAsync();
        var token = MarketTape.Load(MadeTape.Path).Assets.First(
            asset => asset.OnCoinGecko && asset.DiedOn is null && asset.Platforms.Any(platform => platform.Platform == "binance-smart-chain"));
        var address = $"bsc:{token.Platforms[0].Address}";

        var coins = (await simulated.JsonAsync($"/prices/current/coingecko:bitcoin,coingecko:nobody,{address},bitcoin"))["coins"]!.AsObject();
        var none = await simulated.GetAsync("/prices/current/ethereum:0x0");

        Assert.Equal(["coingecko:bitcoin", address], coins.Select(coin => coin.Key));
        Assert.InRange((long)coins["coingecko:bitcoin"]!["timestamp"]!, Noon - 1_300, Noon);
        Assert.Equal((200, """{"coins":{}}"""), none);
    }

    [Fact]
    public async Task A_historical_price_is_the_nearest_and_may_look_ahead_but_not_past_now()
    {
        var simulated = await MadeTape.AtNoonAsync();
        var ids = string.Join(',', (await simulated.JsonAsync("/api/v3/coins/list")).AsArray().Take(60).Select(coin => $"coingecko:{Uri.EscapeDataString((string)coin!["id"]!)}"));

        var past = (await simulated.JsonAsync($"/prices/historical/{Noon - 86_400}/{ids}"))["coins"]!.AsObject();
        var now = (await simulated.JsonAsync($"/prices/historical/{Noon}/{ids}"))["coins"]!.AsObject();
        var offsets = past.Select(coin => (long)coin.Value!["timestamp"]! - (Noon - 86_400)).ToArray();

        Assert.All(offsets, offset => Assert.InRange(offset, -290, 125));
        Assert.Contains(offsets, offset => offset > 0);
        Assert.Contains(offsets, offset => offset < 0);
        Assert.All(now, coin => Assert.InRange((long)coin.Value!["timestamp"]!, Noon - 290, Noon));
        Assert.Empty((await simulated.JsonAsync($"/prices/historical/{Noon + 86_400}/coingecko:bitcoin"))["coins"]!.AsObject());
    }

    [Fact]
    public async Task Dates_of_stablecoin_charts_are_strings_and_the_last_is_today_at_midnight()
    {
        var simulated = await MadeTape.AtNoonAsync();

        var chart = (await simulated.JsonAsync("/stablecoincharts/all")).AsArray();
        var dates = chart.Select(point => long.Parse((string)point!["date"]!, System.Globalization.CultureInfo.InvariantCulture)).ToArray();

        Assert.Equal(Midnight, dates[^1]);
        // No gaps: a day without a reading stands with the one before.
        Assert.All(dates.Zip(dates[1..]), pair => Assert.Equal(86_400, pair.Second - pair.First));
        Assert.All(chart, point => Assert.Equal(0, (double)point!["totalMintedUSD"]!["peggedUSD"]!));
        Assert.NotEqual((double)chart[^1]!["totalCirculating"]!["peggedUSD"]!, (double)chart[^1]!["totalCirculatingUSD"]!["peggedUSD"]!);
    }

    [Fact]
    public async Task Older_amounts_of_stablecoins_are_valued_with_todays_price_and_the_coins_with_none()
    {
        var simulated = await MadeTape.AtNoonAsync();

        var list = (await simulated.JsonAsync("/stablecoins?includePrices=true"))["peggedAssets"]!.AsArray();
        var tether = list.Single(coin => (string)coin!["gecko_id"]! == "tether")!;
        var single = await simulated.JsonAsync($"/stablecoin/{(string)tether["id"]!}");
        var tokens = single["tokens"]!.AsArray();
        var week = tokens.Single(point => (long)point!["date"]! == Midnight - 8 * 86_400)!;

        Assert.Equal((double)week["circulating"]!["peggedUSD"]! * (double)tether["price"]!, (double)tether["circulatingPrevWeek"]!["peggedUSD"]!, 1e-3);
        Assert.Equal(
            (double)tether["circulating"]!["peggedUSD"]!,
            tether["chainCirculating"]!.AsObject().Sum(chain => (double)chain.Value!["current"]!["peggedUSD"]!), 1e-3);
        Assert.DoesNotContain("price", (await simulated.JsonAsync("/stablecoins"))["peggedAssets"]![0]!.AsObject().Select(member => member.Key));
    }

    [Fact]
    public async Task Without_a_reading_an_older_amount_is_an_empty_object()
    {
        using var tape = new SmallTape();
        tape.With("assets.csv", "2000,close,layer-1,alpha", "2000,close,stablecoins,alpha");
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-04T12:00"));

        var coin = Assert.Single((await simulated.JsonAsync("/stablecoins"))["peggedAssets"]!.AsArray())!;

        Assert.NotEmpty(coin["circulatingPrevDay"]!.AsObject());
        Assert.Equal("{}", coin["circulatingPrevMonth"]!.ToJsonString());
    }

    [Fact]
    public async Task A_dead_stablecoin_is_listed_as_such_and_its_chart_ends()
    {
        using var tape = new SmallTape();
        tape.With("assets.csv", "close,meme-token|gaming,ethereum", "close,stablecoins,ethereum");
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-05T12:00"));

        var coin = Assert.Single((await simulated.JsonAsync("/stablecoins"))["peggedAssets"]!.AsArray())!;
        var chart = (await simulated.JsonAsync("/stablecoincharts/all?stablecoin=1")).AsArray();

        Assert.Equal((true, "2024-03-03"), ((bool)coin["deprecated"]!, (string)coin["deadFrom"]!));
        Assert.Equal("""{"peggedUSD":0}""", coin["circulating"]!.ToJsonString());
        Assert.Equal("{}", coin["circulatingPrevDay"]!.ToJsonString());
        Assert.Equal(Moments.Ms("2024-03-03") / 1000, long.Parse((string)chart[^1]!["date"]!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Empty((await simulated.JsonAsync("/stablecoincharts/all?stablecoin=99")).AsArray());
    }

    private static TapeProtocol Living() => MarketTape.Load(MadeTape.Path).Protocols
        .First(protocol => protocol.Category == "Lending" && protocol.Tvl.Days[^1] == MadeTape.Options.End.DayNumber && protocol.Tvl.Days.Contains(MadeTape.Options.End.DayNumber - 1));

    private static long Seconds(int day) => new DateTimeOffset(DateOnly.FromDayNumber(day), TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeSeconds();
}
