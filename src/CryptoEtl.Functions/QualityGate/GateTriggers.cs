using CryptoEtl.Core;
using CryptoEtl.Functions.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace CryptoEtl.Functions.QualityGate;

/// <summary>What starts a run of <c>gate</c>.</summary>
public sealed class GateTriggers(PipelineStart start)
{
    /// <summary>Every slot of the <c>GATE_SCHEDULE</c> setting, NCRONTAB.</summary>
    [Function("GateTimer")]
    public Task OnTimerAsync(
        [TimerTrigger("%GATE_SCHEDULE%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        start.OnTimerAsync(Pipelines.Gate, timer.IsPastDue, client, cancellation);

    /// <summary><c>POST /api/run/gate[?slot=ISO-TIME]</c>.</summary>
    [Function("GateStart")]
    public Task<HttpResponseData> OnRequestAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "run/gate")] HttpRequestData request,
        [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        start.OnRequestAsync(Pipelines.Gate, request, client, cancellation);
}
