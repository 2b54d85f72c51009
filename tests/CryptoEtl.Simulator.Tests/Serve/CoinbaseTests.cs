using System.Text.Json.Nodes;
using CryptoEtl.Simulator.Tape;
using CryptoEtl.Simulator.Tests.Support;

namespace CryptoEtl.Simulator.Tests.Serve;

/// <summary>Coinbase's own list of products, and what CoinGecko says of the exchange.</summary>
public sealed class CoinbaseTests
{
    private const string Tickers = "/api/v3/exchanges/gdax/tickers";
    private const string States = """
        AAA-USD,AAA,USD,alpha,2024-03-02,online
        AAA-USD,AAA,USD,alpha,2024-03-04,offline
        AAA-USD,AAA,USD,alpha,2024-03-05,delisted
        AAA-EUR,AAA,EUR,alpha,2024-03-01,online
        AAA-USDC,AAA,USDC,alpha,2024-03-01,online
        ZZZ-USD,ZZZ,USD,,2024-03-01,online
        LLL-USD,LLL,USD,only-lunar,2024-03-01,internal
        """;

    [Theory]
    [InlineData("2024-03-01T23:59", "AAA-EUR online,AAA-USDC online,LLL-USD internal,ZZZ-USD online")]
    [InlineData("2024-03-02T00:00", "AAA-EUR online,AAA-USD online,AAA-USDC online,LLL-USD internal,ZZZ-USD online")]
    [InlineData("2024-03-04T12:00", "AAA-EUR online,AAA-USD offline,AAA-USDC online,LLL-USD internal,ZZZ-USD online")]
    [InlineData("2024-03-05T12:00", "AAA-EUR online,AAA-USD delisted,AAA-USDC online,LLL-USD internal,ZZZ-USD online")]
    public async Task A_product_is_in_the_state_of_its_last_row(string now, string expected)
    {
        using var tape = WithStates();
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At(now));

        var products = (await simulated.JsonAsync("/products")).AsArray();

        Assert.Equal(expected, string.Join(',', products.Select(row => $"{row!["id"]} {row["status"]}")));
        Assert.All(products, row => Assert.Equal((string)row!["status"]! != "online", (bool)row["trading_disabled"]!));
    }

    [Fact]
    public async Task A_client_must_say_who_it_is()
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-05T12:00"));
        using var client = new HttpClient { BaseAddress = simulated.Server.BaseAddress };

        using var answer = await client.GetAsync(new Uri("/products", UriKind.Relative));

        Assert.Equal((403, """{"message":"User-Agent header is required."}"""), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Calls_are_limited_by_the_second_and_need_no_key()
    {
        using var tape = new SmallTape();
        var clock = new SteppedClock(Moments.At("2030-01-01T00:00"));
        await using var simulated = await Simulated.StartAsync(
            tape.Path, Moments.At("2024-03-05T12:00"), options => options with { CoinbaseCallsPerSecond = 2, Clock = clock, ApiKey = "another" });

        Assert.Equal(200, (await simulated.GetAsync("/products")).Status);
        Assert.Equal(200, (await simulated.GetAsync("/products")).Status);
        Assert.Equal((429, """{"message":"Public rate limit exceeded"}"""), await simulated.GetAsync("/products"));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await simulated.GetAsync("/products")).Status);
    }

    [Fact]
    public async Task A_ticker_is_the_spot_price_in_the_target_and_fiat_has_no_coin_id()
    {
        using var tape = WithStates().With("coinbase_products.csv", "alpha,2024-03-02,online", "alpha,2024-03-01,online");
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-03T12:00"));

        var answer = await simulated.JsonAsync($"{Tickers}?order=base_target");
        var market = (await simulated.JsonAsync("/api/v3/coins/markets?vs_currency=usd&ids=alpha&precision=full"))[0]!;
        var (euro, dollar) = (answer["tickers"]![0]!.AsObject(), answer["tickers"]![1]!.AsObject());

        Assert.Equal("Coinbase Exchange", (string)answer["name"]!);
        Assert.Equal(["AAA EUR", "AAA USD", "AAA USDC"], answer["tickers"]!.AsArray().Select(row => $"{row!["base"]} {row["target"]}"));
        Assert.Equal((double)market["current_price"]!, (double)dollar["last"]!, 1e-3);
        Assert.Equal((double)dollar["last"]! / 1.08, (double)euro["last"]!, 1e-3);
        Assert.Equal((double)dollar["last"]!, (double)euro["converted_last"]!["usd"]!, 1e-3);
        Assert.Equal("alpha", (string)euro["coin_id"]!);
        Assert.False(euro.ContainsKey("target_coin_id"));
        Assert.Null(euro["trust_score"]);
        Assert.Matches(@"^2024-03-03T11:5\d:\d\d\+00:00$", (string)euro["last_traded_at"]!);
    }

    [Fact]
    public async Task A_closed_book_is_stale_and_a_delisted_one_gone()
    {
        using var tape = WithStates();
        await using var offline = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-04T12:00"));
        await using var delisted = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-05T12:00"));

        var book = (await offline.JsonAsync(Tickers))["tickers"]!.AsArray().Single(row => (string)row!["target"]! == "USD")!;

        Assert.True((bool)book["is_stale"]!);
        Assert.Equal("2024-03-04T00:00:00+00:00", (string)book["last_traded_at"]!);
        Assert.Equal((101.0, 0.0), ((double)book["last"]!, (double)book["volume"]!));
        Assert.DoesNotContain("USD", (await delisted.JsonAsync(Tickers))["tickers"]!.AsArray().Select(row => (string)row!["target"]!));
    }

    [Fact]
    public async Task The_pages_hold_every_ticker_once_and_headers_lead_the_way()
    {
        var simulated = await MadeTape.AtNoonAsync();

        var (tickers, sizes, next) = (new List<string>(), new List<int>(), (string?)$"{Tickers}?order=base_target&x_cg_pro_api_key=sim-key");
        var total = 0;
        while (next is not null)
        {
            using var answer = await simulated.Client.GetAsync(new Uri(next, UriKind.RelativeOrAbsolute));
            var page = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["tickers"]!.AsArray();
            sizes.Add(page.Count);
            tickers.AddRange(page.Select(row => $"{row!["base"]}-{row["target"]}"));
            total = int.Parse(answer.Headers.GetValues("total").Single(), System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal("100", answer.Headers.GetValues("per-page").Single());
            next = Links.Next(answer);
            Assert.DoesNotContain("sim-key", next ?? "", StringComparison.Ordinal);
        }

        Assert.All(sizes.SkipLast(1), size => Assert.Equal(100, size));
        Assert.True(sizes.Count > 1);
        Assert.Equal(tickers.Order(StringComparer.Ordinal).Distinct(), tickers.Order(StringComparer.Ordinal));
        Assert.Equal(total, tickers.Count);
        Assert.Empty((await simulated.JsonAsync($"{Tickers}?page=99"))["tickers"]!.AsArray());
    }

    [Fact]
    public async Task Tickers_and_products_agree_but_for_what_is_closed_or_new()
    {
        var simulated = await MadeTape.AtNoonAsync();
        var products = (await simulated.JsonAsync("/products")).AsArray().ToDictionary(row => (string)row!["id"]!, row => (string)row!["status"]!);

        var tickers = new List<JsonNode>();
        for (var page = 1; page <= 3; page++)
            tickers.AddRange((await simulated.JsonAsync($"{Tickers}?page={page}"))["tickers"]!.AsArray()!);

        Assert.All(tickers, row => Assert.Equal((bool)row["is_stale"]! ? "offline" : "online", products[$"{row["base"]}-{row["target"]}"]));
        Assert.Contains(tickers, row => (bool)row["is_stale"]!);
        Assert.Contains(tickers, row => row["target_coin_id"] is not null);
        Assert.Subset(products.Values.ToHashSet(), new HashSet<string> { "online", "offline", "delisted" });
        Assert.InRange(products.Count - tickers.Count, 1, products.Count / 2);
    }

    [Fact]
    public async Task Half_of_the_new_books_are_mapped_two_days_later()
    {
        var ids = Enumerable.Range(0, 40).Select(number => $"N{number}-USD").ToArray();
        using var tape = new SmallTape();
        tape.With("coinbase_products.csv", "AAA-USD,AAA,USD,alpha,2024-03-02,online", string.Join('\n', ids.Select(id => $"{id},{id[..^4]},USD,alpha,2024-03-02,online")));
        await using var first = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-03T23:59"));
        await using var third = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-04T00:01"));

        Assert.InRange((await first.JsonAsync(Tickers))["tickers"]!.AsArray().Count, 5, 35);
        Assert.Equal(40, (await third.JsonAsync(Tickers))["tickers"]!.AsArray().Count);
    }

    [Fact]
    public async Task Coins_are_chosen_by_id_and_books_ordered_by_volume()
    {
        var simulated = await MadeTape.AtNoonAsync();

        var tickers = (await simulated.JsonAsync($"{Tickers}?coin_ids=bitcoin,ethereum&order=volume_desc"))["tickers"]!.AsArray();
        var volumes = tickers.Select(row => (double)row!["converted_volume"]!["usd"]!).ToArray();

        Assert.Equal(["bitcoin", "ethereum"], tickers.Select(row => (string)row!["coin_id"]!).Distinct().Order());
        Assert.Equal(volumes.OrderDescending(), volumes);
    }

    [Theory]
    [InlineData("/api/v3/exchanges/nobody/tickers", 404, """{"error":"exchange not found"}""")]
    [InlineData(Tickers + "?order=beauty", 422, """{"error":"Invalid parameter order"}""")]
    [InlineData(Tickers + "?page=-1", 422, """{"error":"Invalid parameter page"}""")]
    public async Task Nonsense_is_refused(string path, int status, string body)
    {
        var simulated = await MadeTape.AtNoonAsync();

        Assert.Equal((status, body), await simulated.GetAsync(path));
    }

    [Fact]
    public void A_made_tape_has_books_of_every_state_and_many_targets()
    {
        var states = MarketTape.Load(MadeTape.Path).Coinbase;

        Assert.Equal(["delisted", "offline", "online"], states.Select(row => row.Status).Distinct().Order());
        Assert.Equal(["BTC", "EUR", "GBP", "USD", "USDC", "USDT"], states.Select(row => row.Quote).Distinct().Order());
    }

    private static SmallTape WithStates() => new SmallTape().With("coinbase_products.csv", "AAA-USD,AAA,USD,alpha,2024-03-02,online", States);
}
