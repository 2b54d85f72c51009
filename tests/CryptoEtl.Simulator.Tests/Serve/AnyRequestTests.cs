using CryptoEtl.Simulator.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoEtl.Simulator.Tests.Serve;

/// <summary>Whatever is asked, the answer is a good one or a refusal, never a breakdown.</summary>
public sealed class AnyRequestTests
{
    private static readonly string[] Paths =
    [
        "/api/v3/coins/markets", "/api/v3/coins/list", "/api/v3/coins/bitcoin/market_chart", "/api/v3/coins/_/market_chart/range",
        "/api/v3/coins/bitcoin/ohlc/range", "/api/v3/coins//market_chart", "/api/v3", "/api4/public/coins/list/v2", "/api4/public",
        "/api4/public/coins/1/v1", "/api4/public/coins/%E7%8B%97/meta/v1", "/api4/public/coins/btc/time-series/v2", "/api4/public/coins/99999999999/v1",
        "/api4/public/system/changes", "/products", "/api/v3/exchanges/gdax/tickers", "/api/v3/exchanges/x/tickers", "/api/v3/derivatives", "/api/v3/derivatives/exchanges", "/api/v3/derivatives/exchanges/binance_futures", "/api/v3/derivatives/exchanges/%00",
        "/protocols", "/sim-key/api/protocols", "/sim-key/api", "/%00", "/api/v3/coins/%E7%8B%97%E7%8B%97%E5%B9%A3/market_chart",
        "/api/v3/coins/bitcoin", "/api/v3/coins/list/new", "/api/v3/coins/_/history", "/api/v3/coins/_/ohlc", "/api/v3/simple/price", "/api/v3/global/market_cap_chart",
        "/api/v3/coins/ethereum/contract/0x/market_chart", "/api/v3/exchanges/list", "/api/v3/asset_platforms", "/usage/sim-key", "/usage", "/lite/protocols2",
        "/protocol/protocol-2", "/protocol/%00", "/tvl/protocol-2", "/v2/chains", "/v2/historicalChainTvl/Base", "/sim-key/api/v2/chart/tvl/protocol/protocol-2",
        "/overview/dexs/Base", "/overview/fees", "/overview/options", "/overview/open-interest", "/sim-key/api/overview/derivatives", "/summary/dexs/x",
        "/sim-key/yields/perps", "/stablecoins", "/stablecoincharts/all", "/stablecoincharts/%20", "/stablecoin/1", "/prices/current/,:,coingecko:", "/prices/historical/1/coingecko:bitcoin",
        "/prices/historical/99999999999999999999/coingecko:bitcoin", "/sim-key/coins/prices/current/coingecko:bitcoin", "/_simulator", "/_simulator/ledger",
    ];

    private static readonly string[] Names =
    [
        "vs_currency", "days", "from", "to", "interval", "page", "per_page", "precision", "order", "ids", "symbols", "limit", "sort", "desc",
        "sparkline", "price_change_percentage", "include_rehypothecated", "status", "include_tickers", "coin_ids", "depth", "bucket", "start", "end",
        "date", "vs_currencies", "dataType", "excludeTotalDataChart", "key", "stablecoin", "localization",
    ];

    private static readonly string[] Values =
    [
        "usd", "1", "0", "-1", "7", "250", "90", "max", "999999999999999999", "2026-06-01", "2026-06-30", "2026-06-30T11:00", "1782820800",
        "253402300799", "253402300800", "daily", "hourly", "full", "18", "true", "bitcoin,bitcoin", "", ",", "%22%27", "1h,1h", "active", "NaN", "all", "name_asc", "base_target", "day", "all", "1w",
        "0001-01-01", "9999-12-31", "31-12-2025", "dailyRevenue", "borrowed",
    ];

    [Fact]
    public async Task No_query_breaks_an_endpoint()
    {
        var simulated = await MadeTape.AtNoonAsync();
        var parameter = Gen.Elements(Names).Zip(Gen.Elements(Values)).Select(pair => $"{pair.Item1}={pair.Item2}");
        var query = parameter.ArrayOf(5).Select(parameters => string.Join('&', parameters));
        var request = Gen.Elements(Paths).Zip(query).Select(pair => $"{pair.Item1}?vs_currency=usd&{pair.Item2}");

        Prop.ForAll(request.ToArbitrary(), path => simulated.GetAsync(path).GetAwaiter().GetResult().Status < 500)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }
}
