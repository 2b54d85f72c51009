using System.Globalization;
using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Serve.CoinGecko.Derivatives;
using CryptoEtl.Simulator.Serve.Limits;

namespace CryptoEtl.Simulator.Serve.DefiLlama;

/// <summary>DefiLlama, free (no key, no limit) and Pro (the key is the first segment of the path). Errors are plain text.</summary>
internal sealed class DefiLlamaApi(SimulatorOptions options, MarketSnapshot market)
{
    private readonly CallWindow minute = new(options.DefiLlamaCallsPerMinute, TimeSpan.FromMinutes(1), options.Clock);
    private readonly CreditLedger month = new(options.DefiLlamaCallsPerMonth, used: 0);
    private readonly Lazy<DerivativeBook> derivatives = new(() => new DerivativeBook(market));
    private readonly Lazy<ChainTvlBook> chains = new(() => new ChainTvlBook(market));
    private readonly DimensionBook dimensions = new(market);

    // These answers are the same for everyone and large: written once.
    private readonly Lazy<ApiAnswer> protocols = new(() => ProtocolsAnswer.Make(market));
    private readonly Lazy<ApiAnswer> lite = new(() => LiteProtocolsAnswer.Make(market));

    public ApiAnswer Answer(ApiRequest request)
    {
        var path = DefiLlamaPath.Parse(request.Path)!;
        if (Refusal(path) is { } refusal)
            return refusal;

        try
        {
            var answer = Route(request, path);
            // The Pro host forgets to say that prices are JSON.
            return path is { Key: not null, Service: "coins" } && answer.Status == 200
                ? answer with { ContentType = "text/plain; charset=utf-8" }
                : answer;
        }
        catch (RefusedException refused)
        {
            return refused.Answer;
        }
    }

    private ApiAnswer? Refusal(DefiLlamaPath path)
    {
        if (path.Key is null)
            return IsProOnly(path) ? ApiAnswer.Text(402, "This endpoint requires a paid plan") : null;
        if (path.Key != options.ApiKey)
            return ApiAnswer.Text(401, "Unauthorized");
        if (!minute.TryTake())
            return ApiAnswer.Text(429, "Too Many Requests");

        // How much is left can be asked when nothing is.
        return path.Service == "usage" || month.TryReserve() ? null : ApiAnswer.Text(402, "Credits used up");
    }

    private static bool IsProOnly(DefiLlamaPath path) =>
        path.Service == "yields" || path.Rest is ["overview" or "summary", "derivatives", ..] or ["v2", "chart", ..];

    private ApiAnswer Route(ApiRequest request, DefiLlamaPath path) => path.Service switch
    {
        "usage" => ApiAnswer.JsonText(200, $"{{\"creditsLeft\":{month.Remaining.ToString(CultureInfo.InvariantCulture)}}}"),
        "coins" => Coins(path.Rest),
        "stablecoins" => Stable(request, path.Rest),
        "yields" when path.Rest is ["perps"] => PerpsAnswer.Make(derivatives.Value, market),
        "api" => Api(request, path.Rest),
        _ => NotFound(),
    };

    private ApiAnswer Coins(string[] path) => path switch
    {
        ["prices", "current", var coins] => PricesAnswer.Current(coins, market),
        ["prices", "historical", var seconds, var coins] => PricesAnswer.Historical(seconds, coins, market),
        _ => NotFound(),
    };

    private ApiAnswer Stable(ApiRequest request, string[] path) => path switch
    {
        ["stablecoins"] => StablecoinListAnswer.Make(request, market),
        ["stablecoincharts", var chain] => StablecoinAnswers.Chart(request, chain, market),
        ["stablecoin", var id] => StablecoinAnswers.Single(id, market),
        _ => NotFound(),
    };

    private ApiAnswer Api(ApiRequest request, string[] path) => path switch
    {
        ["protocols"] => protocols.Value,
        ["lite", "protocols2"] => lite.Value,
        ["protocol", var slug] => ProtocolAnswer.Make(TvlAnswers.Find(slug, market), market, options.ProtocolPadding),
        ["tvl", var slug] => TvlAnswers.Current(slug, market),
        ["v2", "chart", "tvl", "protocol", var slug] => TvlAnswers.Chart(request, slug, market),
        ["v2", "chains"] => ChainAnswers.List(chains.Value),
        ["v2", "historicalChainTvl"] => ChainAnswers.History(null, chains.Value),
        ["v2", "historicalChainTvl", var chain] => ChainAnswers.History(chain, chains.Value),
        ["overview", var kind] => OverviewAnswer.Make(request, Dimensions(request, kind), null, market),
        ["overview", var kind, var chain] => OverviewAnswer.Make(request, Dimensions(request, kind), chain, market),
        ["summary", var kind, var slug] => SummaryAnswer.Make(request, Dimensions(request, kind), slug, market),
        _ => NotFound(),
    };

    private IReadOnlyList<Dimension> Dimensions(ApiRequest request, string kind) =>
        dimensions.Of(kind, request["dataType"]) ?? throw LlamaJson.Refuse(400, "Unknown dimension");

    private static ApiAnswer NotFound() => ApiAnswer.Text(404, "Not found");
}
