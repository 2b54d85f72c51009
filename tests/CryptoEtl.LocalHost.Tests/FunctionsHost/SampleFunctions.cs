using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CryptoEtl.LocalHost.Tests.FunctionsHost;

public sealed record Order(string Coin, int Pages);

/// <summary>An orchestrator with typed input, and activities of every shape a method can have.</summary>
public static class PagesOrchestrator
{
    [Function("Pages")]
    public static async Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, Order order, FunctionContext invocation)
    {
        context.SetCustomStatus(invocation.FunctionDefinition.Name);
        var pages = Enumerable.Range(0, order.Pages).Select(page => context.CallActivityAsync<string>("FetchPage", new Order(order.Coin, page)));
        var fetched = await Task.WhenAll(pages);
        await context.CallActivityAsync("Close", order.Coin);
        return string.Join(',', fetched) + await context.CallActivityAsync<int>("Count", fetched);
    }
}

public sealed class PageActivities(Journal journal) : IAsyncDisposable
{
    [Function("FetchPage")]
    public async Task<string> FetchAsync(FunctionContext context, [ActivityTrigger] Order order, CancellationToken cancellation)
    {
        await Task.Delay(1, cancellation);
        journal.Add($"{context.FunctionDefinition.Name} {order.Coin} {order.Pages}");
        return $"{order.Coin}{order.Pages}";
    }

    [Function("Close")]
    public void Close([ActivityTrigger] string coin) => journal.Add($"closed {coin}");

    [Function("Count")]
    public ValueTask<int> Count([ActivityTrigger] string[] pages) => ValueTask.FromResult(pages.Length);

    public ValueTask DisposeAsync()
    {
        journal.Add("disposed");
        return ValueTask.CompletedTask;
    }
}

public sealed class HttpSamples
{
    [Function("StartPages")]
    public static async Task<HttpResponseData> StartAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "coins/{coin}/pages/{pages:int}")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        string coin,
        int pages)
    {
        var id = await client.ScheduleNewOrchestrationInstanceAsync("Pages", new Order(coin, pages), new StartOrchestrationOptions($"{coin}-{pages}"));
        return await client.CreateCheckStatusResponseAsync(request, id);
    }

    [Function("Echo")]
    public static async Task<HttpResponseData> EchoAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequestData request)
    {
        var order = await request.ReadFromJsonAsync<Order>();
        var response = request.CreateResponse(HttpStatusCode.Created);
        response.Headers.Add("X-Query", request.Query["q"]);
        response.Cookies.Append("seen", "yes");
        await response.WriteAsJsonAsync(order);
        return response;
    }

    [Function("Action")]
    public static IActionResult Action([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        new OkObjectResult(new Order(request.Query["coin"]!, 1));

    [Function("Ready")]
    public static IResult Ready([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, FunctionContext context) =>
        Results.Json(new { Same = ReferenceEquals(context.GetHttpContext(), request.HttpContext) });

    [Function("Nothing")]
    public static void Nothing([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => ArgumentNullException.ThrowIfNull(request);

    [Function("Broken")]
    public static Task<string> Broken([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        throw new InvalidOperationException(request.Path);
}
