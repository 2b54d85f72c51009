namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>One cookie.</summary>
public interface IHttpCookie
{
    string? Domain { get; }

    DateTimeOffset? Expires { get; }

    bool? HttpOnly { get; }

    /// <summary>Seconds; zero or less expires the cookie.</summary>
    double? MaxAge { get; }

    string Name { get; }

    string? Path { get; }

    SameSite SameSite { get; }

    bool? Secure { get; }

    string Value { get; }
}

/// <summary>Whether a cookie travels with requests from other sites.</summary>
public enum SameSite
{
    None,
    Lax,
    Strict,
    ExplicitNone,
}
