using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace CryptoEtl.LocalHost.FunctionsHost.Http;

/// <summary>A response a function fills in memory, sent when the function has ended.</summary>
internal sealed class LocalHttpResponseData(FunctionContext context) : HttpResponseData(context)
{
    private readonly LocalHttpCookies _cookies = new();

    public override HttpStatusCode StatusCode { get; set; } = HttpStatusCode.OK;

    public override HttpHeadersCollection Headers { get; set; } = [];

    public override Stream Body { get; set; } = new MemoryStream();

    public override HttpCookies Cookies => _cookies;

    public async Task SendAsync(HttpResponse response)
    {
        response.StatusCode = (int)StatusCode;
        foreach (var (name, values) in Headers) response.Headers[name] = values.ToArray();
        _cookies.AddTo(response.Cookies);
        if (Body.CanSeek) Body.Position = 0;
        if (Body.CanSeek && Body.Length > 0) response.ContentLength = Body.Length;
        await Body.CopyToAsync(response.Body, response.HttpContext.RequestAborted);
    }
}
