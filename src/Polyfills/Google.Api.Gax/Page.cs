using System.Collections;

namespace Google.Api.Gax;

/// <summary>Resources read together, and the token to read on after them.</summary>
public sealed class Page<TResource> : IEnumerable<TResource>
{
    private readonly IEnumerable<TResource> _resources;

    public Page(IEnumerable<TResource> resources, string nextPageToken)
    {
        _resources = GaxPreconditions.CheckNotNull(resources, nameof(resources));
        NextPageToken = nextPageToken;
    }

    /// <summary>Where the next page starts; null or empty after the last one.</summary>
    public string NextPageToken { get; }

    public IEnumerator<TResource> GetEnumerator() => _resources.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
