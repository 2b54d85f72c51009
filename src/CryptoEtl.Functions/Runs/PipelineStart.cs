using System.Globalization;
using System.Net;
using CryptoEtl.Core;
using CryptoEtl.Core.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CryptoEtl.Functions.Runs;

/// <summary>What starts a run of any pipeline: the clock, or a person.</summary>
public sealed partial class PipelineStart([FromKeyedServices(CryptoEtlServices.Clock)] TimeProvider clock, ILogger<PipelineStart> logger)
{
    /// <summary>Starts the slot that it is now.</summary>
    public async Task OnTimerAsync(PipelineDefinition pipeline, bool late, DurableTaskClient client, CancellationToken cancellation)
    {
        var (runId, joined) = await RunStarter.StartAsync(client, new RunRequest(new BatchId(pipeline.Name, Now(pipeline))), cancellation);
        Triggered(runId, late, joined);
    }

    /// <summary>Starts the slot of the query (and the part of the past that <see cref="PastQuery"/> reads), or the one that it is now; answers 202 with the addresses to follow the run by.</summary>
    public async Task<HttpResponseData> OnRequestAsync(
        PipelineDefinition pipeline, HttpRequestData request, DurableTaskClient client, CancellationToken cancellation)
    {
        RunRequest run;
        try
        {
            var past = PastQuery.Read(pipeline, request.Query);
            run = new(new BatchId(pipeline.Name, SlotFrom(pipeline, request.Query["slot"])) { Scope = past.Id }, ApprovedPlan: null, past.Id is null ? null : past);
        }
        catch (BadInputException refused)
        {
            return await RefuseAsync(request, refused.Message, cancellation);
        }

        var (runId, joined) = await RunStarter.StartAsync(client, run, cancellation);
        Triggered(runId, late: false, joined);
        return await client.CreateCheckStatusResponseAsync(request, runId, cancellation);
    }

    private DateTimeOffset Now(PipelineDefinition pipeline) => pipeline.SlotOf(clock.GetUtcNow());

    /// <exception cref="BadInputException">It is no time, or not now.</exception>
    private DateTimeOffset SlotFrom(PipelineDefinition pipeline, string? text)
    {
        if (text is null)
            return Now(pipeline);
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment))
            throw new BadInputException($"slot '{text}' is not an ISO-8601 time");

        var slot = pipeline.SlotOf(moment);
        pipeline.RequireCurrent(slot, clock.GetUtcNow());
        return slot;
    }

    private static async Task<HttpResponseData> RefuseAsync(HttpRequestData request, string why, CancellationToken cancellation)
    {
        var response = request.CreateResponse(HttpStatusCode.BadRequest);
        await response.WriteStringAsync(why, cancellation);
        return response;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{RunId} triggered; late: {Late}, joined: {Joined}")]
    private partial void Triggered(string runId, bool late, bool joined);
}
