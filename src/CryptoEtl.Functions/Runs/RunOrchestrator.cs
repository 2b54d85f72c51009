using CryptoEtl.Core;
using CryptoEtl.Core.Runs;
using CryptoEtl.Functions.Coinbase;
using CryptoEtl.Functions.Derivatives;
using CryptoEtl.Functions.Features;
using CryptoEtl.Functions.Historical;
using CryptoEtl.Functions.Live;
using CryptoEtl.Functions.QualityGate;
using CryptoEtl.Functions.Universe;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace CryptoEtl.Functions.Runs;

/// <summary>One run of one pipeline. Its instance id is the batch's id.</summary>
/// <remarks>Holds the order of things only: rows travel through the lake, history carries keys and counts.</remarks>
public static class RunOrchestrator
{
    [Function(nameof(RunOrchestrator))]
    public static Task<RunReport> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, RunRequest request) =>
        request.Batch.Pipeline switch
        {
            "gate" => new GateFlow(context, request).RunAsync(),
            "features" => new FeaturesFlow(context, request).RunAsync(),
            _ => FlowOf(context, request).RunAsync(),
        };

    private static RunFlow FlowOf(TaskOrchestrationContext context, RunRequest request) => request.Batch.Pipeline switch
    {
        "universe" => new UniverseFlow(context, request),
        "historical" => new HistoricalFlow(context, request),
        "live" => new LiveFlow(context, request),
        "derivatives" => new DerivativesFlow(context, request),
        "coinbase" => new CoinbaseFlow(context, request),
        var unknown => throw new BadInputException($"no pipeline '{unknown}'"),
    };
}
