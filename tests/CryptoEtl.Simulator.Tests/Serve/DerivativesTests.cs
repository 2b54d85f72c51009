using System.Globalization;
using System.Text.Json.Nodes;
using CryptoEtl.Simulator.Tape;
using CryptoEtl.Simulator.Tests.Support;

namespace CryptoEtl.Simulator.Tests.Serve;

public sealed class DerivativesTests
{
    private const string All = "/api/v3/derivatives";
    private const string Venues = "/api/v3/derivatives/exchanges";

    [Fact]
    public async Task Rows_are_the_facts_of_the_last_finished_day_in_the_units_of_the_source()
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-03T12:00"));

        var row = Assert.Single((await simulated.JsonAsync(All)).AsArray())!;

        Assert.Equal(("venue", "AAAUSDT", "perpetual"), ((string)row["market"]!, (string)row["symbol"]!, (string)row["contract_type"]!));
        // A fraction of 0.0001 is 0.01 percent.
        Assert.Equal((0.01, 5000.0, 900.0), ((double)row["funding_rate"]!, (double)row["open_interest"]!, (double)row["volume_24h"]!));
        // The row says what spot says at the end of its day: no premium, so the price is spot.
        Assert.InRange(double.Parse((string)row["price"]!, CultureInfo.InvariantCulture), 100, 126);
        Assert.InRange((long)row["last_traded_at"]!, Moments.Ms("2024-03-03T11:49") / 1000, Moments.Ms("2024-03-03T12:00") / 1000);
        Assert.Null(row["expired_at"]);
    }

    [Theory]
    [InlineData("2024-03-02T23:59", 0), InlineData("2024-03-03T00:00", 1), InlineData("2024-03-05T23:59", 1)]
    public async Task A_day_is_known_when_it_is_over_and_old_after_three(string now, int rows)
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At(now));

        Assert.Equal(rows, (await simulated.JsonAsync(All)).AsArray().Count);
    }

    [Fact]
    public async Task The_list_is_as_untidy_as_recorded()
    {
        var simulated = await MadeTape.AtNoonAsync();

        var rows = (await simulated.JsonAsync(All)).AsArray();
        var keys = rows.Select(row => ((string)row!["market"]!, (string)row["symbol"]!)).ToArray();
        var unknown = rows.Count(row => row!["open_interest"] is null);

        Assert.InRange(rows.Count, 300, 2_000);
        Assert.InRange((double)unknown / rows.Count, 0.4, 0.6);
        Assert.InRange(keys.Length - keys.Distinct().Count(), 1, rows.Count / 40);
        Assert.InRange(keys.Count(key => key.Item2.Length == 0), 1, rows.Count / 40);
        Assert.Contains(rows, row => row!["index"] is null);
        Assert.Contains(rows, row => row!["spread"] is null);
        Assert.Contains(rows, row => Math.Abs((double)row!["funding_rate"]!) > 1);
    }

    [Fact]
    public async Task Basis_is_what_the_index_lies_above_the_price()
    {
        var simulated = await MadeTape.AtNoonAsync();

        foreach (var row in (await simulated.JsonAsync(All)).AsArray())
        {
            var price = double.Parse((string)row!["price"]!, CultureInfo.InvariantCulture);
            var expected = row["index"] is { } index ? 100 * ((double)index - price) / price : 0;
            Assert.InRange((double)row["basis"]! - expected, -0.001, 0.001);
        }
    }

    [Fact]
    public async Task Dated_contracts_have_an_end_and_no_funding_and_perpetuals_the_other_way_round()
    {
        var simulated = await MadeTape.AtNoonAsync();

        var kinds = (await simulated.JsonAsync(All)).AsArray().ToLookup(row => (string)row!["contract_type"]!);

        Assert.NotEmpty(kinds["futures"]);
        Assert.All(kinds["futures"], row => Assert.Equal(0, (double)row!["funding_rate"]!));
        Assert.All(kinds["futures"], row => Assert.True((long)row!["expired_at"]! > MadeTape.Noon.ToUnixTimeSeconds()));
        Assert.All(kinds["perpetual"], row => Assert.Null(row!["expired_at"]));
    }

    [Theory, InlineData(1), InlineData(5), InlineData(50)]
    public async Task The_pages_hold_every_venue_once_and_headers_lead_the_way(int perPage)
    {
        var simulated = await MadeTape.AtNoonAsync();
        var expected = (await simulated.JsonAsync(All)).AsArray().Select(row => (string)row!["market"]!).Distinct();

        var (names, next) = (new List<string>(), (string?)$"{Venues}?per_page={perPage}");
        while (next is not null)
        {
            using var answer = await simulated.Client.GetAsync(new Uri(next, UriKind.RelativeOrAbsolute));
            names.AddRange(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsArray().Select(row => (string)row!["name"]!));
            Assert.Equal(perPage.ToString(CultureInfo.InvariantCulture), answer.Headers.GetValues("per-page").Single());
            Assert.Equal("12", answer.Headers.GetValues("total").Single());
            next = Links.Next(answer);
        }

        Assert.Equal(expected.Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task One_page_needs_no_link_and_a_page_past_the_end_is_empty()
    {
        var simulated = await MadeTape.AtNoonAsync();

        using var whole = await simulated.Client.GetAsync(new Uri(Venues, UriKind.Relative));

        Assert.False(whole.Headers.Contains("link"));
        Assert.Empty((await simulated.JsonAsync($"{Venues}?page=2")).AsArray());
        Assert.Empty((await simulated.JsonAsync($"{Venues}?page=2000000000&per_page=250")).AsArray());
    }

    [Theory]
    [InlineData("open_interest_btc_asc", "open_interest_btc", true), InlineData("open_interest_btc_desc", "open_interest_btc", false)]
    [InlineData("trade_volume_24h_btc_desc", "trade_volume_24h_btc", false), InlineData("trade_volume_24h_btc_asc", "trade_volume_24h_btc", true)]
    public async Task Venues_are_ordered_as_asked(string order, string field, bool ascending)
    {
        var simulated = await MadeTape.AtNoonAsync();

        var values = (await simulated.JsonAsync($"{Venues}?order={order}")).AsArray()
            .Select(row => double.Parse(row![field]?.ToString() ?? "-1", CultureInfo.InvariantCulture)).ToArray();

        Assert.Equal(ascending ? values.Order() : values.OrderDescending(), values);
        // Venues that tell no open interest at all have none.
        Assert.Equal(field.StartsWith("open", StringComparison.Ordinal), values.Contains(-1));
    }

    [Fact]
    public async Task Tickers_carry_the_coin_and_agree_with_the_list()
    {
        var simulated = await MadeTape.AtNoonAsync();
        var listed = (await simulated.JsonAsync(All)).AsArray().Where(row => (string)row!["market"]! == "Binance (Futures)").ToLookup(row => (string)row!["symbol"]!);

        var venue = await simulated.JsonAsync($"{Venues}/binance_futures?include_tickers=unexpired");
        var bitcoin = venue["tickers"]!.AsArray().Single(row => (string)row!["symbol"]! == "BTCUSDT")!;

        Assert.Equal(("BTC", "USDT", "bitcoin", "tether"), (
            (string)bitcoin["base"]!, (string)bitcoin["target"]!, (string)bitcoin["coin_id"]!, (string)bitcoin["target_coin_id"]!));
        Assert.Equal((double)listed["BTCUSDT"].Single()!["funding_rate"]!, (double)bitcoin["funding_rate"]!);
        Assert.Equal((double)bitcoin["last"]!, double.Parse((string)bitcoin["converted_last"]!["usd"]!, CultureInfo.InvariantCulture), 1e-6 * (double)bitcoin["last"]!);
        Assert.InRange(double.Parse((string)bitcoin["converted_last"]!["btc"]!, CultureInfo.InvariantCulture), 0.99, 1.01);
        Assert.Subset(listed.Select(group => group.Key).ToHashSet(), venue["tickers"]!.AsArray().Select(row => (string)row!["symbol"]!).ToHashSet());
    }

    [Fact]
    public async Task Expired_contracts_are_shown_when_all_are_asked_for()
    {
        var simulated = await MadeTape.AtNoonAsync();

        var all = (await simulated.JsonAsync($"{Venues}/binance_futures?include_tickers=all"))["tickers"]!.AsArray();
        var unexpired = (await simulated.JsonAsync($"{Venues}/binance_futures?include_tickers=unexpired"))["tickers"]!.AsArray();
        var expired = all.Select(row => (string)row!["symbol"]!).Except(unexpired.Select(row => (string)row!["symbol"]!)).ToArray();

        // The last Friday of June 2026.
        Assert.Contains("BTCUSDT_260626", expired);
        Assert.Equal(Moments.Ms("2026-06-26T08:00") / 1000, (long)all.Single(row => (string)row!["symbol"]! == "BTCUSDT_260626")!["last_traded"]!);
        Assert.DoesNotContain(expired, symbol => !symbol.EndsWith("_260626", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tickers_come_only_when_asked_for()
    {
        var simulated = await MadeTape.AtNoonAsync();

        Assert.False((await simulated.JsonAsync($"{Venues}/dydx_perpetual")).AsObject().ContainsKey("tickers"));
    }

    [Theory]
    [InlineData("/nobody", 404, """{"error":"exchange not found"}""")]
    [InlineData("/dydx_perpetual?include_tickers=some", 422, """{"error":"Invalid parameter include_tickers"}""")]
    [InlineData("?order=beauty", 422, """{"error":"Invalid parameter order"}""")]
    [InlineData("?page=0", 422, """{"error":"Invalid parameter page"}""")]
    [InlineData("?per_page=x", 422, """{"error":"Invalid parameter per_page"}""")]
    public async Task Nonsense_is_refused(string query, int status, string body)
    {
        var simulated = await MadeTape.AtNoonAsync();

        Assert.Equal((status, body), await simulated.GetAsync(Venues + query));
    }

    [Fact]
    public void Coins_worth_next_to_nothing_are_traded_by_the_thousand()
    {
        var rows = MarketTape.Load(MadeTape.Path).Derivatives.Where(row => row.Symbol.StartsWith("1000", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(rows);
    }

    [Fact]
    public async Task A_multiplier_is_part_of_the_base_and_of_the_price()
    {
        using var tape = new SmallTape().With("derivatives.csv", "AAAUSDT,alpha,perpetual,2024-03-02,125", "1000AAAUSDT,alpha,perpetual,2024-03-02,125000");
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-03T12:00"));

        var ticker = (await simulated.JsonAsync($"{Venues}/venue?include_tickers=all"))["tickers"]![0]!;

        Assert.Equal(("1000AAA", "alpha"), ((string)ticker["base"]!, (string)ticker["coin_id"]!));
        Assert.InRange((double)ticker["last"]!, 100_000, 126_000);
    }

    [Fact]
    public async Task A_contract_without_any_price_is_not_shown_and_one_without_an_underlying_keeps_its_own()
    {
        using var tape = new SmallTape().With("derivatives.csv", "venue,AAAUSDT,alpha", "venue,ZZZ-USD,,perpetual,2024-03-02,,1,0.1,8,1\nvenue,XXX-PERP,");
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-03T12:00"));

        var row = Assert.Single((await simulated.JsonAsync(All)).AsArray())!;
        var ticker = (await simulated.JsonAsync($"{Venues}/venue?include_tickers=all"))["tickers"]![0]!.AsObject();

        Assert.Equal(("125.0", null), ((string)row["price"]!, row["index"]));
        Assert.Equal("XXX", (string)ticker["base"]!);
        Assert.False(ticker.ContainsKey("coin_id"));
    }
}
