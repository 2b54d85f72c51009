using CryptoEtl.Simulator.Tests.Support;

namespace CryptoEtl.Simulator.Tests.Serve;

public sealed class ChartTests
{
    private const string Alpha = "/api/v3/coins/alpha/market_chart";

    [Fact]
    public async Task A_day_is_stamped_with_the_midnight_that_ends_it_and_the_live_point_comes_last()
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-03T05:00"));

        var prices = await simulated.ChartAsync($"{Alpha}?vs_currency=usd&days=max");
        var caps = await simulated.ChartAsync($"{Alpha}?vs_currency=usd&days=max", "market_caps");
        var volumes = await simulated.ChartAsync($"{Alpha}?vs_currency=usd&days=max", "total_volumes");

        Assert.Equal([(Moments.Ms("2024-03-02"), 110.0), (Moments.Ms("2024-03-03"), 125.0)], prices[..^1]);
        Assert.Equal([110_000.0, 125_000.0], caps[..^1].Select(point => point.Value));
        Assert.Equal([1000.0, 1200.0], volumes[..^1].Select(point => point.Value));
        Assert.InRange(Moments.Ms("2024-03-03T05:00") - prices[^1].Stamp, 5_000, 66_000);
        Assert.Equal(0, prices[^1].Stamp % 1000);
    }

    [Theory]
    [InlineData("2024-03-03T00:09", "", false), InlineData("2024-03-03T00:10", "", true)]
    [InlineData("2024-03-03T00:34", "/range", false), InlineData("2024-03-03T00:35", "/range", true)]
    public async Task A_finished_day_appears_when_the_source_has_it_ready(string now, string endpoint, bool appears)
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At(now));
        var span = endpoint.Length == 0 ? "days=max" : "from=2024-03-01&to=2024-04-01&interval=daily";

        var prices = await simulated.ChartAsync($"{Alpha}{endpoint}?vs_currency=usd&{span}");

        Assert.Equal(appears, prices.Any(point => point.Stamp == Moments.Ms("2024-03-03")));
    }

    [Theory]
    [InlineData("2024-03-03T05:00", 110.0), InlineData("2024-03-03T06:00", 111.0), InlineData("2024-03-04T05:59", 111.0), InlineData("2024-03-04T06:00", 112.0)]
    public async Task A_restated_value_is_served_from_its_publication_on(string now, double expected)
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At(now));

        var prices = await simulated.ChartAsync($"{Alpha}/range?vs_currency=usd&from=2024-03-02&to=2024-03-02T00:01&interval=daily");

        Assert.Equal((Moments.Ms("2024-03-02"), expected), Assert.Single(prices));
    }

    [Fact]
    public async Task The_history_of_the_dead_remains_without_a_live_point()
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-05T12:00"));

        var prices = await simulated.ChartAsync("/api/v3/coins/beta/market_chart?vs_currency=usd&days=max");

        Assert.Equal([1.1, 0.5, 0.01], prices.Select(point => point.Value!.Value));
    }

    [Fact]
    public async Task A_cap_valued_at_the_open_is_brought_to_the_close()
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-05T12:00"));

        var caps = await simulated.ChartAsync("/api/v3/coins/gamma/market_chart?vs_currency=usd&days=max", "market_caps");
        var volumes = await simulated.ChartAsync("/api/v3/coins/gamma/market_chart?vs_currency=usd&days=max", "total_volumes");

        Assert.Equal((Moments.Ms("2024-03-05"), 1100.0), caps[0]);
        // The source has no nulls among volumes: unknown is 0.
        Assert.Equal(0, volumes[0].Value);
    }

    [Theory]
    [InlineData("zero is zero", "100,120,90,110,1000,110000,1000", "100,120,90,110,1000,0,", 0.0)]
    [InlineData("nothing is null", "100,120,90,110,1000,110000,1000", "100,120,90,110,1000,,", null)]
    public async Task An_unknown_cap_is_what_the_tape_says(string _, string old, string replacement, double? expected)
    {
        using var tape = new SmallTape().With("daily.csv", old, replacement);
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-05T12:00"));

        var caps = await simulated.ChartAsync($"{Alpha}?vs_currency=usd&days=max", "market_caps");

        Assert.Equal((Moments.Ms("2024-03-02"), expected), caps[0]);
    }

    [Fact]
    public async Task Ninety_days_of_daily_points_are_ninety_midnights_and_the_live_one()
    {
        var simulated = await MadeTape.AtNoonAsync();

        var prices = await simulated.ChartAsync("/api/v3/coins/bitcoin/market_chart?vs_currency=usd&days=90&interval=daily");

        Assert.Equal(91, prices.Length);
        Assert.All(prices[..^1], point => Assert.Equal(0, point.Stamp % 86_400_000));
    }

    [Fact]
    public async Task Hourly_points_are_late_by_minutes_sometimes_twice_sometimes_missing()
    {
        var simulated = await MadeTape.AtNoonAsync();

        var stamps = (await simulated.ChartAsync("/api/v3/coins/bitcoin/market_chart?vs_currency=usd&days=90"))[..^1]
            .Select(point => point.Stamp).ToArray();
        var minutes = stamps.Select(stamp => stamp % 3_600_000 / 60_000.0).Order().ToArray();
        var perHour = stamps.GroupBy(stamp => stamp / 3_600_000).ToArray();
        var hours = stamps[^1] / 3_600_000 - stamps[0] / 3_600_000 + 1;

        Assert.InRange(minutes[minutes.Length / 2], 2.9, 3.9);
        Assert.InRange(minutes.Count(minute => minute > 20) / (double)minutes.Length, 0.03, 0.08);
        Assert.InRange(perHour.Count(hour => hour.Count() == 2), 5, 40);
        Assert.InRange(hours - perHour.Length, 3, 30);
        Assert.Equal(stamps.Order(), stamps);
    }

    [Fact]
    public async Task Five_minute_points_end_with_a_step_backwards_in_time()
    {
        var simulated = await MadeTape.AtNoonAsync();

        var prices = await simulated.ChartAsync("/api/v3/coins/bitcoin/market_chart?vs_currency=usd&days=1");

        Assert.InRange(prices.Length, 280, 295);
        Assert.True(prices[^1].Stamp < prices[^2].Stamp);
        Assert.Equal(prices[^2].Value, prices[^1].Value);
    }

    [Theory]
    [InlineData("from=2026-06-29T12:00&to=2026-06-30T12:00", 300_000.0)]
    [InlineData("from=2026-06-01&to=2026-06-02", 3_600_000.0)]
    [InlineData("from=2026-03-10&to=2026-06-01", 3_600_000.0)]
    [InlineData("from=2026-01-01&to=2026-06-01", 86_400_000.0)]
    [InlineData("from=1780272000&to=1780358400", 3_600_000.0)]
    [InlineData("from=2026-06-01&to=2026-06-03&interval=daily", 86_400_000.0)]
    public async Task The_length_of_a_range_decides_how_fine_it_is(string range, double usualStep)
    {
        var simulated = await MadeTape.AtNoonAsync();

        var stamps = (await simulated.ChartAsync($"/api/v3/coins/bitcoin/market_chart/range?vs_currency=usd&{range}")).Select(point => point.Stamp).ToArray();
        var steps = stamps.Zip(stamps.Skip(1), (a, b) => (double)(b - a)).Order().ToArray();

        Assert.InRange(steps[steps.Length / 2], usualStep * 0.8, usualStep * 1.2);
    }

    [Fact]
    public async Task Both_ends_of_a_range_belong_to_it()
    {
        var simulated = await MadeTape.AtNoonAsync();

        var prices = await simulated.ChartAsync("/api/v3/coins/bitcoin/market_chart/range?vs_currency=usd&from=2026-01-01&to=2026-06-01");

        Assert.Equal((Moments.Ms("2026-01-01"), Moments.Ms("2026-06-01"), 152), (prices[0].Stamp, prices[^1].Stamp, prices.Length));
    }

    [Theory]
    [InlineData("/market_chart?days=1", "Missing parameter vs_currency")]
    [InlineData("/market_chart?vs_currency=usd", "Missing parameter days")]
    [InlineData("/market_chart?vs_currency=usd&days=0", "Invalid parameter days")]
    [InlineData("/market_chart?vs_currency=usd&days=101&interval=hourly", "interval=hourly covers 100 days at most")]
    [InlineData("/market_chart/range?vs_currency=usd&to=2026-01-01", "Missing parameter from")]
    [InlineData("/market_chart/range?vs_currency=usd&from=01-01-2026&to=2026-01-02", "Invalid parameter from")]
    [InlineData("/market_chart/range?vs_currency=usd&from=2026-01-02&to=2026-01-01", "from must not be after to")]
    [InlineData("/ohlc/range?vs_currency=usd&from=2026-01-01&to=2026-01-02", "Missing parameter interval")]
    [InlineData("/ohlc/range?vs_currency=usd&from=2025-01-01&to=2026-01-02&interval=daily", "the range covers 180 days at most")]
    [InlineData("/ohlc/range?vs_currency=usd&from=2026-01-01&to=2026-03-01&interval=hourly", "the range covers 31 days at most")]
    public async Task A_span_that_makes_no_sense_is_a_422(string path, string message)
    {
        var simulated = await MadeTape.AtNoonAsync();

        Assert.Equal((422, $$"""{"error":"{{message}}"}"""), await simulated.GetAsync($"/api/v3/coins/bitcoin{path}"));
    }

    [Fact]
    public async Task Five_minutes_on_demand_are_beyond_the_plan()
    {
        var simulated = await MadeTape.AtNoonAsync();

        var answer = await simulated.GetAsync("/api/v3/coins/bitcoin/market_chart?vs_currency=usd&days=1&interval=5m");

        Assert.Equal(
            (401, """{"error":{"status":{"timestamp":"2026-06-30T12:00:00.000Z","error_code":10005,"error_message":"This request is limited to Enterprise plan subscribers"}}}"""),
            answer);
    }

    [Theory]
    [InlineData("nobody"), InlineData("bitcoin%2Fx"), InlineData("%E5%B9%BD")]
    public async Task An_unknown_coin_is_a_404(string id)
    {
        var simulated = await MadeTape.AtNoonAsync();

        Assert.Equal((404, """{"error":"coin not found"}"""), await simulated.GetAsync($"/api/v3/coins/{id}/market_chart?vs_currency=usd&days=1"));
    }

    [Theory]
    [InlineData("_"), InlineData("-10"), InlineData("1move token"), InlineData("boringdao-[old]"), InlineData("æternity"), InlineData("狗狗幣")]
    public async Task Odd_ids_work_percent_encoded(string id)
    {
        var simulated = await MadeTape.AtNoonAsync();

        var listed = (await simulated.JsonAsync("/api/v3/coins/list")).AsArray().Concat((await simulated.JsonAsync("/api/v3/coins/list?status=inactive")).AsArray());
        var prices = await simulated.ChartAsync($"/api/v3/coins/{Uri.EscapeDataString(id)}/market_chart?vs_currency=usd&days=max");

        Assert.Contains(listed, coin => (string)coin!["id"]! == id);
        Assert.NotEmpty(prices);
    }

    [Fact]
    public async Task Daily_candles_are_stamped_with_their_close_and_the_running_one_in_the_future()
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-05T12:00"));

        var candles = (await simulated.JsonAsync("/api/v3/coins/alpha/ohlc/range?vs_currency=usd&from=2024-03-01&to=2024-03-08&interval=daily")).AsArray();

        Assert.Equal($"[{Moments.Ms("2024-03-03")},110,130,105,125]", candles[1]!.ToJsonString());
        Assert.Equal(Moments.Ms("2024-03-06"), (long)candles[^1]![0]!);
        Assert.Equal(139, (double)candles[^1]![1]!);
        Assert.Equal(5, candles.Count);
    }

    [Fact]
    public async Task Candles_begin_in_february_2018()
    {
        using var tape = new SmallTape();
        foreach (var file in SmallTape.Files.Keys)
            File.WriteAllText(tape.PathOf(file), File.ReadAllText(tape.PathOf(file)).Replace("2024-03-0", "2018-02-0", StringComparison.Ordinal));
        tape.With("tape.json", "2018-02-05", "2018-03-01").With("daily.csv", "alpha,2018-02-05", "alpha,2018-02-10");
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At("2018-02-11T12:00"));

        var candles = (await simulated.JsonAsync("/api/v3/coins/alpha/ohlc/range?vs_currency=usd&from=2018-02-01&to=2018-02-11&interval=daily")).AsArray();

        Assert.Equal(Moments.Ms("2018-02-11"), (long)Assert.Single(candles)![0]!);
    }

    [Fact]
    public async Task Hourly_candles_hold_together_and_stay_within_their_day()
    {
        var simulated = await MadeTape.AtNoonAsync();
        var day = (await simulated.JsonAsync("/api/v3/coins/ethereum/ohlc/range?vs_currency=usd&from=2026-06-29&to=2026-06-29&interval=daily"))[0]!.AsArray();

        var hours = (await simulated.JsonAsync("/api/v3/coins/ethereum/ohlc/range?vs_currency=usd&from=2026-06-28T01:00&to=2026-06-29&interval=hourly")).AsArray();

        Assert.Equal(24, hours.Count);
        Assert.All(hours, hour =>
        {
            var (open, high, low, close) = ((double)hour![1]!, (double)hour[2]!, (double)hour[3]!, (double)hour[4]!);
            Assert.True(low <= Math.Min(open, close) && high >= Math.Max(open, close));
        });
        Assert.Equal(((double)day[2]!, (double)day[3]!), (hours.Max(hour => (double)hour![2]!), hours.Min(hour => (double)hour![3]!)));
    }
}
