namespace Google.Api.Gax;

/// <summary>A lazy asynchronous sequence of resources that an API hands out page by page.</summary>
public abstract class PagedAsyncEnumerable<TResponse, TResource> : IAsyncEnumerable<TResource>
{
    /// <summary>The API's answers, one for each page.</summary>
    public virtual IAsyncEnumerable<TResponse> AsRawResponses() => throw new NotImplementedException();

    /// <summary>One page of exactly <paramref name="pageSize"/> resources, or fewer at the end.</summary>
    public virtual Task<Page<TResource>> ReadPageAsync(int pageSize, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    public virtual IAsyncEnumerator<TResource> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();
}
