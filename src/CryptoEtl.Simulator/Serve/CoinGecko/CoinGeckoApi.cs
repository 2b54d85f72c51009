using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Serve.CoinGecko.Derivatives;
using CryptoEtl.Simulator.Serve.CoinGecko.Exchanges;
using CryptoEtl.Simulator.Serve.Limits;

namespace CryptoEtl.Simulator.Serve.CoinGecko;

/// <summary>CoinGecko Pro v3: key, minute limit, credits, then the endpoint.</summary>
internal sealed class CoinGeckoApi(SimulatorOptions options, MarketSnapshot market, SimulatorStatistics statistics)
{
    private readonly CallWindow minute = new(options.CallsPerMinute, TimeSpan.FromMinutes(1), options.Clock);
    private readonly CreditLedger credits = new(options.MonthlyCredits, options.CreditsUsed);
    private readonly Lazy<DerivativeBook> derivatives = new(() => new DerivativeBook(market));
    private readonly Lazy<SpotBook> spot = new(() => new SpotBook(market));
    private readonly Lazy<GlobalSeries> global = new(() => new GlobalSeries(market));

    /// <summary>Path pattern of a request, for the statistics. The segments after <c>/api/v3</c>.</summary>
    public static string Pattern(string[] path) => path switch
    {
        ["ping"] or ["key"] or ["coins", "list" or "markets"] or ["coins", "list", "new"] => string.Join('/', path),
        ["simple", "price"] or ["global", "market_cap_chart"] or ["exchanges", "list"] or ["asset_platforms"] => string.Join('/', path),
        ["derivatives"] or ["derivatives", "exchanges"] => string.Join('/', path),
        ["derivatives", "exchanges", _] => "derivatives/exchanges/{id}",
        ["exchanges", _, "tickers"] => "exchanges/{id}/tickers",
        ["coins", _] => "coins/{id}",
        ["coins", _, "contract", _, .. var rest] => $"coins/{{id}}/contract/{{address}}/{string.Join('/', rest)}",
        ["coins", _, .. var rest] => $"coins/{{id}}/{string.Join('/', rest)}",
        _ => "other",
    };

    public ApiAnswer Answer(ApiRequest request)
    {
        if (Refusal(request) is { } refusal)
            return refusal;

        // The ledger can be read when it is empty, and reading it is free.
        if (request.Path is ["key"])
            return KeyAnswer.Make(credits, minute);

        if (!credits.TryReserve())
            return CoinGeckoErrors.MonthlyLimit;

        var answer = Route(request);
        if (answer.Status == 200)
            statistics.SpendCredit();
        else
            credits.Return();
        return answer;
    }

    private ApiAnswer? Refusal(ApiRequest request)
    {
        var key = request.Headers["x-cg-pro-api-key"].ToString() is { Length: > 0 } header ? header : request["x_cg_pro_api_key"];
        if (key is null)
            return CoinGeckoErrors.KeyMissing;
        if (key != options.ApiKey)
            return CoinGeckoErrors.KeyWrong;

        if (!minute.TryTake())
            return CoinGeckoErrors.MinuteLimit;
        return options.Plan == SimulatedPlan.Basic && IsOfHigherPlan(request) ? CoinGeckoErrors.HigherPlan : null;
    }

    private static bool IsOfHigherPlan(ApiRequest request) => request.Path switch
    {
        ["coins", "list", "new"] or ["coins", _, "ohlc", "range"] => true,
        ["coins", "list"] => request["status"] == "inactive",
        _ => false,
    };

    private ApiAnswer Route(ApiRequest request)
    {
        try
        {
            return request.Path switch
            {
                ["ping"] => ApiAnswer.JsonText(200, """{"gecko_says":"(V3) To the Moon!"}"""),
                ["coins", "list"] => CoinsListAnswer.Make(request, market),
                ["coins", "list", "new"] => NewCoinsAnswer.Make(market),
                ["coins", "markets"] => MarketsAnswer.Make(request, market),
                ["coins", var id, .. var rest] => Coin(request, id, rest),
                ["simple", "price"] => SimplePriceAnswer.Make(request, market),
                ["global", "market_cap_chart"] => GlobalChartAnswer.Make(request, global.Value, market),
                ["asset_platforms"] => PlatformsAnswer.Make(market),
                ["derivatives"] => DerivativesAnswer.Make(derivatives.Value),
                ["derivatives", "exchanges"] => VenuesAnswer.List(request, derivatives.Value),
                ["derivatives", "exchanges", var id] => VenuesAnswer.Single(request, id, derivatives.Value, market),
                ["exchanges", "list"] => ExchangesAnswer.Make(request),
                ["exchanges", var id, "tickers"] => TickersAnswer.Make(request, id, spot.Value, market),
                _ => UnknownPath(),
            };
        }
        catch (RefusedException refused)
        {
            return refused.Answer;
        }
    }

    private ApiAnswer Coin(ApiRequest request, string id, string[] path) => path switch
    {
        [] => CoinAnswer.Make(request, Find(id), spot.Value, market),
        ["history"] => HistoryAnswer.Make(request, Find(id), market),
        ["market_chart"] => MarketChartAnswer.LastDays(request, Find(id), market),
        ["market_chart", "range"] => MarketChartAnswer.Range(request, Find(id), market),
        ["ohlc"] => OhlcAnswer.LastDays(request, Find(id), market),
        ["ohlc", "range"] => OhlcAnswer.Range(request, Find(id), market),
        ["contract", var address, "market_chart"] => MarketChartAnswer.LastDays(request, FindContract(id, address), market),
        ["contract", var address, "market_chart", "range"] => MarketChartAnswer.Range(request, FindContract(id, address), market),
        _ => UnknownPath(),
    };

    private AssetHistory Find(string id) =>
        market.Find(id) is { Asset.OnCoinGecko: true } history ? history : throw new RefusedException(CoinGeckoErrors.CoinNotFound);

    private AssetHistory FindContract(string platform, string address)
    {
        var asset = market.Tape.Assets.FirstOrDefault(asset => asset.OnCoinGecko && asset.Platforms.Any(contract =>
            contract.Address.Length > 0 && contract.Platform == platform && contract.Address.Equals(address, StringComparison.OrdinalIgnoreCase)));
        return asset is null ? throw new RefusedException(CoinGeckoErrors.CoinNotFound) : Find(asset.Id);
    }

    private static ApiAnswer UnknownPath() => ApiAnswer.Error(404, "Incorrect path. Please check https://docs.coingecko.com");
}
