using CryptoEtl.Core;
using CryptoEtl.Functions.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace CryptoEtl.Functions.Historical;

/// <summary>What starts a run of <c>historical</c>.</summary>
public sealed class HistoricalTriggers(PipelineStart start)
{
    /// <summary>Every slot of the <c>HISTORICAL_SCHEDULE</c> setting, NCRONTAB.</summary>
    [Function("HistoricalTimer")]
    public Task OnTimerAsync(
        [TimerTrigger("%HISTORICAL_SCHEDULE%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        start.OnTimerAsync(Pipelines.Historical, timer.IsPastDue, client, cancellation);

    /// <summary><c>POST /api/run/historical[?slot=ISO-TIME]</c>.</summary>
    [Function("HistoricalStart")]
    public Task<HttpResponseData> OnRequestAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "run/historical")] HttpRequestData request,
        [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        start.OnRequestAsync(Pipelines.Historical, request, client, cancellation);
}
