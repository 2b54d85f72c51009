using System.Collections;

namespace Google.Api.Gax;

/// <summary>A lazy sequence of resources that an API hands out page by page.</summary>
public abstract class PagedEnumerable<TResponse, TResource> : IEnumerable<TResource>
{
    /// <summary>The API's answers, one for each page.</summary>
    public virtual IEnumerable<TResponse> AsRawResponses() => throw new NotImplementedException();

    /// <summary>One page of exactly <paramref name="pageSize"/> resources, or fewer at the end.</summary>
    public virtual Page<TResource> ReadPage(int pageSize) => throw new NotImplementedException();

    public virtual IEnumerator<TResource> GetEnumerator() => throw new NotImplementedException();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
