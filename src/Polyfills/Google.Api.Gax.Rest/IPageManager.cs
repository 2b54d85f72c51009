namespace Google.Api.Gax.Rest;

/// <summary>How one paged method takes its page size and token, and where it puts its resources.</summary>
public interface IPageManager<TRequest, TResponse, TResource>
{
    void SetPageSize(TRequest request, int pageSize);

    void SetPageToken(TRequest request, string pageToken);

    IEnumerable<TResource> GetResources(TResponse response);

    string GetNextPageToken(TResponse response);
}
