using CryptoEtl.Core;
using CryptoEtl.Functions.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace CryptoEtl.Functions.Derivatives;

/// <summary>What starts a run of <c>derivatives</c>.</summary>
public sealed class DerivativesTriggers(PipelineStart start)
{
    /// <summary>Every slot of the <c>DERIVATIVES_SCHEDULE</c> setting, NCRONTAB.</summary>
    [Function("DerivativesTimer")]
    public Task OnTimerAsync(
        [TimerTrigger("%DERIVATIVES_SCHEDULE%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        start.OnTimerAsync(Pipelines.Derivatives, timer.IsPastDue, client, cancellation);

    /// <summary><c>POST /api/run/derivatives[?slot=ISO-TIME]</c>.</summary>
    [Function("DerivativesStart")]
    public Task<HttpResponseData> OnRequestAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "run/derivatives")] HttpRequestData request,
        [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        start.OnRequestAsync(Pipelines.Derivatives, request, client, cancellation);
}
