using CryptoEtl.Core.Planning;

namespace CryptoEtl.Data.HttpCache.Admin;

/// <summary>Which endpoint of the catalogue a request asked.</summary>
internal static class EndpointPaths
{
    private static readonly ILookup<(string Source, int Segments), string[]> Patterns = EndpointCatalogue.All
        .Where(endpoint => endpoint.Path.Length > 0)
        .Select(endpoint => (endpoint.Source, Segments: endpoint.Path.Split('/')))
        .OrderBy(pattern => pattern.Segments.Count(IsPlaceholder))
        .ToLookup(pattern => (pattern.Source, pattern.Segments.Length), pattern => pattern.Segments);

    /// <returns>The path with placeholders; of an endpoint not in the catalogue the path itself.</returns>
    public static string PatternOf(CacheKey key)
    {
        var path = key.PathAndQuery.Split('?')[0];
        var segments = path.Split('/');
        var pattern = Patterns[(key.Source, segments.Length)].FirstOrDefault(pattern => Matches(pattern, segments));
        return pattern is null ? path : string.Join('/', pattern);
    }

    private static bool Matches(string[] pattern, string[] segments) =>
        pattern.Zip(segments).All(pair => IsPlaceholder(pair.First) || pair.First == pair.Second);

    private static bool IsPlaceholder(string segment) => segment.StartsWith('{');
}
