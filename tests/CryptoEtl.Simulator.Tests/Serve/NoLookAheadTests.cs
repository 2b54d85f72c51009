using CryptoEtl.Simulator.Make;
using CryptoEtl.Simulator.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoEtl.Simulator.Tests.Serve;

public sealed class NoLookAheadTests : IDisposable
{
    private const int Days = 60;

    private static readonly DateOnly End = new(2026, 3, 1);

    private static readonly string[] Requests =
    [
        "/api/v3/coins/markets?vs_currency=usd&per_page=250&sparkline=true&include_rehypothecated=true&precision=full&price_change_percentage=1h,24h,7d,30d",
        "/api/v3/coins/list?include_platform=true", "/api/v3/coins/list?status=inactive",
        "/protocols", "/api4/public/coins/list/v2?limit=1000", "/api4/public/coins/list/v2?sort=alt_rank&limit=1000",
        "/api4/public/coins/btc/v1", "/api4/public/coins/eth/meta/v1", "/api4/public/coins/btc/time-series/v2", "/api4/public/system/changes",
        "/api4/public/coins/eth/time-series/v2?bucket=day&interval=all", "/api4/public/coins/20/time-series/v2?start=1767225600&end=1775000000",
        "/products", "/api/v3/exchanges/gdax/tickers", "/api/v3/exchanges/gdax/tickers?coin_ids=bitcoin,_&depth=true&order=volume_desc",
        "/api/v3/derivatives", "/api/v3/derivatives/exchanges?per_page=5&page=2", "/api/v3/derivatives/exchanges/binance_futures?include_tickers=all",
        "/api/v3/coins/list/new", "/api/v3/simple/price?ids=bitcoin,_&vs_currencies=usd&include_market_cap=true", "/api/v3/global/market_cap_chart?days=max",
        "/api/v3/global/market_cap_chart?days=1", "/api/v3/asset_platforms", "/api/v3/exchanges/list",
        "/lite/protocols2", "/protocol/protocol-2", "/tvl/protocol-2", "/sim-key/api/v2/chart/tvl/protocol/protocol-2", "/v2/chains",
        "/v2/historicalChainTvl", "/v2/historicalChainTvl/Ethereum", "/overview/dexs", "/overview/fees?dataType=dailyRevenue", "/overview/options",
        "/overview/open-interest", "/sim-key/api/overview/derivatives", "/sim-key/yields/perps", "/stablecoins?includePrices=true",
        "/stablecoincharts/all", "/stablecoincharts/Ethereum", "/stablecoin/1", "/prices/current/coingecko:bitcoin,coingecko:_",
        "/prices/historical/1771027200/coingecko:bitcoin,coingecko:tether", "/prices/historical/1780000000/coingecko:bitcoin",
    ];

    private static readonly string[] CoinRequests =
    [
        "market_chart?vs_currency=usd&days=max", "market_chart?vs_currency=usd&days=1", "market_chart?vs_currency=usd&days=14",
        "market_chart/range?vs_currency=usd&from=2026-01-01&to=2026-06-01", "market_chart/range?vs_currency=usd&from=2026-01-15&to=2026-02-15",
        "ohlc/range?vs_currency=usd&from=2025-12-01&to=2026-03-10&interval=daily", "ohlc/range?vs_currency=usd&from=2026-02-05&to=2026-03-01&interval=hourly",
        "ohlc?vs_currency=usd&days=1", "ohlc?vs_currency=usd&days=7", "ohlc?vs_currency=usd&days=max", "ohlc?vs_currency=usd&days=30&interval=daily",
        "history?date=2026-02-10", "history?date=28-02-2026&localization=false", "?tickers=true",
    ];

    private readonly TempFolder full = new();

    public NoLookAheadTests() =>
        TapeMaker.Make(new TapeMakeOptions { Seed = 5, Assets = 60, Days = Days, End = End }, full.Path, CancellationToken.None);

    [Fact]
    public void What_happens_later_never_changes_an_answer() =>
        Prop.ForAll(
                Gen.Choose(0, Days * 24 * 60 - 1).ToArbitrary(),
                minute => CompareAsync(new DateTimeOffset(End.AddDays(1 - Days), TimeOnly.MinValue, TimeSpan.Zero).AddMinutes(minute)).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(15));

    [Fact]
    public async Task The_comparison_sees_a_difference_where_there_is_one()
    {
        using var cut = new TempFolder();
        var now = Moments.At("2026-02-10T12:00");
        Truncation.Copy(full.Path, cut.Path, now.AddDays(-1));
        File.WriteAllText(Path.Combine(cut.Path, "tape.json"), File.ReadAllText(Path.Combine(full.Path, "tape.json")));

        Assert.NotEqual(await AnswersAsync(full.Path, now), await AnswersAsync(cut.Path, now));
    }

    public void Dispose() => full.Dispose();

    private async Task<bool> CompareAsync(DateTimeOffset now)
    {
        using var cut = new TempFolder();
        Truncation.Copy(full.Path, cut.Path, now);

        Assert.Equal(await AnswersAsync(full.Path, now), await AnswersAsync(cut.Path, now));
        return true;
    }

    private static async Task<List<string>> AnswersAsync(string tape, DateTimeOffset now)
    {
        await using var simulated = await Simulated.StartAsync(tape, now);
        var coins = new[] { "bitcoin", "_", "æternity", "boringdao-[old]", "tether" }
            .SelectMany(coin => CoinRequests.Select(request => $"/api/v3/coins/{Uri.EscapeDataString(coin)}/{request}"));

        var answers = new List<string>();
        foreach (var request in Requests.Concat(coins))
            answers.Add($"{request}: {await simulated.GetAsync(request)}");
        return answers;
    }
}
