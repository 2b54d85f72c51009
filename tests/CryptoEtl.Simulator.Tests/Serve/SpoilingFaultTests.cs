using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CryptoEtl.Simulator.Tests.Support;

namespace CryptoEtl.Simulator.Tests.Serve;

/// <summary>Faults that leave the status alone and spoil what comes after it.</summary>
public sealed class SpoilingFaultTests
{
    private const string Markets = "/api/v3/coins/markets?vs_currency=usd&per_page=250";
    private const string Chart = "/api/v3/coins/bitcoin/market_chart?vs_currency=usd&days=max";
    private const string Tickers = "/api/v3/exchanges/gdax/tickers?order=base_target";

    [Theory]
    [InlineData(Markets), InlineData(Chart), InlineData("/protocols"), InlineData("/overview/dexs"), InlineData("/protocol/protocol-2")]
    [InlineData("/products"), InlineData("/api4/public/coins/list/v2"), InlineData("/sim-key/yields/perps"), InlineData("/sim-key/coins/prices/current/coingecko:bitcoin")]
    public async Task Drift_adds_fields_and_takes_nothing(string path)
    {
        var healthy = await MadeTape.AtNoonAsync();
        await using var drifting = await StartAsync("drift");

        var (before, after) = (await healthy.JsonAsync(path), await drifting.JsonAsync(path));

        Assert.NotEqual(Text(before), Text(after));
        Assert.Equal(Text(before), Text(Without(after)));
    }

    [Fact]
    public async Task Drift_leaves_maps_alone_or_there_would_be_a_new_coin()
    {
        var healthy = await MadeTape.AtNoonAsync();
        await using var drifting = await StartAsync("drift");
        const string Path = "/api/v3/simple/price?ids=bitcoin&vs_currencies=usd";

        Assert.Equal((await healthy.GetAsync(Path)).Body, (await drifting.GetAsync(Path)).Body);
        Assert.DoesNotContain("added_text", (await drifting.JsonAsync("/protocols"))[0]!["chainTvls"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory, InlineData(Markets, "current_price"), InlineData("/protocols", "tvl"), InlineData("/api/v3/derivatives", "funding_rate")]
    public async Task Drift_of_types_turns_a_number_of_every_so_many_rows_into_text(string path, string field)
    {
        await using var drifting = await StartAsync("drift-types=4");

        var rows = (await drifting.JsonAsync(path)).AsArray();

        Assert.All(rows.Select((row, i) => (Row: row!, Place: i + 1)).Where(pair => pair.Row[field] is not null), pair =>
            Assert.Equal(pair.Place % 4 == 0 ? JsonValueKind.String : JsonValueKind.Number, pair.Row[field]!.GetValueKind()));
        Assert.Equal(JsonValueKind.String, rows[3]![field]!.GetValueKind());
    }

    [Fact]
    public async Task Drift_of_types_reaches_the_points_of_a_series()
    {
        await using var drifting = await StartAsync("drift-types=7");

        var points = (await drifting.JsonAsync(Chart))["prices"]!.AsArray();

        Assert.Equal(JsonValueKind.String, points[6]![1]!.GetValueKind());
        Assert.All(points, point => Assert.Equal(JsonValueKind.Number, point![0]!.GetValueKind()));
    }

    [Theory, InlineData(Chart, "prices"), InlineData("/protocol/protocol-2", "tvl"), InlineData("/overview/dexs", "totalDataChart")]
    public async Task Out_of_order_gives_every_point_in_no_order(string path, string series)
    {
        var healthy = await MadeTape.AtNoonAsync();
        await using var shuffled = await StartAsync("out-of-order");

        var before = (await healthy.JsonAsync(path))[series]!.AsArray().Select(Text).ToArray();
        var after = (await shuffled.JsonAsync(path))[series]!.AsArray().Select(Text).ToArray();

        Assert.NotEqual(before, after);
        Assert.Equal(before.Order(StringComparer.Ordinal), after.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Rows_that_are_no_series_keep_their_order()
    {
        var healthy = await MadeTape.AtNoonAsync();
        await using var shuffled = await StartAsync("out-of-order");

        Assert.Equal((await healthy.GetAsync(Markets)).Body, (await shuffled.GetAsync(Markets)).Body);
    }

    [Fact]
    public async Task Partial_points_lose_their_value_or_have_a_null()
    {
        await using var partial = await StartAsync("partial-points=3");

        var prices = (await partial.JsonAsync(Chart))["prices"]!.AsArray();
        var locked = (await partial.JsonAsync("/protocol/protocol-2"))["tvl"]!.AsArray();

        Assert.Equal("2 2 1 2 2 2", string.Join(' ', prices.Take(6).Select(point => point!.AsArray().Count)));
        Assert.True(prices[5]![1] is null && prices[4]![1] is not null);
        Assert.False(locked[2]!.AsObject().ContainsKey("totalLiquidityUSD"));
        Assert.True(locked[5]!.AsObject().ContainsKey("totalLiquidityUSD") && locked[5]!["totalLiquidityUSD"] is null);
    }

    [Fact]
    public async Task Stale_takes_the_stamps_back_and_leaves_the_figures()
    {
        var healthy = await MadeTape.AtNoonAsync();
        await using var stale = await StartAsync("stale=3");

        var (before, after) = ((await healthy.JsonAsync(Markets))[0]!, (await stale.JsonAsync(Markets))[0]!);
        var (ticker, contract) = ((await stale.JsonAsync(Tickers))["tickers"]![0]!, (await stale.JsonAsync("/api/v3/derivatives"))[0]!);

        Assert.Equal(TimeSpan.FromDays(3), Moments.At((string)before["last_updated"]!) - Moments.At((string)after["last_updated"]!));
        Assert.Equal(Text(before["current_price"]), Text(after["current_price"]));
        Assert.True(Moments.At((string)ticker["last_traded_at"]!) < MadeTape.Noon.AddDays(-2.9));
        Assert.EndsWith("+00:00", (string)ticker["last_traded_at"]!, StringComparison.Ordinal);
        Assert.True((long)contract["last_traded_at"]! < MadeTape.Noon.AddDays(-2.9).ToUnixTimeSeconds());
    }

    [Fact]
    public async Task Missing_pages_are_empty_at_first_and_right_when_asked_again()
    {
        var healthy = await MadeTape.AtNoonAsync();
        await using var missing = await StartAsync("missing-pages");

        foreach (var (page, empty) in new[] { ($"{Markets}&page=2", ""), ($"{Tickers}&page=2", "tickers"), ("/api4/public/coins/list/v2?limit=100&page=1", "data") })
        {
            var (first, second, truth) = (await missing.JsonAsync(page), await missing.GetAsync(page), await healthy.GetAsync(page));
            Assert.Empty((empty.Length == 0 ? first : first[empty]!).AsArray());
            Assert.Equal(truth, second);
        }

        // First pages are always there.
        Assert.Equal(await healthy.GetAsync(Tickers), await missing.GetAsync(Tickers));
        Assert.Equal(await healthy.GetAsync("/api4/public/coins/list/v2?limit=100"), await missing.GetAsync("/api4/public/coins/list/v2?limit=100"));
    }

    [Fact]
    public async Task Every_page_begins_with_the_last_rows_of_the_one_before()
    {
        var healthy = await MadeTape.AtNoonAsync();
        await using var doubled = await StartAsync("duplicate-pages=2");

        foreach (var (path, member, first, id) in new[]
            { ("/api/v3/coins/markets?vs_currency=usd&per_page=20", "", 1, "id"), ("/api/v3/derivatives/exchanges?per_page=4", "", 1, "id"), ("/api4/public/coins/list/v2?limit=20", "data", 0, "id") })
        {
            var (one, two, three) = (await Ids(doubled, first), await Ids(doubled, first + 1), await Ids(doubled, first + 2));
            Assert.Equal(one[^2..], two[..2]);
            Assert.Equal(two[^2..], three[..2]);
            Assert.Equal(one, await Ids(healthy, first));

            async Task<string[]> Ids(Simulated simulated, int page)
            {
                var answer = await simulated.JsonAsync($"{path}&page={page}");
                return [.. (member.Length == 0 ? answer : answer[member]!).AsArray().Select(row => Text(row![id]))];
            }
        }
    }

    [Fact]
    public async Task Drip_sends_the_same_bytes_slowly()
    {
        var healthy = await MadeTape.AtNoonAsync();
        await using var dripping = await StartAsync("drip=20");
        var watch = Stopwatch.StartNew();

        Assert.Equal(await healthy.GetAsync(Markets), await dripping.GetAsync(Markets));

        Assert.InRange(watch.ElapsedMilliseconds, 95, 30_000);
        Assert.Equal(await healthy.GetAsync("/protocol/protocol-2"), await dripping.GetAsync("/protocol/protocol-2"));
    }

    [Fact]
    public async Task Truncate_cuts_every_so_many_bodies_once_against_their_length_and_once_without_an_end()
    {
        await using var cut = await StartAsync("truncate=2");
        var lengths = new List<long?>();

        for (var i = 0; i < 4; i++)
        {
            using var answer = await cut.Client.GetAsync(new Uri(Markets, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            lengths.Add(answer.Content.Headers.ContentLength);
            if (i % 2 == 0)
                Assert.NotNull(JsonNode.Parse(await answer.Content.ReadAsStringAsync()));
            else
                await Assert.ThrowsAsync<HttpRequestException>(() => answer.Content.ReadAsStringAsync());
        }

        Assert.True(lengths[1] == lengths[0] && lengths[3] is null);
    }

    [Fact]
    public async Task Streamed_answers_are_cut_too()
    {
        await using var cut = await StartAsync("truncate=1");

        await Assert.ThrowsAsync<HttpRequestException>(() => cut.GetAsync("/protocol/protocol-2"));
        await Assert.ThrowsAsync<HttpRequestException>(() => cut.GetAsync("/protocol/protocol-2"));
    }

    [Fact]
    public async Task A_patient_client_gets_the_healthy_answers_through_all_transient_faults()
    {
        var healthy = await MadeTape.AtNoonAsync();
        await using var transient = await StartAsync("all-transient");
        string[] paths =
        [
            Markets, $"{Markets}&page=2", Chart, "/protocols", "/protocol/protocol-2", "/products", $"{Tickers}&page=1", $"{Tickers}&page=2",
            "/api4/public/coins/list/v2?limit=100&page=2", "/sim-key/yields/perps", "/overview/options", "/api/v3/derivatives", "/stablecoins",
        ];

        foreach (var path in paths.Concat(paths).Concat(paths))
            Assert.Equal(Text(await healthy.JsonAsync(path)), Text(Without(await PatientlyAsync(transient, path))));

        var seen = transient.Server.Statistics.AnswersByStatus;
        Assert.All((int[])[0, 200, 429, 503], status => Assert.True(seen.GetValueOrDefault(status) > 0, $"no {status}"));
    }

    [Fact]
    public async Task The_same_faults_hit_the_same_calls_however_they_are_named()
    {
        using var tape = new SmallTape();
        var orders = new[] { "all-transient,flaky=2", "flaky=2,all-transient,flaky=2", "truncate=13,drip=10,drift,missing-pages,flaky=2,error-in-200=3,throttle=3,reset=11,slow=5" };
        var seen = new List<string>();
        foreach (var faults in orders)
        {
            await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-05T12:00"), options => options with { Faults = faults });
            var outcomes = new List<string>();
            for (var i = 0; i < 30; i++)
                outcomes.Add(await OutcomeAsync(simulated, "/api/v3/coins/list"));
            seen.Add(string.Join(' ', outcomes));
        }

        Assert.All(seen, outcomes => Assert.Equal(seen[0], outcomes));
        Assert.Contains("cut", seen[0], StringComparison.Ordinal);
    }

    // Asks again after whatever is wrong on its face, and once more after an empty page.
    private static async Task<JsonNode> PatientlyAsync(Simulated simulated, string path)
    {
        var empty = false;
        for (var attempt = 0; attempt < 20; attempt++)
        {
            try
            {
                var (status, body) = await simulated.GetAsync(path);
                if (status != 200 || body.StartsWith("{\"status\":{\"error_code\"", StringComparison.Ordinal))
                    continue;

                var answer = JsonNode.Parse(body)!;
                if (empty || (answer as JsonArray ?? answer["tickers"] ?? answer["data"]) is not JsonArray { Count: 0 })
                    return answer;
                empty = true;
            }
            catch (HttpRequestException)
            {
                // Cut off: again.
            }
        }

        throw new InvalidOperationException($"{path}: no good answer in 20 attempts");
    }

    private static async Task<string> OutcomeAsync(Simulated simulated, string path)
    {
        try
        {
            var (status, body) = await simulated.GetAsync(path);
            return $"{status}/{body.Length}";
        }
        catch (HttpRequestException)
        {
            return "cut";
        }
    }

    // The answer without what drift has put into it.
    private static JsonNode Without(JsonNode answer)
    {
        if (answer is JsonArray list)
        {
            foreach (var item in list.OfType<JsonNode>())
                Without(item);
        }

        if (answer is JsonObject members)
        {
            foreach (var name in members.Select(member => member.Key).Where(name => name.StartsWith("added_", StringComparison.Ordinal)).ToArray())
                members.Remove(name);
            foreach (var member in members.Select(member => member.Value).OfType<JsonNode>())
                Without(member);
        }

        return answer;
    }

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "null";

    private static Task<Simulated> StartAsync(string faults) =>
        Simulated.StartAsync(MadeTape.Path, MadeTape.Noon, options => options with { Faults = faults });
}
