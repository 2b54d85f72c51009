using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CryptoEtl.LocalHost.FunctionsHost.Management;

/// <summary>Starts an orchestrator by name.</summary>
internal static class StartRoutes
{
    public static void Map(RouteGroupBuilder api, DurableTaskClient client)
    {
        api.MapPost("orchestrators/{functionName}", (string functionName, HttpContext http) => StartAsync(client, functionName, null, http));
        api.MapPost("orchestrators/{functionName}/{instanceId}",
            (string functionName, string instanceId, HttpContext http) => StartAsync(client, functionName, instanceId, http));
    }

    private static async Task<IResult> StartAsync(DurableTaskClient client, string functionName, string? instanceId, HttpContext http)
    {
        var input = await ReadInputAsync(http);
        var started = await client.ScheduleNewOrchestrationInstanceAsync(
            functionName, input, new StartOrchestrationOptions(instanceId), http.RequestAborted);

        if (http.Request.Query.Number("timeout") is { } seconds
            && await EndAsync(client, started, TimeSpan.FromSeconds(seconds), http.RequestAborted) is { } ended)
            return Results.Text(ended.SerializedOutput ?? "null", "application/json");

        var links = Links(http.Request, started);
        http.Response.Headers.Location = links["statusQueryGetUri"];
        http.Response.Headers.RetryAfter = "10";
        return Results.Json(links, statusCode: StatusCodes.Status202Accepted);
    }

    /// <returns>Null when it did not end in time.</returns>
    private static async Task<OrchestrationMetadata?> EndAsync(DurableTaskClient client, string instanceId, TimeSpan timeout, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        try
        {
            return await client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private static async Task<JsonElement?> ReadInputAsync(HttpContext http)
    {
        using var body = new StreamReader(http.Request.Body);
        var text = await body.ReadToEndAsync(http.RequestAborted);
        return text.Length == 0 ? null : JsonElement.Parse(text);
    }

    private static Dictionary<string, string> Links(HttpRequest request, string instanceId)
    {
        var instance = $"{request.Scheme}://{request.Host}/runtime/webhooks/durabletask/instances/{Uri.EscapeDataString(instanceId)}";
        return new Dictionary<string, string>
        {
            ["id"] = instanceId,
            ["statusQueryGetUri"] = instance,
            ["sendEventPostUri"] = $"{instance}/raiseEvent/{{eventName}}",
            ["terminatePostUri"] = $"{instance}/terminate?reason={{text}}",
            ["rewindPostUri"] = $"{instance}/rewind?reason={{text}}",
            ["purgeHistoryDeleteUri"] = instance,
            ["restartPostUri"] = $"{instance}/restart",
            ["suspendPostUri"] = $"{instance}/suspend?reason={{text}}",
            ["resumePostUri"] = $"{instance}/resume?reason={{text}}",
        };
    }
}
