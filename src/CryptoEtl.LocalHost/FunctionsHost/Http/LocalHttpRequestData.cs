using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace CryptoEtl.LocalHost.FunctionsHost.Http;

/// <summary>An ASP.NET Core request as the worker's type.</summary>
internal sealed class LocalHttpRequestData : HttpRequestData, IHttpRequestDataFeature
{
    private readonly HttpContext _http;

    public LocalHttpRequestData(FunctionContext context, HttpContext http) : base(context)
    {
        _http = http;
        // ReadAsString is part of the worker's API, so reading the body synchronously has to work.
        if (http.Features.Get<IHttpBodyControlFeature>() is { } body) body.AllowSynchronousIO = true;
        Headers = new HttpHeadersCollection(http.Request.Headers.Select(header => KeyValuePair.Create(header.Key, (IEnumerable<string>)[.. header.Value!])));
        Cookies = [.. http.Request.Cookies.Select(cookie => new HttpCookie(cookie.Key, cookie.Value))];
        Url = new Uri(http.Request.GetEncodedUrl());
    }

    public override Stream Body => _http.Request.Body;

    public override HttpHeadersCollection Headers { get; }

    public override IReadOnlyCollection<IHttpCookie> Cookies { get; }

    public override Uri Url { get; }

    public override IEnumerable<ClaimsIdentity> Identities => _http.User.Identities;

    public override string Method => _http.Request.Method;

    public override HttpResponseData CreateResponse() => new LocalHttpResponseData(FunctionContext);

    public ValueTask<HttpRequestData?> GetHttpRequestDataAsync(FunctionContext context) => ValueTask.FromResult<HttpRequestData?>(this);
}
