using CryptoEtl.Core;
using CryptoEtl.Functions.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace CryptoEtl.Functions.Universe;

/// <summary>What starts a run of <c>universe</c>.</summary>
public sealed class UniverseTriggers(PipelineStart start)
{
    /// <summary>Every slot of the <c>UNIVERSE_SCHEDULE</c> setting, NCRONTAB.</summary>
    [Function("UniverseTimer")]
    public Task OnTimerAsync(
        [TimerTrigger("%UNIVERSE_SCHEDULE%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        start.OnTimerAsync(Pipelines.Universe, timer.IsPastDue, client, cancellation);

    /// <summary><c>POST /api/run/universe[?slot=ISO-TIME]</c>.</summary>
    [Function("UniverseStart")]
    public Task<HttpResponseData> OnRequestAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "run/universe")] HttpRequestData request,
        [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        start.OnRequestAsync(Pipelines.Universe, request, client, cancellation);
}
