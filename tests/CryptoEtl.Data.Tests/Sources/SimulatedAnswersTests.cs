using CryptoEtl.Core.Planning;
using CryptoEtl.Data.Sources;
using CryptoEtl.Data.Sources.Drift;
using CryptoEtl.Simulator.Serve;

namespace CryptoEtl.Data.Tests.Sources;

/// <summary>Every endpoint of the simulator over HTTP, parsed: no other type, no field that nobody knows.</summary>
public sealed class SimulatedAnswersTests(SmallTape tape) : IClassFixture<SmallTape>, IAsyncLifetime, IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 6, 30, 12, 0, 0, TimeSpan.Zero);

    private readonly HttpClient http = new();
    private SimulatorServer? simulator;

    public async Task InitializeAsync()
    {
        simulator = await SimulatorServer.StartAsync(new SimulatorOptions { TapeDirectory = tape.Path, Now = Now }, default);
        http.DefaultRequestHeaders.Add("x-cg-pro-api-key", "sim-key");
        http.DefaultRequestHeaders.Authorization = new("Bearer", "sim-key");
        http.DefaultRequestHeaders.UserAgent.ParseAdd("tests");
    }

    public async Task DisposeAsync() => await simulator!.DisposeAsync();

    public void Dispose() => http.Dispose();

    [Theory]
    [InlineData(Endpoints.CoinsMarkets, "coins/markets?vs_currency=usd&per_page=250&price_change_percentage=1h,7d,30d")]
    [InlineData(Endpoints.CoinsList, "coins/list?include_platform=true")]
    [InlineData(Endpoints.NewCoins, "coins/list/new")]
    [InlineData(Endpoints.Coin, "coins/bitcoin?localization=false&tickers=false")]
    [InlineData(Endpoints.CoinHistory, "coins/bitcoin/history?date=2026-06-25&localization=false")]
    [InlineData(Endpoints.MarketChart, "coins/bitcoin/market_chart?vs_currency=usd&days=max&interval=daily")]
    [InlineData(Endpoints.MarketChart, "coins/bitcoin/market_chart?vs_currency=usd&days=5")]
    [InlineData(Endpoints.MarketChartRange, "coins/bitcoin/market_chart/range?vs_currency=usd&from=2026-06-20&to=2026-06-29")]
    [InlineData(Endpoints.Ohlc, "coins/bitcoin/ohlc?vs_currency=usd&days=7")]
    [InlineData(Endpoints.OhlcRange, "coins/bitcoin/ohlc/range?vs_currency=usd&from=2026-06-20&to=2026-06-29&interval=daily")]
    [InlineData(Endpoints.GlobalChart, "global/market_cap_chart?days=30&vs_currency=usd")]
    [InlineData(Endpoints.SimplePrice, "simple/price?ids=bitcoin&vs_currencies=usd&include_last_updated_at=true&include_market_cap=true")]
    [InlineData(Endpoints.Derivatives, "derivatives")]
    [InlineData(Endpoints.DerivativeVenues, "derivatives/exchanges?per_page=50&page=1")]
    [InlineData(Endpoints.DerivativeVenue, "derivatives/exchanges/{venue}?include_tickers=unexpired")]
    [InlineData(Endpoints.ContractChartRange, "coins/{contract}/market_chart/range?vs_currency=usd&from=2026-06-20&to=2026-06-29")]
    [InlineData(Endpoints.CoinbaseTickers, "exchanges/gdax/tickers?page=1")]
    [InlineData(Endpoints.Protocols, "protocols")]
    [InlineData(Endpoints.ParentProtocols, "lite/protocols2")]
    [InlineData(Endpoints.Protocol, "protocol/{slug}")]
    [InlineData(Endpoints.ProtocolTvlChart, "v2/chart/tvl/protocol/{slug}")]
    [InlineData(Endpoints.Chains, "v2/chains")]
    [InlineData(Endpoints.ChainTvl, "v2/historicalChainTvl")]
    [InlineData(Endpoints.DexVolume, "overview/dexs?excludeTotalDataChartBreakdown=true")]
    [InlineData(Endpoints.DexSummary, "summary/dexs/{dex}")]
    [InlineData(Endpoints.PerpVolume, "overview/derivatives?excludeTotalDataChartBreakdown=true")]
    [InlineData(Endpoints.PerpOpenInterest, "overview/open-interest?excludeTotalDataChartBreakdown=true")]
    [InlineData(Endpoints.OnchainPerps, "perps")]
    [InlineData(Endpoints.CoinPrices, "prices/current/coingecko:bitcoin")]
    [InlineData(Endpoints.Stablecoins, "stablecoins?includePrices=true")]
    [InlineData(Endpoints.StablecoinChart, "stablecoincharts/all")]
    [InlineData(Endpoints.SocialCoins, "coins/list/v2?limit=100")]
    [InlineData(Endpoints.SocialCoin, "coins/{number}/v1")]
    [InlineData(Endpoints.SocialMeta, "coins/{number}/meta/v1")]
    [InlineData(Endpoints.SocialSeries, "coins/{number}/time-series/v2?bucket=day&interval=1m")]
    [InlineData(Endpoints.SocialChanges, "system/changes")]
    [InlineData(Endpoints.CoinbaseProducts, "products")]
    public async Task An_answer_is_read_without_a_cell_of_another_type_or_an_unknown_field(string endpoint, string path)
    {
        var parsed = await AskAsync(endpoint, await FillAsync(path));

        Assert.NotEqual(0, parsed.Rows.RowCount);
        Assert.All(parsed.Rows.Texts("type_errors"), Assert.Null);
        Assert.DoesNotContain(parsed.Drift, drift => drift.Kind != DriftKind.Missing);
    }

    /// <summary>Names of this market, from its lists.</summary>
    private async Task<string> FillAsync(string path) => path.Split('{', '}') is not [var before, var what, var after] ? path : before + what switch
    {
        "slug" => await FirstAsync(Endpoints.Protocols, "protocols", "slug"),
        "dex" => await FirstAsync(Endpoints.DexVolume, "overview/dexs", "slug"),
        "venue" => await FirstAsync(Endpoints.DerivativeVenues, "derivatives/exchanges", "venue_id"),
        "contract" => (await FirstAsync(Endpoints.CoinsList, "coins/list?include_platform=true", "contracts")).Split('|')[0].Replace(":", "/contract/", StringComparison.Ordinal),
        _ => $"{(await AskAsync(Endpoints.SocialCoins, "coins/list/v2")).Rows.Integers("lunarcrush_id")[0]}",
    } + after;

    private async Task<string> FirstAsync(string endpoint, string path, string column) =>
        (await AskAsync(endpoint, path)).Rows.Texts(column).First(text => text is not null)!;

    private async Task<ParsedAnswer> AskAsync(string endpoint, string path)
    {
        var request = new PlannedRequest("r", endpoint, path);
        await using var body = await http.GetStreamAsync(new Uri(simulator!.BaseAddress, $"{Prefix(request)}{path}"));
        return await Answers.ParseAsync(request, body, new(new("history", Now), Now, "ab"));
    }

    private static string Prefix(PlannedRequest request) => request.Source switch
    {
        SourceNames.CoinGecko => "api/v3/",
        SourceNames.DefiLlama => $"sim-key/{request.Service}/",
        SourceNames.LunarCrush => "api4/public/",
        _ => "",
    };
}
