using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace CryptoEtl.Data.HttpCache;

/// <summary>What makes two requests the same request. It goes into file names and files, so it never carries a secret.</summary>
/// <param name="Upstream">Base address, a key in its path written <c>{key}</c> (<see cref="UpstreamOf"/> does that), or a name
/// such as a simulator's tape.</param>
/// <param name="Source">Such as <c>coingecko</c>.</param>
/// <param name="PathAndQuery">Relative to the base. Kept in canonical form: parameters sorted, escaped one way.</param>
/// <exception cref="ArgumentException">A part can hold a key, or is not what it should be.</exception>
public sealed record CacheKey(string Upstream, string Source, string PathAndQuery)
{
    public string Upstream { get; } = CanonicalRequest.Upstream(Upstream);

    public string Source { get; } = CanonicalRequest.Source(Source);

    public string PathAndQuery { get; } = CanonicalRequest.PathAndQuery(PathAndQuery);

    /// <summary>SHA-256 of all three, lower-case hex. The same on every machine.</summary>
    [JsonIgnore]
    public string Hash { get; } = HashOf(
        CanonicalRequest.Upstream(Upstream), CanonicalRequest.Source(Source), CanonicalRequest.PathAndQuery(PathAndQuery));

    /// <summary>A base address without what must not be kept: the path segments that are the key become <c>{key}</c>.</summary>
    /// <param name="apiKey">Null: there is none.</param>
    public static string UpstreamOf(Uri baseAddress, string? apiKey)
    {
        ArgumentNullException.ThrowIfNull(baseAddress);
        var segments = baseAddress.AbsolutePath.Split('/').Select(segment => Uri.UnescapeDataString(segment) == apiKey ? "{key}" : segment);
        return baseAddress.GetLeftPart(UriPartial.Authority) + string.Join('/', segments);
    }

    public override string ToString() => $"{Source} /{PathAndQuery}";

    private static string HashOf(string upstream, string source, string pathAndQuery) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"1\n{upstream}\n{source}\n{pathAndQuery}")));
}
