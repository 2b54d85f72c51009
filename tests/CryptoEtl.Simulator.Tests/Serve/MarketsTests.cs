using System.Text.Json.Nodes;
using CryptoEtl.Simulator.Tape;
using CryptoEtl.Simulator.Tests.Support;

namespace CryptoEtl.Simulator.Tests.Serve;

public sealed class MarketsTests
{
    private const string Markets = "/api/v3/coins/markets?vs_currency=usd";

    [Theory, InlineData(7), InlineData(100), InlineData(250)]
    public async Task The_pages_together_hold_every_living_asset(int perPage)
    {
        var simulated = await MadeTape.AtNoonAsync();
        var tape = MarketTape.Load(MadeTape.Path);

        var ids = (await PagesAsync(simulated, $"&per_page={perPage}&include_rehypothecated=true")).Select(Id);

        var expected = tape.Assets
            .Where(asset => asset.OnCoinGecko && asset.DiedOn is null && asset.Daily.Days[^1] == MadeTape.Options.End.DayNumber)
            .Select(asset => asset.Id);
        Assert.Equal(expected.Order(StringComparer.Ordinal), ids.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Pages_end_and_are_100_rows_unless_asked_otherwise()
    {
        var simulated = await MadeTape.AtNoonAsync();

        Assert.Equal(100, (await RowsAsync(simulated, "")).Count);
        Assert.Equal(250, (await RowsAsync(simulated, "&per_page=1000&include_rehypothecated=true")).Count);
        Assert.Empty(await RowsAsync(simulated, "&page=2000000000&per_page=250"));
    }

    [Fact]
    public async Task Rows_come_largest_first_and_ranks_nearly_follow()
    {
        var simulated = await MadeTape.AtNoonAsync();
        var declared = MarketTape.Load(MadeTape.Path).Defects.Where(defect => defect.Scope == "live").Select(defect => defect.AssetId).ToHashSet();

        var rows = (await PagesAsync(simulated, "&per_page=250&precision=full")).Where(row => !declared.Contains(Id(row))).ToArray();
        var caps = rows.Select(row => (double?)row["market_cap"] ?? -1).ToArray();
        var ranks = rows.Select(row => (int?)row["market_cap_rank"]).OfType<int>().ToArray();

        Assert.Equal(caps.OrderDescending(), caps);
        Assert.Equal(ranks.Length, ranks.Distinct().Count());
        // A few neighbours are swapped and a few numbers left out, as in recorded pages.
        var swapped = ranks.Zip(ranks.Skip(1)).Count(pair => pair.First > pair.Second);
        Assert.InRange(swapped, 1, ranks.Length / 30);
        Assert.InRange(ranks.Max() - ranks.Length, 0, ranks.Length / 10);
    }

    [Fact]
    public async Task Market_cap_is_price_times_supply_and_the_price_within_its_day()
    {
        var simulated = await MadeTape.AtNoonAsync();
        var declared = MarketTape.Load(MadeTape.Path).Defects.Where(defect => defect.Scope == "live").Select(defect => defect.AssetId).ToHashSet();

        foreach (var row in (await PagesAsync(simulated, "&per_page=250&precision=full")).Where(row => !declared.Contains(Id(row))))
        {
            var (price, cap, supply) = ((double)row["current_price"]!, (double)row["market_cap"]!, (double)row["circulating_supply"]!);
            Assert.InRange(cap, price * supply - 1, price * supply + 1);
            Assert.InRange(price, (double)row["low_24h"]!, (double)row["high_24h"]!);
            Assert.InRange((MadeTape.Noon - DateTimeOffset.Parse((string)row["last_updated"]!)).TotalSeconds, 5, 65);
        }
    }

    [Fact]
    public async Task Every_declared_live_defect_shows()
    {
        var simulated = await MadeTape.AtNoonAsync();
        var rows = await PagesAsync(simulated, "&per_page=250&include_rehypothecated=true&precision=full");
        var defects = MarketTape.Load(MadeTape.Path).Defects.Where(defect => defect.Scope == "live").ToArray();

        Assert.Equal(6, defects.Take(6).Select(defect => defect.Kind).Distinct().Count());
        foreach (var defect in defects)
            Assert.True(Shows(defect, [.. rows.Where(row => Id(row) == defect.AssetId)]), $"{defect} does not show");
    }

    [Fact]
    public async Task Declared_defects_stay_below_the_share_asked_for_among_the_top_rows()
    {
        var simulated = await MadeTape.AtNoonAsync();
        var declared = MarketTape.Load(MadeTape.Path).Defects.Where(defect => defect.Scope == "live").Select(defect => defect.AssetId).ToHashSet();

        var top = (await RowsAsync(simulated, "&per_page=200")).Count(row => declared.Contains(Id(row)));

        Assert.InRange(top, 6, 8);
    }

    [Fact]
    public async Task A_small_tape_gives_the_expected_row()
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-05T12:00"));

        var row = Assert.Single(await RowsAsync(simulated, "&ids=alpha&price_change_percentage=7d,24h"));

        Assert.Equal(["7d", "24h"], row.Select(member => member.Key).Where(key => key.EndsWith("_in_currency", StringComparison.Ordinal)).Select(key => key.Split('_')[3]));
        Assert.Equal(("aaa", 1000.0, 2000.0), ((string)row["symbol"]!, (double)row["circulating_supply"]!, (double)row["max_supply"]!));
        Assert.Null(row["price_change_percentage_7d_in_currency"]);
        Assert.Equal("2024-03-01", ((string)row["atl_date"]!)[..10]);
        Assert.Equal(90, (double)row["atl"]!);
    }

    [Fact]
    public async Task An_asset_in_a_short_gap_is_shown_as_old_as_it_is_and_without_daily_figures()
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-05T12:00"));

        var row = Assert.Single(await RowsAsync(simulated, "&ids=delta coin"));

        Assert.StartsWith("2024-03-03T23:5", (string)row["last_updated"]!, StringComparison.Ordinal);
        Assert.Equal((2.0, 0.0, 0.0), ((double)row["current_price"]!, (double)row["market_cap"]!, (double)row["circulating_supply"]!));
        Assert.Null(row["market_cap_rank"]);
        Assert.Null(row["high_24h"]);
        Assert.Null(row["price_change_24h"]);
    }

    [Fact]
    public async Task The_dead_are_gone_the_day_after_and_their_gravestone_is_in_the_inactive_list()
    {
        using var tape = new SmallTape();
        await using var before = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-03T23:00"));
        await using var after = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-04T01:00"));

        Assert.Equal(["alpha", "beta", "delta coin"], (await RowsAsync(before, "&order=id_asc")).Select(Id));
        Assert.Equal(["alpha", "delta coin", "gamma"], (await RowsAsync(after, "&order=id_asc")).Select(Id));
        Assert.Equal("""[{"id":"alpha","symbol":"aaa","name":"Alpha"},{"id":"delta coin","symbol":"ddd","name":"Delta"},{"id":"gamma","symbol":"aaa","name":"Gamma, the third"}]""", (await after.GetAsync("/api/v3/coins/list")).Body);
        Assert.Equal("""[{"id":"beta","symbol":"bbb","name":"Béta","platforms":{"ethereum":"0xb0","solana":"9n"}}]""", (await after.GetAsync("/api/v3/coins/list?status=inactive&include_platform=true")).Body);
        Assert.Equal("[]", (await before.GetAsync("/api/v3/coins/list?status=inactive")).Body);
    }

    [Theory]
    [InlineData("&category=layer-1&ids=gamma", "alpha")]
    [InlineData("&ids=gamma,nobody&names=Alpha", "gamma")]
    [InlineData("&names=Alpha&symbols=ddd", "alpha")]
    [InlineData("&symbols=aaa", "alpha")]
    [InlineData("&symbols=AAA&include_tokens=all", "alpha,gamma")]
    [InlineData("&order=market_cap_asc", "delta coin,gamma,alpha")]
    [InlineData("&order=volume_desc", "alpha,gamma,delta coin")]
    [InlineData("&order=id_desc", "gamma,delta coin,alpha")]
    [InlineData("&ids=only-lunar", "")]
    public async Task Filters_and_orders_select(string query, string expected)
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-05T12:00"));

        Assert.Equal(expected, string.Join(',', (await RowsAsync(simulated, query)).Select(Id)));
    }

    [Theory]
    [InlineData("per_page=0"), InlineData("per_page=x"), InlineData("page=-1"), InlineData("order=size"), InlineData("precision=19")]
    [InlineData("price_change_percentage=2h"), InlineData("vs_currency=xyz")]
    public async Task A_parameter_that_makes_no_sense_is_a_422(string query)
    {
        var simulated = await MadeTape.AtNoonAsync();
        var currency = query.StartsWith("vs_currency", StringComparison.Ordinal) ? "" : "vs_currency=usd&";

        var (status, body) = await simulated.GetAsync($"/api/v3/coins/markets?{currency}{query}");

        Assert.Equal(422, status);
        Assert.StartsWith("""{"error":"in""", body, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("", 0), InlineData("&precision=full", 15), InlineData("&precision=2", 2), InlineData("&precision=0", 0)]
    public async Task Precision_is_obeyed(string query, int decimals)
    {
        using var tape = new SmallTape().With("daily.csv", "139,150,130,145", "13900.5,15000.5,13000.5,14500.5");
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-05T12:00"));

        var price = (double)Assert.Single(await RowsAsync(simulated, $"&ids=alpha{query}"))["current_price"]!;

        Assert.Equal(decimals < 15, price == Math.Round(price, Math.Min(decimals, 2)));
    }

    [Fact]
    public async Task Rehypothecated_tokens_left_the_list_in_february_2026()
    {
        await using var before = await Simulated.StartAsync(MadeTape.Path, Moments.At("2026-02-03T12:00"));
        var after = await MadeTape.AtNoonAsync();

        var ranked = (await PagesAsync(before, "&per_page=250")).Single(row => Id(row) == "wrapped-bitcoin");
        var hidden = Assert.Single(await RowsAsync(after, "&ids=wrapped-bitcoin&include_rehypothecated=true"));

        Assert.NotNull(ranked["market_cap_rank"]);
        Assert.DoesNotContain(await PagesAsync(after, "&per_page=250"), row => Id(row) == "wrapped-bitcoin");
        Assert.Null(hidden["market_cap_rank"]);
        Assert.NotNull(hidden["market_cap_rank_with_rehypothecated"]);
    }

    private static bool Shows(Defect defect, JsonObject[] rows) => defect.Kind switch
    {
        "zero" => (double)rows[0]["current_price"]! == 0,
        "negative" => (double)rows[0]["current_price"]! < 0,
        "null" => rows[0].ContainsKey("current_price") && rows[0]["current_price"] is null,
        "missing" => !rows[0].ContainsKey(defect.Field),
        "inverted" => (double)rows[0]["high_24h"]! < (double)rows[0]["low_24h"]!,
        "scaled" => (double)rows[0]["market_cap"]! > 900 * (double)rows[0]["current_price"]! * (double)rows[0]["circulating_supply"]!,
        "stale" => MadeTape.Noon - DateTimeOffset.Parse((string)rows[0]["last_updated"]!) > TimeSpan.FromDays(4),
        "duplicate" => rows.Length == 2,
        _ => false,
    };

    private static string Id(JsonObject row) => (string)row["id"]!;

    private static async Task<List<JsonObject>> RowsAsync(Simulated simulated, string query) =>
        [.. (await simulated.JsonAsync(Markets + query)).AsArray().Select(row => row!.AsObject())];

    private static async Task<List<JsonObject>> PagesAsync(Simulated simulated, string query)
    {
        var rows = new List<JsonObject>();
        for (var page = 1; ; page++)
        {
            var next = await RowsAsync(simulated, $"{query}&page={page}");
            if (next.Count == 0)
                return rows;
            rows.AddRange(next);
        }
    }
}
