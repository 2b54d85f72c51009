using CryptoEtl.Core;
using CryptoEtl.Functions.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace CryptoEtl.Functions.Live;

/// <summary>What starts a run of <c>live</c>.</summary>
public sealed class LiveTriggers(PipelineStart start)
{
    /// <summary>Every slot of the <c>LIVE_SCHEDULE</c> setting, NCRONTAB.</summary>
    [Function("LiveTimer")]
    public Task OnTimerAsync(
        [TimerTrigger("%LIVE_SCHEDULE%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        start.OnTimerAsync(Pipelines.Live, timer.IsPastDue, client, cancellation);

    /// <summary><c>POST /api/run/live[?slot=ISO-TIME]</c>.</summary>
    [Function("LiveStart")]
    public Task<HttpResponseData> OnRequestAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "run/live")] HttpRequestData request,
        [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        start.OnRequestAsync(Pipelines.Live, request, client, cancellation);
}
