namespace CryptoEtl.Data.HttpCache;

/// <summary>One spelling per request, and none that holds a secret.</summary>
internal static class CanonicalRequest
{
    public static string Source(string source) => source is { Length: > 0 } && !source.Contains('\n', StringComparison.Ordinal)
        ? source
        : throw new ArgumentException("a source has a name of one line", nameof(source));

    /// <exception cref="ArgumentException">It has a query or a user: places where keys are.</exception>
    public static string Upstream(string upstream)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(upstream);
        if (upstream.AsSpan().ContainsAny("?#@\n"))
            throw new ArgumentException("an upstream has no query, no fragment and no user", nameof(upstream));
        return upstream.TrimEnd('/');
    }

    /// <exception cref="ArgumentException">It is absolute, or a parameter can hold a key. The value is not in the message.</exception>
    public static string PathAndQuery(string pathAndQuery)
    {
        ArgumentNullException.ThrowIfNull(pathAndQuery);
        if (pathAndQuery.Contains("://", StringComparison.Ordinal) || pathAndQuery.AsSpan().ContainsAny("#\n"))
            throw new ArgumentException("a path is relative and has no fragment", nameof(pathAndQuery));

        var (path, query) = pathAndQuery.Split('?', 2) is [var before, var after] ? (before, after) : (pathAndQuery, "");
        var parameters = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(Parameter).Order(StringComparer.Ordinal).ToList();
        return path.TrimStart('/') + (parameters.Count == 0 ? "" : "?" + string.Join('&', parameters));
    }

    private static string Parameter(string pair)
    {
        var parts = pair.Split('=', 2);
        var name = Decode(parts[0]);
        if (SecretNames.IsSecret(name))
            throw new ArgumentException($"the parameter '{name}' can hold a key: send it in a header", nameof(pair));
        return parts is [_, var value] ? $"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(Decode(value))}" : Uri.EscapeDataString(name);
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
