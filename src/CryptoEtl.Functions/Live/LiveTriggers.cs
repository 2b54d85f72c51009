using System.Globalization;
using System.Net;
using CryptoEtl.Core;
using CryptoEtl.Functions.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CryptoEtl.Functions.Live;

/// <summary>What starts a live run: the clock, or a person.</summary>
public sealed partial class LiveTriggers([FromKeyedServices(CryptoEtlServices.Clock)] TimeProvider clock, ILogger<LiveTriggers> logger)
{
    /// <summary>Every slot of the <c>LIVE_SCHEDULE</c> setting, NCRONTAB.</summary>
    [Function("LiveTimer")]
    public async Task OnTimerAsync(
        [TimerTrigger("%LIVE_SCHEDULE%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var (runId, joined) = await RunStarter.StartAsync(client, new BatchId(LiveFlow.Pipeline, Slot()), cancellation);
        Triggered(runId, timer.IsPastDue, joined);
    }

    /// <summary><c>POST /api/run/live[?slot=ISO-TIME]</c> answers 202 with the addresses to follow the run by.</summary>
    [Function("LiveStart")]
    public async Task<HttpResponseData> OnRequestAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "run/live")] HttpRequestData request,
        [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        if (!TrySlot(request.Query["slot"], out var slot))
            return await RefuseAsync(request, $"slot '{request.Query["slot"]}' is not an ISO-8601 time", cancellation);

        var (runId, joined) = await RunStarter.StartAsync(client, new BatchId(LiveFlow.Pipeline, slot), cancellation);
        Triggered(runId, late: false, joined);
        return await client.CreateCheckStatusResponseAsync(request, runId, cancellation);
    }

    /// <summary>Slots are whole minutes, so that a timer and a person in the same minute mean the same run.</summary>
    private DateTimeOffset Slot()
    {
        var now = clock.GetUtcNow();
        return new(now.Ticks - now.Ticks % TimeSpan.TicksPerMinute, TimeSpan.Zero);
    }

    private bool TrySlot(string? text, out DateTimeOffset slot)
    {
        slot = Slot();
        return text is null || DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out slot);
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
