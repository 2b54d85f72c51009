using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker.Http;

namespace CryptoEtl.LocalHost.FunctionsHost.Http;

/// <summary>Turns what a function returned into the response.</summary>
internal static class HttpResults
{
    public static Task WriteAsync(HttpContext http, object? result) => result switch
    {
        LocalHttpResponseData response => response.SendAsync(http.Response),
        HttpResponseData foreign => throw new InvalidOperationException($"{foreign.GetType()} was not made by HttpRequestData.CreateResponse."),
        IResult ready => ready.ExecuteAsync(http),
        IActionResult action => WriteActionAsync(http, action),
        string text => Results.Text(text).ExecuteAsync(http),
        null => WriteNothing(http),
        _ => Results.Json(result).ExecuteAsync(http),
    };

    /// <summary>The results whose executors live in MVC are written without it, so that the host needs no MVC services.</summary>
    private static Task WriteActionAsync(HttpContext http, IActionResult action) => action switch
    {
        ObjectResult { Value: null } empty => Results.StatusCode(empty.StatusCode ?? StatusCodes.Status200OK).ExecuteAsync(http),
        ObjectResult { Value: string text } o => Results.Text(text, statusCode: o.StatusCode).ExecuteAsync(http),
        ObjectResult o => Results.Json(o.Value, statusCode: o.StatusCode).ExecuteAsync(http),
        JsonResult json => Results.Json(json.Value, statusCode: json.StatusCode).ExecuteAsync(http),
        ContentResult content => Results.Text(content.Content, content.ContentType, statusCode: content.StatusCode).ExecuteAsync(http),
        FileContentResult file => Results.File(file.FileContents, file.ContentType, file.FileDownloadName).ExecuteAsync(http),
        FileStreamResult file => Results.File(file.FileStream, file.ContentType, file.FileDownloadName).ExecuteAsync(http),
        RedirectResult redirect => Results.Redirect(redirect.Url, redirect.Permanent, redirect.PreserveMethod).ExecuteAsync(http),
        _ => action.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor())),
    };

    private static Task WriteNothing(HttpContext http)
    {
        // A function that wrote to the HttpResponse itself has said all there is to say.
        if (!http.Response.HasStarted) http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
