using CryptoEtl.Core;
using CryptoEtl.Functions.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace CryptoEtl.Functions.Coinbase;

/// <summary>What starts a run of <c>coinbase</c>.</summary>
public sealed class CoinbaseTriggers(PipelineStart start)
{
    /// <summary>Every slot of the <c>COINBASE_SCHEDULE</c> setting, NCRONTAB.</summary>
    [Function("CoinbaseTimer")]
    public Task OnTimerAsync(
        [TimerTrigger("%COINBASE_SCHEDULE%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        start.OnTimerAsync(Pipelines.Coinbase, timer.IsPastDue, client, cancellation);

    /// <summary><c>POST /api/run/coinbase[?slot=ISO-TIME]</c>.</summary>
    [Function("CoinbaseStart")]
    public Task<HttpResponseData> OnRequestAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "run/coinbase")] HttpRequestData request,
        [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        start.OnRequestAsync(Pipelines.Coinbase, request, client, cancellation);
}
