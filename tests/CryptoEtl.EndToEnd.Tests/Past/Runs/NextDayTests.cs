namespace CryptoEtl.EndToEnd.Tests.Past.Runs;

/// <summary>A day later only that day is asked for, and a hole is closed by asking for the hole.</summary>
public sealed class NextDayTests(PastRuns past) : IClassFixture<PastRuns>
{
    private const string Tomorrow = "2024-03-02T12:00:00Z";

    /// <summary>The day 2024-03-01, from its begin to its end, and the first days asked for of CoinGecko and of LunarCrush, in seconds.</summary>
    private const long Begin = 1709251200, End = 1709337600, First = 1367107200, FirstSocial = 1388534400;

    /// <summary>Candles come in windows of 180 days; the one that holds the day begins on 2024-01-09, and its candles are asked for from an hour later.</summary>
    private const long Window = 1704762000;

    private static readonly string[] Lists =
    [
        "GET /api/v3/coins/list/new", "GET /api/v3/coins/list?include_platform=true&status=active",
        "GET /api/v3/coins/list?include_platform=true&status=inactive", "GET /{key}/stablecoins/stablecoins?includePrices=true",
    ];

    [SkippableFact]
    public async Task The_next_day_is_one_chart_per_living_candidate_and_one_window_and_one_social_day_per_living_member()
    {
        var lake = await past.ReadyLakeAsync("historical");
        await past.Simulator.ForgetAsync();
        await PastRuns.RunAsync(past.Simulator, "historical", SyntheticMarket.Now, lake);
        var onchain = OfDefiLlama(await past.Simulator.LedgerAsync());

        using var tomorrow = await past.SimulateAsync(Tomorrow);
        await PastRuns.RunAsync(tomorrow, "universe", Tomorrow, lake);
        string[] expected = [.. Lists, .. await ChartsAsync()];
        Assert.Equal(expected.Order(StringComparer.Ordinal), Requests(await tomorrow.LedgerAsync()));

        await tomorrow.ForgetAsync();
        await PastRuns.RunAsync(tomorrow, "historical", Tomorrow, lake);
        var asked = await tomorrow.LedgerAsync();
        Assert.Equal(await CandlesAsync(lake), Requests(asked).Where(request => request.StartsWith("GET /api/v3/", StringComparison.Ordinal)));
        Assert.Equal(
            string.Join('\n', await SocialAsync(lake)),
            string.Join('\n', Requests(asked).Where(request => request.StartsWith("GET /api4/", StringComparison.Ordinal))));
        Assert.Equal(onchain, OfDefiLlama(asked));
    }

    /// <summary>Social figures come for any range. Candles come in wider windows, which fill the hole beforehand, but for coins that died in it.</summary>
    [SkippableFact]
    public async Task A_hole_in_the_middle_is_asked_for_in_one_request_per_series()
    {
        var lake = await past.ReadyLakeAsync("historical");
        await HistoricalAsync("--to", "2023-10-31");
        await HistoricalAsync("--from", "2024-01-01");
        var middle = await HistoricalAsync("--from", "2023-11-01", "--to", "2023-12-31");

        var social = middle.Where(request => request.StartsWith("GET /api4/", StringComparison.Ordinal)).ToList();
        Assert.InRange(social.Count, 20, 60);
        Assert.All(social, request => Assert.EndsWith("/time-series/v2?bucket=day&end=1704067200&start=1698796800", request, StringComparison.Ordinal));
        Assert.Equal(await DiedInHoleAsync(lake), middle.Except(social));
        Assert.Empty(await HistoricalAsync("--from", "2023-11-01", "--to", "2023-12-30"));

        async Task<IReadOnlyList<string>> HistoricalAsync(params string[] days)
        {
            await past.Simulator.ForgetAsync();
            await PastRuns.RunAsync(past.Simulator, "historical", SyntheticMarket.Now, lake, days);
            return Requests(await past.Simulator.LedgerAsync());
        }
    }

    /// <summary>A coin that died a month before the last look is done; one that is new is asked for whole.</summary>
    private async Task<IEnumerable<string>> ChartsAsync() => await TextsAsync($"""
        SELECT 'GET /api/v3/coins/' || asset_id || '/market_chart/range?from=' || if(listed_on = '2024-03-02', {First}, {Begin}) || '&interval=daily&to={End}&vs_currency=usd' AS text
        FROM {Assets} WHERE on_coingecko AND listed_on <= '2024-03-02' AND (died_on IS NULL OR died_on > DATE '2024-02-29' - 30) ORDER BY 1
        """);

    private async Task<IEnumerable<string>> CandlesAsync(string lake) => await TextsAsync($"""
        SELECT 'GET /api/v3/coins/' || asset_id || '/ohlc/range?from={Window}&interval=daily&to={End}&vs_currency=usd' AS text
        FROM {Assets} WHERE {IsMember(lake)} AND (died_on IS NULL OR died_on > DATE '2024-03-01' - 30) ORDER BY 1
        """);

    private async Task<IEnumerable<string>> DiedInHoleAsync(string lake) => await TextsAsync($"""
        SELECT 'GET /api/v3/coins/' || asset_id || '/ohlc/range?from=1689210000&interval=daily&to=' || (epoch(died_on) + 86400)::BIGINT || '&vs_currency=usd' AS text
        FROM {Assets} WHERE {IsMember(lake)} AND died_on BETWEEN '2023-11-01' AND '2023-12-31' ORDER BY 1
        """);

    /// <summary>LunarCrush lists who is there today, and one page holds them. Who came with the day was no member before, and is asked for whole.</summary>
    private async Task<IEnumerable<string>> SocialAsync(string lake) =>
    [
        .. await TextsAsync($"""
            SELECT 'GET /api4/public/coins/' || lunarcrush_id || '/time-series/v2?bucket=day&end={End}&start=' || if(listed_on = '2024-03-01', {FirstSocial}, {Begin}) AS text
            FROM {Assets} WHERE {IsMember(lake)} AND lunarcrush_id IS NOT NULL AND died_on IS NULL ORDER BY 1
            """),
        "GET /api4/public/coins/list/v2?limit=1000&page=0&sort=market_cap_rank",
    ];

    private string Assets => $"read_csv('{past.Market.Tape}/assets.csv', header = true)";

    private static string IsMember(string lake) =>
        $"asset_id IN (SELECT asset_id FROM read_parquet('{lake}/silver/universe/*/*.parquet') WHERE is_member)";

    private static async Task<IEnumerable<string>> TextsAsync(string sql) =>
        (await DuckDb.QueryAsync(sql)).Select(row => row.GetProperty("text").GetString()!).Order(StringComparer.Ordinal);

    private static IReadOnlyList<string> Requests(Ledger ledger)
    {
        Assert.All(ledger.Calls, call => Assert.Equal((call.Request, 200), (call.Request, call.Status)));
        Assert.All(ledger.Answers, call => Assert.Equal((call.Request, 1), (call.Request, call.Count)));
        return [.. ledger.Answers.Select(call => call.Request).Order(StringComparer.Ordinal)];
    }

    private static IReadOnlyList<string> OfDefiLlama(Ledger ledger) =>
        [.. Requests(ledger).Where(request => request.StartsWith("GET /{key}/", StringComparison.Ordinal))];
}
