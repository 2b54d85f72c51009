namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Hands middleware the request behind an invocation.</summary>
public interface IHttpRequestDataFeature
{
    ValueTask<HttpRequestData?> GetHttpRequestDataAsync(FunctionContext context);
}
