using System.Globalization;
using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Serve.Limits;

namespace CryptoEtl.Simulator.Serve.LunarCrush;

/// <summary>LunarCrush v4: bearer key, a minute and a day limit told in headers, errors as <c>{"error":"..."}</c>.</summary>
internal sealed class LunarCrushApi(SimulatorOptions options, MarketSnapshot market)
{
    private readonly CallWindow minute = new(options.LunarCrushCallsPerMinute, TimeSpan.FromMinutes(1), options.Clock);
    private readonly CallWindow day = new(options.LunarCrushCallsPerDay, TimeSpan.FromDays(1), options.Clock);
    private readonly Lazy<IReadOnlyList<SocialQuote>> rows = new(() => SocialQuote.All(market));

    /// <summary>Path pattern for the statistics. The segments after <c>/api4/public</c>.</summary>
    public static string Pattern(string[] path) => path switch
    {
        ["coins", "list", "v2"] or ["system", "changes"] => string.Join('/', path),
        ["coins", _, "v1"] => "coins/{id}/v1",
        ["coins", _, "meta", "v1"] => "coins/{id}/meta/v1",
        ["coins", _, "time-series", "v2"] => "coins/{id}/time-series/v2",
        _ => "other",
    };

    public ApiAnswer Answer(ApiRequest request)
    {
        if (request.Headers.Authorization.ToString() != $"Bearer {options.ApiKey}")
            return ApiAnswer.Error(401, "Invalid or missing API key");

        // Both are counted, or a refused call would stay free in one of them.
        var allowed = minute.TryTake() & day.TryTake();
        var answer = allowed ? Route(request) : ApiAnswer.Error(429, "Rate limit exceeded");
        return answer with { Headers = [.. Standing("minute", minute), .. Standing("day", day)] };
    }

    private static IEnumerable<(string, string)> Standing(string name, CallWindow window)
    {
        var (remaining, reset) = window.Standing();
        yield return ($"x-rate-limit-{name}", Text(window.Limit));
        yield return ($"x-rate-limit-{name}-remaining", Text(remaining));
        yield return ($"x-rate-limit-{name}-reset", Text(reset.ToUnixTimeSeconds()));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private ApiAnswer Route(ApiRequest request)
    {
        try
        {
            return request.Path switch
            {
                ["coins", "list", "v2"] => CoinsListAnswer.Make(request, market),
                ["coins", var coin, "v1"] => CoinAnswer.Make(CoinFinder.Find(coin, rows.Value), market),
                ["coins", var coin, "meta", "v1"] => CoinMetaAnswer.Make(CoinFinder.Find(coin, rows.Value), market),
                ["coins", var coin, "time-series", "v2"] => TimeSeriesAnswer.Make(request, CoinFinder.Find(coin, rows.Value), market),
                ["system", "changes"] => ChangesAnswer.Make(market),
                _ => ApiAnswer.Error(404, "Not found"),
            };
        }
        catch (RefusedException refused)
        {
            return refused.Answer;
        }
    }
}
