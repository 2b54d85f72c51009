using Google.Apis.Requests;

namespace Google.Api.Gax.Rest;

/// <summary>Pages through a REST method on the caller's thread, asking for a page only once somebody wants it.</summary>
public sealed class RestPagedEnumerable<TRequest, TResponse, TResource>(
    Func<TRequest> requestProvider,
    IPageManager<TRequest, TResponse, TResource> pageManager) : PagedEnumerable<TResponse, TResource>
    where TRequest : class, IClientServiceRequest<TResponse>
    where TResponse : class
{
    private readonly RestPagedAsyncEnumerable<TRequest, TResponse, TResource> _pages = new(requestProvider, pageManager);

    public override Page<TResource> ReadPage(int pageSize) => Task.Run(() => _pages.ReadPageAsync(pageSize)).GetAwaiter().GetResult();

    public override IEnumerator<TResource> GetEnumerator() =>
        AsRawResponses().SelectMany(response => pageManager.GetResources(response) ?? []).GetEnumerator();

    public override IEnumerable<TResponse> AsRawResponses()
    {
        TRequest request = requestProvider();
        string token;
        do
        {
            TResponse response = request.Execute();
            yield return response;
            token = pageManager.GetNextPageToken(response);
            pageManager.SetPageToken(request, token);
        }
        while (!string.IsNullOrEmpty(token));
    }
}
