using System.Runtime.CompilerServices;
using Google.Apis.Requests;

namespace Google.Api.Gax.Rest;

/// <summary>Pages through a REST method, asking for a page only once somebody wants it.</summary>
public sealed class RestPagedAsyncEnumerable<TRequest, TResponse, TResource>(
    Func<TRequest> requestProvider,
    IPageManager<TRequest, TResponse, TResource> pageManager) : PagedAsyncEnumerable<TResponse, TResource>
    where TRequest : class, IClientServiceRequest<TResponse>
    where TResponse : class
{
    public override IAsyncEnumerable<TResponse> AsRawResponses() => Responses(default);

    public override IAsyncEnumerator<TResource> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        Resources(cancellationToken).GetAsyncEnumerator(CancellationToken.None);

    public override async Task<Page<TResource>> ReadPageAsync(int pageSize, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pageSize);
        var page = new List<TResource>(pageSize);
        TRequest request = requestProvider();
        string token;
        do
        {
            pageManager.SetPageSize(request, pageSize - page.Count);
            TResponse response = await request.ExecuteAsync(cancellationToken).ConfigureAwait(false);
            page.AddRange(pageManager.GetResources(response) ?? []);
            token = pageManager.GetNextPageToken(response);
            pageManager.SetPageToken(request, token);
        }
        while (page.Count < pageSize && !string.IsNullOrEmpty(token));
        return new Page<TResource>(page, token);
    }

    private async IAsyncEnumerable<TResource> Resources([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (TResponse response in Responses(cancellationToken).ConfigureAwait(false))
        {
            foreach (TResource resource in pageManager.GetResources(response) ?? []) yield return resource;
        }
    }

    private async IAsyncEnumerable<TResponse> Responses([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TRequest request = requestProvider();
        string token;
        do
        {
            TResponse response = await request.ExecuteAsync(cancellationToken).ConfigureAwait(false);
            yield return response;
            token = pageManager.GetNextPageToken(response);
            pageManager.SetPageToken(request, token);
        }
        while (!string.IsNullOrEmpty(token));
    }
}
