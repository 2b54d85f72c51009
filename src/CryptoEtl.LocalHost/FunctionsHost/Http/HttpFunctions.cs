using CryptoEtl.LocalHost.FunctionsHost.Discovery;
using CryptoEtl.LocalHost.FunctionsHost.Invocation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoEtl.LocalHost.FunctionsHost.Http;

/// <summary>Serves HTTP-triggered functions below the route prefix.</summary>
internal static class HttpFunctions
{
    public static void Map(WebApplication app)
    {
        var runner = app.Services.GetRequiredService<FunctionRunner>();
        var prefix = app.Services.GetRequiredService<LocalFunctionsOptions>().RoutePrefix.Trim('/');
        foreach (var function in app.Services.GetRequiredService<FunctionCatalog>().Of(FunctionKind.Http))
            Map(app, runner, prefix, function);
    }

    private static void Map(WebApplication app, FunctionRunner runner, string prefix, LocalFunction function)
    {
        var trigger = (HttpTriggerAttribute)function.Trigger;
        var path = $"/{prefix}/{(trigger.Route ?? function.Name).TrimStart('/')}".Replace("//", "/", StringComparison.Ordinal);
        RequestDelegate serve = http => ServeAsync(http, runner, function, trigger.AuthLevel);
        var route = trigger.Methods is { Length: > 0 } methods ? app.MapMethods(path, methods.Select(method => method.ToUpperInvariant()), serve) : app.Map(path, serve);
        route.WithDisplayName(function.Name);
    }

    private static async Task ServeAsync(HttpContext http, FunctionRunner runner, LocalFunction function, AuthorizationLevel level)
    {
        if (level != AuthorizationLevel.Anonymous && !Caller.IsLocal(http))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var trigger = new HttpValues(http, function.TriggerParameter);
        await HttpResults.WriteAsync(http, await runner.RunAsync(function, trigger, http.RequestAborted));
    }
}
