using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace CryptoEtl.Simulator.Serve;

/// <summary>One request, as much of it as an answer may depend on.</summary>
/// <param name="Path">Segments, percent-decoded.</param>
internal sealed record ApiRequest(string[] Path, IQueryCollection Query, IHeaderDictionary Headers)
{
    /// <summary>Scheme, host and path as the client wrote them, for links to other pages.</summary>
    public string Url { get; init; } = "";

    /// <summary>By how many rows each page begins early, repeating the end of the page before it. 0 unless a fault says so.</summary>
    public int RepeatedRows { get; init; }

    /// <summary>Rows before the given page, which a list leaves out.</summary>
    /// <param name="pagesBefore">0 for the first page.</param>
    public int Skipped(long pagesBefore, int perPage) =>
        (int)Math.Min(int.MaxValue, pagesBefore * (perPage - Math.Min(RepeatedRows, perPage - 1)));

    /// <summary>The value of a query parameter, or null if it is absent or empty.</summary>
    public string? this[string name] => Query[name].ToString() is { Length: > 0 } value ? value : null;

    public bool Flag(string name) => string.Equals(this[name], "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Comma-separated values, blanks dropped. Null if the parameter is absent.</summary>
    public IReadOnlyList<string>? List(string name) =>
        this[name]?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>A whole number, or null if the parameter is absent.</summary>
    /// <exception cref="RefusedException">The parameter is no number.</exception>
    public int? Number(string name, Func<string, ApiAnswer> refusal)
    {
        if (this[name] is not { } text)
            return null;

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new RefusedException(refusal($"Invalid parameter {name}"));
    }
}

/// <summary>Ends a request early with an answer. Never leaves the server.</summary>
internal sealed class RefusedException(ApiAnswer answer) : Exception
{
    public ApiAnswer Answer => answer;
}
