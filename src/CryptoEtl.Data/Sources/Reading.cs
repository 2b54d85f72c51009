using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using CryptoEtl.Data.Sources.Drift;

namespace CryptoEtl.Data.Sources;

/// <summary>One answer being read: what was asked, where its rows come from, and how its fields differ from the known ones.</summary>
internal sealed class Reading(PlannedRequest request, RowOrigin origin)
{
    private readonly string[] segments = request.PathAndQuery.Split('?')[0].Split('/');

    public PlannedRequest Request => request;

    public RowOrigin Origin => origin;

    public DateTimeOffset ObservedAt => origin.ObservedAt;

    /// <summary>Page asked for, in the source's own counting.</summary>
    public int Page => request.Page;

    public SchemaDrift Drift { get; } = new(request.Endpoint);

    /// <summary>Rows over all pages, where the answer says so.</summary>
    public long? TotalRows { get; set; }

    /// <summary>What is read, for messages: source and path, such as <c>coingecko /coins/markets</c>.</summary>
    public string What { get; } = $"{request.Source} /{PathOf(request)}";

    /// <summary>A part of the path asked for, from 0, unescaped; null when the path is shorter.</summary>
    public string? Segment(int at) => at < segments.Length ? Uri.UnescapeDataString(segments[at]) : null;

    /// <summary>A parameter asked for, unescaped; null when it was not given.</summary>
    public string? Parameter(string name) => request.PathAndQuery.Split('?', 2) is [_, var query]
        ? query.Split('&').Select(pair => pair.Split('=', 2)).Where(pair => pair[0] == name).Select(pair => Uri.UnescapeDataString(pair[^1])).FirstOrDefault()
        : null;

    /// <summary>Columns in dollars are filled from answers in dollars.</summary>
    /// <exception cref="ArgumentException">Another currency was asked for.</exception>
    public void RequireUsd()
    {
        if (Parameter("vs_currency") is { } currency && currency != "usd")
            throw new ArgumentException($"{What}: vs_currency is '{currency}', and the columns are in USD");
    }

    private static string PathOf(PlannedRequest request) => EndpointCatalogue.Of(request.Endpoint).Path is { } pattern && pattern.Contains('{', StringComparison.Ordinal)
        ? request.PathAndQuery.Split('?')[0]
        : EndpointCatalogue.Of(request.Endpoint).Path;
}
