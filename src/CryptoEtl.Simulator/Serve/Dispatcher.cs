using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Serve.Coinbase;
using CryptoEtl.Simulator.Serve.CoinGecko;
using CryptoEtl.Simulator.Serve.DefiLlama;
using CryptoEtl.Simulator.Serve.Faults;
using CryptoEtl.Simulator.Serve.LunarCrush;
using Microsoft.AspNetCore.Http;

namespace CryptoEtl.Simulator.Serve;

/// <summary>Finds the source a path belongs to, lets the faults have their way, and sends the answer.</summary>
internal sealed class Dispatcher(
    SimulatorOptions options, MarketSnapshot market, FaultPlan faults, SimulatorStatistics statistics)
{
    private readonly CoinGeckoApi coinGecko = new(options, market, statistics);
    private readonly CoinbaseApi coinbase = new(options, market);
    private readonly DefiLlamaApi defiLlama = new(options, market);
    private readonly LunarCrushApi lunarCrush = new(options, market);

    public async Task AnswerAsync(HttpContext context)
    {
        var path = Segments(context.Request.Path);
        var pattern = Pattern(path);
        var effect = faults.Next(pattern);
        if (effect.Delay > TimeSpan.Zero)
            await Task.Delay(effect.Delay, options.Clock, context.RequestAborted);

        if (effect.Abort)
        {
            statistics.Count(pattern, 0);
            context.Abort();
            return;
        }

        var answer = effect.Instead ?? Answer(context, path);
        answer = effect.Change?.Invoke(answer) ?? answer;
        statistics.Count(pattern, answer.Status);
        await SendAsync(context, answer);
    }

    private static string[] Segments(PathString path) =>
        (path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static string Pattern(string[] path) => path switch
    {
        ["api", "v3", .. var rest] => $"/api/v3/{CoinGeckoApi.Pattern(rest)}",
        ["api4", "public", .. var rest] => $"/api4/public/{LunarCrushApi.Pattern(rest)}",
        _ => CoinbaseApi.Pattern(path) ?? DefiLlamaApi.Pattern(path) ?? "/other",
    };

    private ApiAnswer Answer(HttpContext context, string[] path)
    {
        if (!HttpMethods.IsGet(context.Request.Method))
            return ApiAnswer.Error(405, "Method not allowed");

        return path switch
        {
            ["api", "v3", .. var rest] => coinGecko.Answer(Request(rest)),
            ["api4", "public", .. var rest] => lunarCrush.Answer(Request(rest)),
            _ when CoinbaseApi.Pattern(path) is not null => coinbase.Answer(Request(path)),
            _ when DefiLlamaApi.Pattern(path) is not null => defiLlama.Answer(Request(path)),
            _ => ApiAnswer.Error(404, "Not found"),
        };

        ApiRequest Request(string[] segments) => new(segments, context.Request.Query, context.Request.Headers)
        {
            Url = $"{context.Request.Scheme}://{context.Request.Host.ToUriComponent()}{context.Request.Path.ToUriComponent()}",
        };
    }

    private async Task SendAsync(HttpContext context, ApiAnswer answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        // The date of an answer is the simulated one: the whole answer depends on the tape and the moment only.
        response.Headers.Date = market.Now.ToString("R");
        if (answer.CacheControl is { } cacheControl)
            response.Headers.CacheControl = cacheControl;
        foreach (var (name, value) in answer.Headers)
            response.Headers[name] = value;

        await response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }
}
