using CryptoEtl.Core;
using CryptoEtl.Functions.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace CryptoEtl.Functions.Features;

/// <summary>What starts a run of <c>features</c>.</summary>
public sealed class FeaturesTriggers(PipelineStart start)
{
    /// <summary>Every slot of the <c>FEATURES_SCHEDULE</c> setting, NCRONTAB.</summary>
    [Function("FeaturesTimer")]
    public Task OnTimerAsync(
        [TimerTrigger("%FEATURES_SCHEDULE%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        start.OnTimerAsync(Pipelines.Features, timer.IsPastDue, client, cancellation);

    /// <summary><c>POST /api/run/features[?slot=ISO-TIME]</c>.</summary>
    [Function("FeaturesStart")]
    public Task<HttpResponseData> OnRequestAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "run/features")] HttpRequestData request,
        [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        start.OnRequestAsync(Pipelines.Features, request, client, cancellation);
}
