using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Google.Cloud.Storage.V1.Tests.Server;

/// <summary>Answers in the API's form.</summary>
internal static class Answer
{
    internal static Task JsonAsync(HttpContext context, JsonObject json)
    {
        context.Response.ContentType = "application/json; charset=UTF-8";
        return context.Response.WriteAsync(json.ToJsonString());
    }

    internal static Task ErrorAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        if (status == 304) return Task.CompletedTask;
        var error = new JsonObject { ["message"] = message, ["domain"] = "global", ["reason"] = "test" };
        return JsonAsync(context, new JsonObject { ["error"] = new JsonObject { ["code"] = status, ["message"] = message, ["errors"] = new JsonArray(error) } });
    }

    internal static Task NotFoundAsync(HttpContext context, string bucket, string name) =>
        ErrorAsync(context, 404, $"No such object: {bucket}/{name}");

    internal static Task ConditionAsync(HttpContext context, int status) =>
        ErrorAsync(context, status, "At least one of the pre-conditions you specified did not hold.");
}
