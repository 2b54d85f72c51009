using CryptoEtl.Simulator.Serve.Ledger;
using CryptoEtl.Simulator.Tests.Support;

namespace CryptoEtl.Simulator.Tests.Serve;

public sealed class LedgerTests
{
    private const string Ledger = "/_simulator/ledger";

    private static readonly DateTimeOffset Noon = Moments.At("2024-03-05T12:00");
    private static readonly DateTimeOffset Real = Moments.At("2030-01-01T00:00").AddSeconds(50);

    [Fact]
    public async Task Every_call_is_counted_by_source_request_and_status()
    {
        using var tape = new SmallTape();
        var clock = new SteppedClock(Real);
        await using var simulated = await Simulated.StartAsync(tape.Path, Noon, options => options with { Clock = clock });

        await simulated.GetAsync("/api/v3/coins/list?status=active&include_platform=true");
        clock.Advance(TimeSpan.FromSeconds(1));
        await simulated.GetAsync("/api/v3/coins/list?include_platform=true&status=active");
        await simulated.GetAsync("/api/v3/coins/nobody/market_chart?vs_currency=usd&days=1");
        await simulated.GetAsync("/products");
        await simulated.GetAsync("/nowhere");
        using var posted = await simulated.Client.PostAsync(new Uri("/protocols", UriKind.Relative), null);

        Assert.Equal(
            [
                new LedgerCall("coinbase", "GET /products", 200, 1, Real.AddSeconds(1), Real.AddSeconds(1)),
                // The order of parameters makes no other request.
                new LedgerCall("coingecko", "GET /api/v3/coins/list?include_platform=true&status=active", 200, 2, Real, Real.AddSeconds(1)),
                new LedgerCall("coingecko", "GET /api/v3/coins/nobody/market_chart?days=1&vs_currency=usd", 404, 1, Real.AddSeconds(1), Real.AddSeconds(1)),
                new LedgerCall("defillama", "POST /protocols", 405, 1, Real.AddSeconds(1), Real.AddSeconds(1)),
                new LedgerCall("other", "GET /nowhere", 404, 1, Real.AddSeconds(1), Real.AddSeconds(1)),
            ],
            simulated.Server.Ledger.Calls);
    }

    [Theory]
    [InlineData("/sim-key/api/protocols"), InlineData("/other-key/api/protocols"), InlineData("/usage/sim-key"), InlineData("/sim-key/yields/perps")]
    [InlineData("/api/v3/ping?x_cg_pro_api_key=sim-key"), InlineData("/sim-key/bogus/path"), InlineData("/sim-key/stablecoins/nothing")]
    public async Task No_key_is_ever_in_it(string path)
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Noon);

        await simulated.GetAsync(path);

        var call = Assert.Single(simulated.Server.Ledger.Calls);
        Assert.DoesNotContain("-key", call.Request.Replace("{key}", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("-key", (await simulated.GetAsync(Ledger)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_http_it_tells_the_same_and_counts_neither_itself_nor_its_reset()
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(
            tape.Path, Noon, options => options with { Clock = new SteppedClock(Real), CallsPerMinute = 1, Faults = "down" });
        await using var refused = await Simulated.StartAsync(tape.Path, Noon, options => options with { Clock = new SteppedClock(Real), CallsPerMinute = 1 });
        await refused.GetAsync("/api/v3/ping");
        await refused.GetAsync("/api/v3/ping");

        // Not even a fault that hits everything hits the ledger.
        Assert.Equal("""{"calls":[],"total":0,"throttled":0,"mostPerMinute":{}}""", (await simulated.GetAsync(Ledger)).Body);
        Assert.Equal(
            """{"calls":[{"source":"coingecko","request":"GET /api/v3/ping","status":200,"count":1,"firstAt":"2030-01-01T00:00:50.000Z","lastAt":"2030-01-01T00:00:50.000Z"},"""
            + """{"source":"coingecko","request":"GET /api/v3/ping","status":429,"count":1,"firstAt":"2030-01-01T00:00:50.000Z","lastAt":"2030-01-01T00:00:50.000Z"}],"""
            + "\"total\":2,\"throttled\":1,\"mostPerMinute\":{\"coingecko\":2}}",
            (await refused.GetAsync(Ledger)).Body);
        using var deleted = await refused.Client.DeleteAsync(new Uri(Ledger, UriKind.Relative));
        Assert.True(deleted.IsSuccessStatusCode);
        Assert.Equal((0, 0), (refused.Server.Ledger.Total, refused.Server.Ledger.MostPerMinute.Count));
    }

    [Fact]
    public async Task The_most_calls_of_a_clock_minute_are_remembered()
    {
        using var tape = new SmallTape();
        var clock = new SteppedClock(Real);
        await using var simulated = await Simulated.StartAsync(tape.Path, Noon, options => options with { Clock = clock });

        await Task.WhenAll(Enumerable.Range(0, 7).Select(_ => simulated.GetAsync("/api/v3/ping")));
        // The minute turns, whatever the time between two calls.
        clock.Advance(TimeSpan.FromSeconds(10));
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => simulated.GetAsync("/api/v3/ping")));
        await simulated.GetAsync("/products");

        Assert.Equal([new("coinbase", 1), new("coingecko", 7)], simulated.Server.Ledger.MostPerMinute);
        Assert.Equal(13, simulated.Server.Ledger.Total);
    }

    [Fact]
    public async Task An_answer_cut_off_on_purpose_has_status_0()
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Noon, options => options with { Faults = "truncate=1" });

        await Assert.ThrowsAsync<HttpRequestException>(() => simulated.GetAsync("/protocols"));

        Assert.Equal(0, Assert.Single(simulated.Server.Ledger.Calls).Status);
    }
}
