using System.Globalization;

namespace CryptoEtl.Simulator.Serve.CoinGecko;

/// <summary>The page of a list that tells its length in headers: <c>total</c>, <c>per-page</c> and <c>link</c>.</summary>
/// <param name="Page">From 1.</param>
internal sealed record Paging(int Page, int PerPage)
{
    /// <exception cref="RefusedException">A parameter is no positive whole number.</exception>
    public static Paging Fixed(ApiRequest request, int perPage) => new(MarketsQuery.Positive(request, "page", 1), perPage);

    /// <exception cref="RefusedException">A parameter is no positive whole number.</exception>
    public static Paging Asked(ApiRequest request, int otherwise) => new(
        MarketsQuery.Positive(request, "page", 1),
        Math.Min(MarketsQuery.LargestPage, MarketsQuery.Positive(request, "per_page", otherwise)));

    public IEnumerable<T> Cut<T>(ApiRequest request, IReadOnlyCollection<T> rows) =>
        rows.Skip(request.Skipped(Page - 1L, PerPage)).Take(PerPage);

    public IReadOnlyList<(string Name, string Value)> Headers(ApiRequest request, int total)
    {
        List<(string, string)> headers = [("total", Text(total)), ("per-page", Text(PerPage))];
        // There is no link when one page is enough.
        if (Links(request, Math.Max(1, (total + PerPage - 1) / PerPage)) is { Length: > 0 } links)
            headers.Add(("link", links));
        return headers;
    }

    private string Links(ApiRequest request, int last)
    {
        List<string> links = [];
        if (Page > 1)
            links.AddRange([Link(1, "first"), Link(Math.Min(Page - 1, last), "prev")]);
        if (Page < last)
            links.AddRange([Link(last, "last"), Link(Page + 1, "next")]);
        return string.Join(", ", links);

        string Link(int page, string name) => $"<{request.Url}?{Query(request, page)}>; rel=\"{name}\"";
    }

    // All that was asked for, but for a key: links end up in logs.
    private static string Query(ApiRequest request, int page)
    {
        var kept = request.Query.Keys
            .Where(name => name is not ("page" or "x_cg_pro_api_key"))
            .Select(name => $"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(request.Query[name].ToString())}");
        return string.Join('&', kept.Append($"page={Text(page)}"));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
