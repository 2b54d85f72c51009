using System.Collections.Frozen;

namespace CryptoEtl.Data.HttpCache;

/// <summary>Names under which keys travel, and headers that are known not to be such.</summary>
public static class SecretNames
{
    private static readonly FrozenSet<string> Whole = new[]
    {
        "key", "auth", "authorization", "bearer", "credential", "credentials", "password", "passwd", "pwd", "sig", "signature", "session", "cookie",
    }.ToFrozenSet();

    private static readonly string[] Endings = ["apikey", "accesskey", "secretkey", "privatekey", "token", "secret"];

    /// <summary>Headers worth keeping. A list of the good ones: a new header of a source is nobody's secret until looked at.</summary>
    private static readonly FrozenSet<string> Harmless = new[]
    {
        "total", "per-page", "date", "age", "etag", "last-modified", "expires", "cache-control", "content-type", "retry-after", "cf-cache-status",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] HarmlessStarts = ["x-rate-limit-", "x-ratelimit-", "ratelimit-"];

    /// <summary>Whether a parameter or header of this name can hold a key. Case, dashes and underscores do not matter.</summary>
    public static bool IsSecret(string name)
    {
        var plain = string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
        return Whole.Contains(plain) || Endings.Any(ending => plain.EndsWith(ending, StringComparison.Ordinal));
    }

    /// <summary>The headers that may stay beside a body, by name. <c>link</c> is not among them: its addresses can hold a key.</summary>
    public static IReadOnlyDictionary<string, string> HarmlessOf(IReadOnlyDictionary<string, string> headers) =>
        new SortedDictionary<string, string>(
            headers.Where(header => IsHarmless(header.Key)).ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value),
            StringComparer.Ordinal);

    private static bool IsHarmless(string name) =>
        Harmless.Contains(name) || HarmlessStarts.Any(start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase));
}
