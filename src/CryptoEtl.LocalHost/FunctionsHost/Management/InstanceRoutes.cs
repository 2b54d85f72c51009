using CryptoEtl.LocalHost.Durable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;
using Microsoft.DurableTask.Client;

namespace CryptoEtl.LocalHost.FunctionsHost.Management;

/// <summary>Looks at one instance, or at many.</summary>
internal static class InstanceRoutes
{
    private const string ContinuationHeader = "x-ms-continuation-token";

    public static void Map(RouteGroupBuilder api, DurableEngine engine)
    {
        api.MapGet("instances/{instanceId}", (string instanceId, HttpContext http) => GetAsync(engine, instanceId, http));
        api.MapGet("instances", (Delegate)((HttpContext http) => ListAsync(engine, http)));
    }

    private static async Task<IResult> GetAsync(DurableEngine engine, string instanceId, HttpContext http)
    {
        var query = http.Request.Query;
        if (await engine.Client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, http.RequestAborted) is not { } instance)
            return Results.NotFound();

        var history = query.Flag("showHistory") ? engine.ReadHistory(instanceId) : null;
        var body = StatusJson.Write(instance, query.Flag("showInput", otherwise: true), history, query.Flag("showHistoryOutput"));
        return Json(body, StatusCode(instance, query, http));
    }

    private static int StatusCode(OrchestrationMetadata instance, IQueryCollection query, HttpContext http)
    {
        if (instance.RuntimeStatus == OrchestrationRuntimeStatus.Failed && query.Flag("returnInternalServerErrorOnFailure"))
            return StatusCodes.Status500InternalServerError;
        if (instance.IsCompleted) return StatusCodes.Status200OK;

        http.Response.Headers.Location = http.Request.GetEncodedUrl();
        http.Response.Headers.RetryAfter = "5";
        return StatusCodes.Status202Accepted;
    }

    private static async Task<IResult> ListAsync(DurableEngine engine, HttpContext http)
    {
        var query = http.Request.Query;
        string? token = http.Request.Headers[ContinuationHeader];
        var pages = engine.Client.GetAllInstancesAsync(query.ToOrchestrationQuery(string.IsNullOrEmpty(token) ? null : token)).AsPages();
        await using var page = pages.GetAsyncEnumerator(http.RequestAborted);
        await page.MoveNextAsync();

        http.Response.Headers[ContinuationHeader] = page.Current.ContinuationToken ?? "";
        return Json(StatusJson.Write(page.Current.Values, query.Flag("showInput", otherwise: true)), StatusCodes.Status200OK);
    }

    private static IResult Json(string body, int statusCode) =>
        Results.Text(body, "application/json; charset=utf-8", statusCode: statusCode);
}
