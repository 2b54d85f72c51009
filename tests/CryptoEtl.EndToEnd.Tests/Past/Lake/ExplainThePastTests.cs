using System.Text.Json;

namespace CryptoEtl.EndToEnd.Tests.Past;

/// <summary>Cells of the past, walked back to their raw answers.</summary>
public sealed class ExplainThePastTests(PastDays past) : IClassFixture<PastDays>
{
    [SkippableTheory]
    [InlineData("silver_historical_onchain", "tvl_usd", "bronze_historical_tvl", "v2/chart/tvl/protocol/")]
    [InlineData("silver_historical_onchain", "dex_volume_usd", "bronze_historical_dex", "summary/dexs/")]
    [InlineData("silver_historical_social", "interactions", "bronze_historical_social", "/time-series/v2")]
    [InlineData("silver_historical_market", "close_usd", "bronze_historical_candle", "/ohlc/range")]
    [InlineData("silver_universe", "rank", "bronze_historical_chart", "/market_chart/range")]
    public async Task Every_cell_leads_to_whole_answers(string table, string column, string bronze, string path)
    {
        var asset = (await DuckDb.QueryAsync($"""
            SELECT min(asset_id) AS asset FROM {PastDays.Rows(past.Lake, table.Replace("silver_", "silver/", StringComparison.Ordinal))}
            WHERE day = DATE '2024-03-14' AND {column} IS NOT NULL AND regexp_full_match(asset_id, '[a-z-]+')
            """))[0].GetProperty("asset").GetString()!;
        var explained = await ExplainAsync(table, asset, "2024-03-14", column);

        var origins = explained.GetProperty("cells").EnumerateArray().SelectMany(Rows).Where(row => row.GetProperty("table").GetString() == bronze).ToList();
        Assert.NotEmpty(origins);
        var raws = origins.SelectMany(row => row.GetProperty("raw").EnumerateArray()).ToList();
        Assert.NotEmpty(raws);
        Assert.All(raws, raw => Assert.Equal(("whole", 200), (raw.GetProperty("body").GetString(), raw.GetProperty("status").GetInt32())));
        Assert.All(raws, raw => Assert.Contains(path, raw.GetProperty("request").GetString(), StringComparison.Ordinal));
    }

    /// <summary>The rank stands on the cap that was known at the decision, not on the one that was told later.</summary>
    [Fact]
    public async Task A_rank_is_explained_by_what_was_known_when_it_was_decided()
    {
        var before = CapOf(await ExplainAsync("silver_universe", past.Tape.Restated, "2024-03-19", "market_cap_usd"));
        var after = CapOf(await ExplainAsync("silver_universe", past.Tape.Restated, "2024-03-20", "market_cap_usd"));
        Assert.Equal((before.Cap, after.Cap), (before.Told, after.Told));
        Assert.InRange(before.Cap / after.Cap, 1e8, 1e10);
    }

    [Fact]
    public async Task Both_words_on_one_cap_are_told()
    {
        var explained = await ExplainAsync("bronze_historical_chart", past.Tape.Restated, ChangedTape.Day, "market_cap_usd");
        var vintages = explained.GetProperty("cells")[0].GetProperty("vintages").EnumerateArray().ToList();
        Assert.Equal(["appended", "restated"], vintages.Select(vintage => vintage.GetProperty("revision").GetString()));
        Assert.Equal(["earlier", "explained"], vintages.Select(vintage => vintage.GetProperty("is").GetString()));
    }

    private static (double Cap, double Told) CapOf(JsonElement explained)
    {
        var row = explained.GetProperty("cells")[0];
        var chart = row.GetProperty("madeFrom").EnumerateArray().Single(from => from.GetProperty("table").GetString() == "bronze_historical_chart").GetProperty("rows")[0];
        return (Number(row.GetProperty("value")), Number(chart.GetProperty("value")));
    }

    private static double Number(JsonElement text) => double.Parse(text.GetString()!, System.Globalization.CultureInfo.InvariantCulture);

    private async Task<JsonElement> ExplainAsync(string table, string asset, string day, string column)
    {
        var explained = await Etl.RunAsync("explain", table, asset, day, column, "--json", "--lake", past.Lake);
        Assert.True(explained.ExitCode == 0, explained.ToString());
        return JsonDocument.Parse(explained.Output).RootElement;
    }

    private static IEnumerable<JsonElement> Rows(JsonElement row) =>
        row.GetProperty("madeFrom").EnumerateArray().SelectMany(from => from.GetProperty("rows").EnumerateArray()).SelectMany(Rows).Prepend(row);
}
