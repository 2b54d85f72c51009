using CryptoEtl.Simulator.Serve;
using CryptoEtl.Simulator.Tests.Support;

namespace CryptoEtl.Simulator.Tests.Serve;

/// <summary>What a key of a lower plan may not ask.</summary>
public sealed class PlanTests
{
    private static readonly DateTimeOffset Noon = Moments.At("2024-03-05T12:00");

    [Theory]
    [InlineData("/api/v3/coins/list?status=inactive", false)]
    [InlineData("/api/v3/coins/list/new", false)]
    [InlineData("/api/v3/coins/alpha/ohlc/range?vs_currency=usd&from=2024-03-01&to=2024-03-03&interval=daily", false)]
    [InlineData("/api/v3/coins/nobody/ohlc/range", false)]
    [InlineData("/api/v3/coins/list", true)]
    [InlineData("/api/v3/coins/list?status=active", true)]
    [InlineData("/api/v3/coins/alpha/ohlc?vs_currency=usd&days=7", true)]
    [InlineData("/api/v3/coins/alpha/market_chart/range?vs_currency=usd&from=2024-03-01&to=2024-03-03", true)]
    public async Task A_basic_plan_lacks_dead_coins_new_ones_and_candles_of_a_range(string path, bool isAllowed)
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Noon, options => options with { Plan = SimulatedPlan.Basic });

        var (status, body) = await simulated.GetAsync(path);

        Assert.Equal(isAllowed ? 200 : 401, status);
        Assert.Equal(!isAllowed, body.StartsWith("""{"status":{"error_code":10005,"error_message":"Your current API plan""", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refusal_counts_against_the_minute_and_costs_nothing()
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(
            tape.Path, Noon, options => options with { Plan = SimulatedPlan.Basic, CallsPerMinute = 2, Clock = new SteppedClock(Noon) });

        Assert.Equal(401, (await simulated.GetAsync("/api/v3/coins/list/new")).Status);
        Assert.Equal(401, (await simulated.GetAsync("/api/v3/coins/list/new")).Status);
        Assert.Equal(429, (await simulated.GetAsync("/api/v3/coins/list/new")).Status);
        Assert.Equal(0, simulated.Server.Statistics.CreditsSpent);
    }

    [Fact]
    public async Task A_wrong_key_is_told_before_the_plan()
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Noon, options => options with { Plan = SimulatedPlan.Basic });
        using var client = new HttpClient { BaseAddress = simulated.Server.BaseAddress };

        Assert.Contains("10002", await (await client.GetAsync(new Uri("/api/v3/coins/list/new", UriKind.Relative))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_gives_the_simulator_another_name_and_the_full_one_none()
    {
        using var tape = new SmallTape();
        await using var usual = await Simulated.StartAsync(tape.Path, Noon);
        await using var full = await Simulated.StartAsync(tape.Path, Noon, options => options with { Plan = SimulatedPlan.Full });
        await using var basic = await Simulated.StartAsync(tape.Path, Noon, options => options with { Plan = SimulatedPlan.Basic });

        Assert.Equal(usual.Server.Identity, full.Server.Identity);
        Assert.NotEqual(usual.Server.Identity, basic.Server.Identity);
    }
}
