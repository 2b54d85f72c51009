using CryptoEtl.LocalHost.Durable;
using CryptoEtl.LocalHost.FunctionsHost.Http;
using DurableTask.Core.Exceptions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoEtl.LocalHost.FunctionsHost.Management;

/// <summary>The HTTP API that the Durable extension adds to a Functions host.</summary>
internal static class ManagementRoutes
{
    private const string Base = "/runtime/webhooks/durabletask";

    public static void Map(WebApplication app)
    {
        var client = app.Services.GetRequiredService<DurableEngine>().Client;
        var api = app.MapGroup(Base).AddEndpointFilter(OnlyLocalAsync).AddEndpointFilter(TellErrorsAsync);
        InstanceRoutes.Map(api, app.Services.GetRequiredService<DurableEngine>());
        StartRoutes.Map(api, client);
        MapLater(api);
    }

    /// <summary>Known to the extension, not yet to this engine.</summary>
    private static void MapLater(RouteGroupBuilder api)
    {
        api.MapDelete("instances", Later);
        api.MapDelete("instances/{instanceId}", Later);
        api.MapPost("instances/{instanceId}/raiseEvent/{eventName}", Later);
        foreach (var operation in new[] { "terminate", "suspend", "resume", "rewind", "restart" })
            api.MapPost($"instances/{{instanceId}}/{operation}", Later);
    }

    private static IResult Later(HttpRequest request) => Results.Json(
        new { Message = $"{request.Method} {request.Path} is not supported by the local engine yet." }, statusCode: StatusCodes.Status501NotImplemented);

    /// <summary>In Azure these routes need a system key.</summary>
    private static async ValueTask<object?> OnlyLocalAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        Caller.IsLocal(context.HttpContext) ? await next(context) : Results.Unauthorized();

    private static async ValueTask<object?> TellErrorsAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception bad) when (bad is ArgumentException or FormatException or OrchestrationAlreadyExistsException or System.Text.Json.JsonException)
        {
            return Results.Json(
                new { Message = "Something went wrong while processing your request", ExceptionMessage = bad.Message },
                statusCode: StatusCodes.Status400BadRequest);
        }
    }
}
