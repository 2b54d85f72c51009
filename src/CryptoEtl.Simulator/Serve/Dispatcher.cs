using CryptoEtl.Core.Planning;
using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Serve.Coinbase;
using CryptoEtl.Simulator.Serve.CoinGecko;
using CryptoEtl.Simulator.Serve.DefiLlama;
using CryptoEtl.Simulator.Serve.Faults;
using CryptoEtl.Simulator.Serve.Ledger;
using CryptoEtl.Simulator.Serve.LunarCrush;
using Microsoft.AspNetCore.Http;

namespace CryptoEtl.Simulator.Serve;

/// <summary>Finds the source a path belongs to, lets the faults have their way, and sends the answer.</summary>
internal sealed class Dispatcher(
    SimulatorOptions options, MarketSnapshot market, FaultPlan faults, SimulatorStatistics statistics, CallLedger ledger, string identity)
{
    private readonly CoinGeckoApi coinGecko = new(options, market, statistics);
    private readonly CoinbaseApi coinbase = new(options, market);
    private readonly DefiLlamaApi defiLlama = new(options, market);
    private readonly LunarCrushApi lunarCrush = new(options, market);
    private readonly AnswerSender sender = new(market.Now, options.Clock);

    public async Task AnswerAsync(HttpContext context)
    {
        var arrived = options.Clock.GetUtcNow();
        var call = IncomingCall.Of(context.Request, options.ApiKey);
        if (OwnAnswer(context, call) is { } own)
        {
            await sender.SendAsync(context, own, FaultEffect.None);
            return;
        }

        var effect = faults.Next(call);
        if (effect.Delay > TimeSpan.Zero)
            await Task.Delay(effect.Delay, options.Clock, context.RequestAborted);

        await AnswerAsync(context, call, effect, arrived);
    }

    /// <summary>What is asked of the simulator itself; null: of a source.</summary>
    private ApiAnswer? OwnAnswer(HttpContext context, IncomingCall call) => call.Path switch
    {
        ["_simulator"] => ApiAnswer.JsonText(200, $$"""{"identity":"{{identity}}"}"""),
        ["_simulator", "ledger"] => LedgerAnswer.Make(context.Request.Method, ledger),
        _ => null,
    };

    private async Task AnswerAsync(HttpContext context, IncomingCall call, FaultEffect effect, DateTimeOffset arrived)
    {
        if (effect.Abort)
        {
            Count(call, 0, arrived);
            context.Abort();
            return;
        }

        var answer = effect.Instead ?? Answer(context, call, effect);
        if (effect.Change is { } change)
            answer = change(answer.Held());
        Count(call, effect.Cut == BodyCut.None ? answer.Status : 0, arrived);
        await sender.SendAsync(context, answer, effect);
    }

    private void Count(IncomingCall call, int status, DateTimeOffset arrived)
    {
        statistics.Count(call.Pattern, status);
        ledger.Count(call.Source, call.Name, status, arrived);
    }

    private ApiAnswer Answer(HttpContext context, IncomingCall call, FaultEffect effect)
    {
        if (!HttpMethods.IsGet(context.Request.Method))
            return ApiAnswer.Error(405, "Method not allowed");

        return call.Source switch
        {
            SourceNames.CoinGecko => coinGecko.Answer(Request(call.Path[2..])),
            SourceNames.LunarCrush => lunarCrush.Answer(Request(call.Path[2..])),
            SourceNames.Coinbase => coinbase.Answer(Request(call.Path)),
            SourceNames.DefiLlama => defiLlama.Answer(Request(call.Path)),
            _ => ApiAnswer.Error(404, "Not found"),
        };

        ApiRequest Request(string[] segments) => new(segments, context.Request.Query, context.Request.Headers)
        {
            Url = $"{context.Request.Scheme}://{context.Request.Host.ToUriComponent()}{context.Request.Path.ToUriComponent()}",
            RepeatedRows = effect.RepeatedRows,
        };
    }
}
