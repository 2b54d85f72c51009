using System.Text.Json.Nodes;
using CryptoEtl.Simulator.Tape;
using CryptoEtl.Simulator.Tests.Support;

namespace CryptoEtl.Simulator.Tests.Serve;

/// <summary>Perpetuals, options and the parents that hold their tokens: what a derivatives day needs of DefiLlama.</summary>
public sealed class LlamaPerpsTests
{
    private const string Perps = "/sim-key/yields/perps";
    private const string Volume = "/sim-key/api/overview/derivatives?excludeTotalDataChartBreakdown=true";

    private static readonly long Midnight = new DateTimeOffset(MadeTape.Options.End, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeSeconds();

    [Theory]
    [InlineData("/overview/derivatives"), InlineData("/summary/derivatives/hyperliquid"), InlineData("/perps"), InlineData("/v2/chart/tvl/protocol/lender")]
    public async Task The_free_host_does_not_serve_what_is_paid_for(string path)
    {
        var simulated = await MadeTape.AtNoonAsync();

        using var answer = await simulated.Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal((402, "text/plain"), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
    }

    [Theory]
    [InlineData("/wrong-key/yields/perps", 401), InlineData("/sim-key/yields/pools", 404), InlineData("/sim-key/api/overview/nothing", 400)]
    [InlineData("/sim-key/api/overview/options?dataType=dailyNonsense", 400), InlineData("/overview/dexs/Atlantis", 404), InlineData("/usage/wrong-key", 401)]
    public async Task Refusals_are_plain_text(string path, int status)
    {
        var simulated = await MadeTape.AtNoonAsync();

        using var answer = await simulated.Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal((status, "text/plain"), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
    }

    [Fact]
    public async Task Volume_and_open_interest_are_those_of_the_tapes_venues_on_a_chain()
    {
        var simulated = await MadeTape.AtNoonAsync();
        var tape = MarketTape.Load(MadeTape.Path);
        var day = MadeTape.Options.End.AddDays(-3);
        var rows = tape.Derivatives
            .Where(row => row.Day == day && row.Contract == "perpetual" && row.Market is "Hyperliquid (Futures)" or "dYdX" && row.Day == day).ToArray();

        var volume = await simulated.JsonAsync(Volume);
        var open = await simulated.JsonAsync("/overview/open-interest");

        Assert.Equal(rows.Sum(row => row.VolumeUsd!.Value), Point(volume, Midnight - 3 * 86_400), 1e-3);
        Assert.Equal(rows.Sum(row => row.OpenInterestUsd ?? 0), Point(open, Midnight - 3 * 86_400), 1e-3);
        Assert.Equal(["dYdX", "Hyperliquid"], volume["protocols"]!.AsArray().Select(row => (string)row!["name"]!).Order(StringComparer.OrdinalIgnoreCase));
        Assert.Equal(["Hyperliquid L1", "dYdX"], volume["allChains"]!.AsArray().Select(chain => (string)chain!));
    }

    [Fact]
    public async Task Todays_point_stands_under_its_midnight_and_is_partial_or_that_of_yesterday()
    {
        var simulated = await MadeTape.AtNoonAsync();

        var days = (await simulated.JsonAsync("/overview/dexs"))["totalDataChartBreakdown"]!.AsArray();
        var (today, yesterday) = (days[^1]![1]!.AsObject(), days[^2]![1]!.AsObject());
        var shares = today.Select(part => (double)part.Value! / (double)yesterday[part.Key]!).ToArray();

        Assert.Equal((Midnight, Midnight - 86_400), ((long)days[^1]![0]!, (long)days[^2]![0]!));
        Assert.All(shares, share => Assert.True(share is 1 or > 0.44 and < 0.56, $"{share}"));
        Assert.Equal(2, shares.Select(share => share is 1).Distinct().Count());
    }

    [Fact]
    public async Task Todays_level_is_whole()
    {
        var simulated = await MadeTape.AtNoonAsync();

        var open = (await simulated.JsonAsync("/overview/open-interest"))["totalDataChart"]!.AsArray();

        Assert.Equal(Midnight, (long)open[^1]![0]!);
        Assert.InRange((double)open[^1]![1]! / (double)open[^2]![1]!, 0.85, 1.15);
    }

    [Fact]
    public async Task Total24h_is_no_point_of_the_chart_and_the_day_before_is_the_third_last()
    {
        var simulated = await MadeTape.AtNoonAsync();

        var answer = await simulated.JsonAsync("/overview/dexs?excludeTotalDataChartBreakdown=true");
        var chart = answer["totalDataChart"]!.AsArray();

        Assert.DoesNotContain(chart, point => (double)point![1]! == (double)answer["total24h"]!);
        Assert.Equal((double)chart[^3]![1]!, (double)answer["total48hto24h"]!);
        Assert.Equal(((double)answer["total24h"]! / (double)answer["total48hto24h"]! - 1) * 100, (double)answer["change_1d"]!, 0.006);
        Assert.Equal(chart.SkipLast(1).TakeLast(7).Sum(point => (double)point![1]!), (double)answer["total7d"]!, 0.01);
    }

    [Fact]
    public async Task A_late_adapter_shows_the_day_before_and_puts_it_right_later()
    {
        await using var early = await Simulated.StartAsync(MadeTape.Path, MadeTape.Noon.AddHours(-11));
        var noon = await MadeTape.AtNoonAsync();
        await using var next = await Simulated.StartAsync(MadeTape.Path, MadeTape.Noon.AddHours(-24));

        var (provisional, settled, before) = (
            await ChartsAsync(early), await ChartsAsync(noon), await ChartsAsync(next));
        var changed = provisional.Where(pair => Math.Abs(pair.Value[Midnight - 86_400] - settled[pair.Key][Midnight - 86_400]) > 1e-6).ToArray();

        Assert.NotEmpty(changed);
        Assert.All(changed, pair => Assert.Equal(pair.Value[Midnight - 2 * 86_400], pair.Value[Midnight - 86_400]));
        // Two days later a figure is what it stays.
        Assert.All(before, pair => Assert.Equal(pair.Value[Midnight - 3 * 86_400], settled[pair.Key][Midnight - 3 * 86_400]));
    }

    [Fact]
    public async Task Keys_of_a_row_go_missing_and_are_never_null()
    {
        var simulated = await MadeTape.AtNoonAsync();

        var rows = (await simulated.JsonAsync("/overview/fees"))["protocols"]!.AsArray();

        Assert.Contains(rows, row => row!["total24h"] is not null);
        Assert.Contains(rows, row => !row!.AsObject().ContainsKey("total24h"));
        Assert.All(rows, row => Assert.All(row!.AsObject(), member => Assert.NotNull(member.Value)));
    }

    [Fact]
    public async Task Breakdowns_use_internal_names_of_chains_and_lists_the_shown_ones()
    {
        var simulated = await MadeTape.AtNoonAsync();

        var rows = (await simulated.JsonAsync("/overview/dexs"))["protocols"]!.AsArray();
        var row = rows.First(row => row!["breakdown24h"] is not null && row["chains"]!.AsArray().Any(chain => (string)chain! == "BSC"))!;

        Assert.Contains("bsc", row["breakdown24h"]!.AsObject().Select(part => part.Key));
        Assert.Equal(
            (double)row["total24h"]!, row["breakdown24h"]!.AsObject().Sum(chain => chain.Value!.AsObject().Sum(version => (double)version.Value!)), 1e-3);
    }

    [Fact]
    public async Task Charts_and_breakdowns_can_be_left_out()
    {
        var simulated = await MadeTape.AtNoonAsync();

        var full = await simulated.JsonAsync("/overview/dexs");
        var bare = await simulated.JsonAsync("/overview/dexs?excludeTotalDataChart=true&excludeTotalDataChartBreakdown=true");
        var point = full["totalDataChart"]!.AsArray()[^2]!;
        var parts = full["totalDataChartBreakdown"]!.AsArray()[^2]!;

        Assert.Equal((0, 0), (bare["totalDataChart"]!.AsArray().Count, bare["totalDataChartBreakdown"]!.AsArray().Count));
        Assert.Equal((double)bare["total7d"]!, (double)full["total7d"]!);
        Assert.Equal((double)point[1]!, parts[1]!.AsObject().Sum(part => (double)part.Value!), 1e-2);
    }

    [Fact]
    public async Task Options_have_premiums_and_notionals()
    {
        var simulated = await MadeTape.AtNoonAsync();

        var premium = await simulated.JsonAsync("/overview/options?dataType=dailyPremiumVolume");
        var notional = await simulated.JsonAsync("/overview/options?dataType=dailyNotionalVolume");

        Assert.InRange((double)premium["total7d"]!, 1, (double)notional["total7d"]! / 10);
        Assert.All(notional["protocols"]!.AsArray(), row => Assert.Equal("Options", (string)row!["category"]!));
    }

    [Fact]
    public async Task Funding_of_perps_is_a_fraction_where_CoinGecko_says_percent()
    {
        var simulated = await MadeTape.AtNoonAsync();
        var percents = (await simulated.JsonAsync("/api/v3/derivatives")).AsArray()
            .Where(row => ((string)row!["symbol"]!).Length > 0 && (string)row["contract_type"]! == "perpetual")
            .ToLookup(row => (((string)row!["market"]!).Split(" (")[0], (string)row["symbol"]!), row => (double)row!["funding_rate"]!);

        var rows = (await simulated.JsonAsync(Perps))["data"]!.AsArray();
        var shared = rows.Where(row => percents.Contains(((string)row!["marketplace"]!, (string)row["market"]!))).ToArray();

        Assert.True(shared.Length > 100);
        Assert.All(shared, row => Assert.Contains(
            percents[((string)row!["marketplace"]!, (string)row["market"]!)], percent => Math.Abs(percent - 100 * (double)row["fundingRate"]!) < 1e-6));
        Assert.Equal(rows.Count, rows.Select(row => (string)row!["perp_id"]!).Distinct().Count());
    }

    [Fact]
    public async Task Stamps_of_perps_are_text_and_milliseconds_and_lie_in_the_past()
    {
        var simulated = await MadeTape.AtNoonAsync();

        var rows = (await simulated.JsonAsync(Perps))["data"]!.AsArray();

        Assert.All(rows, row =>
        {
            Assert.Equal("2026-06-30T11:01:44.811Z", (string)row!["timestamp"]!);
            Assert.InRange((long)row["fundingTimePrevious"]!, (Midnight - 86_400) * 1000, (Midnight + 43_200) * 1000);
            Assert.Equal(0, (long)row["fundingTimePrevious"]! % 3_600_000);
        });
    }

    [Fact]
    public async Task Means_of_funding_are_null_until_their_window_is_full()
    {
        using var tape = new SmallTape();
        await using var young = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-04T12:00"));
        var made = await MadeTape.AtNoonAsync();

        var row = Assert.Single((await young.JsonAsync(Perps))["data"]!.AsArray())!;
        var old = (await made.JsonAsync(Perps))["data"]!.AsArray().First(row => (double?)row!["fundingRate7dSum"] is not null)!;

        Assert.Equal((0.0001, 5000.0), ((double)row["fundingRate"]!, (double)row["openInterest"]!));
        Assert.True(row.AsObject().ContainsKey("fundingRate7dAverage") && row["fundingRate7dAverage"] is null && row["fundingRate30dSum"] is null);
        Assert.NotEqual((double)old["fundingRate7dSum"]!, (double)old["fundingRate7dAverage"]!);
    }

    [Fact]
    public async Task Parents_hold_the_tokens_their_children_have_not()
    {
        var simulated = await MadeTape.AtNoonAsync();
        var coins = (await simulated.JsonAsync("/api/v3/coins/list")).AsArray()
            .Concat((await simulated.JsonAsync("/api/v3/coins/list?status=inactive")).AsArray()).Select(coin => (string)coin!["id"]!).ToHashSet();

        var children = (await simulated.JsonAsync("/protocols")).AsArray().Where(row => row!["parentProtocol"] is not null).ToArray();
        var parents = (await simulated.JsonAsync("/lite/protocols2"))["parentProtocols"]!.AsArray().ToDictionary(row => (string)row!["id"]!, row => (string?)row!["gecko_id"]);

        Assert.NotEmpty(children);
        Assert.All(children, child => Assert.Contains((string)child!["parentProtocol"]!, parents.Keys));
        Assert.All(children, child => Assert.Null(child!["gecko_id"]));
        Assert.Contains(parents.Values, id => id is not null);
        Assert.All(parents.Values.OfType<string>(), id => Assert.Contains(id, coins));
        Assert.Equal(await simulated.GetAsync("/lite/protocols2"), await simulated.GetAsync("/sim-key/api/lite/protocols2"));
    }

    [Fact]
    public async Task A_parent_that_is_a_protocol_itself_has_that_ones_token()
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-05T12:00"));

        var parent = Assert.Single((await simulated.JsonAsync("/lite/protocols2"))["parentProtocols"]!.AsArray())!;

        Assert.Equal(("parent#lender", "alpha", "Lender"), ((string)parent["id"]!, (string)parent["gecko_id"]!, (string)parent["name"]!));
    }

    [Fact]
    public async Task Usage_falls_with_every_paid_call_and_when_it_is_gone_there_is_nothing_but_text()
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(
            tape.Path, Moments.At("2024-03-05T12:00"), options => options with { DefiLlamaCallsPerMonth = 2 });

        await simulated.JsonAsync("/protocols");
        await simulated.JsonAsync("/sim-key/api/protocols");
        Assert.Equal(1, (int)(await simulated.JsonAsync("/usage/sim-key"))["creditsLeft"]!);
        await simulated.JsonAsync("/sim-key/api/protocols");

        Assert.Equal((402, "Credits used up"), await simulated.GetAsync("/sim-key/api/protocols"));
        Assert.Equal(0, (int)(await simulated.JsonAsync("/usage/sim-key"))["creditsLeft"]!);
    }

    private static double Point(JsonNode answer, long seconds) =>
        (double)answer["totalDataChart"]!.AsArray().Single(point => (long)point![0]! == seconds)![1]!;

    private static async Task<Dictionary<string, Dictionary<long, double>>> ChartsAsync(Simulated simulated)
    {
        var breakdown = (await simulated.JsonAsync("/overview/dexs"))["totalDataChartBreakdown"]!.AsArray();
        return breakdown
            .SelectMany(day => day![1]!.AsObject().Select(part => (part.Key, Seconds: (long)day[0]!, Value: (double)part.Value!)))
            .GroupBy(part => part.Key)
            .Where(parts => new[] { 1, 2, 3 }.All(back => parts.Any(part => part.Seconds == Midnight - back * 86_400)))
            .ToDictionary(parts => parts.Key, parts => parts.ToDictionary(part => part.Seconds, part => part.Value));
    }
}
