using Google.Apis.Http;

namespace Google.Api.Gax.Rest;

/// <summary>Names the project to charge where an API key is all the authentication there is.</summary>
internal sealed class QuotaProjectHeader(string project) : IConfigurableHttpClientInitializer, IHttpExecuteInterceptor
{
    public void Initialize(ConfigurableHttpClient httpClient) => httpClient.MessageHandler.Credential = this;

    public Task InterceptAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Remove("x-goog-user-project");
        request.Headers.Add("x-goog-user-project", project);
        return Task.CompletedTask;
    }
}
