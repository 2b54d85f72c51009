using System.Globalization;
using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Functions.Rebuild;

/// <summary>Requests in the records of raw answers: written with them, and read back to parse the answers again.</summary>
public static class RequestRecords
{
    public static RawAnswer With(RawAnswer answer, PlannedRequest request) =>
        answer with { Endpoint = request.Endpoint, Page = request.Page, SettledAt = request.SettledAt };

    /// <summary>The request that a record answers.</summary>
    /// <param name="name">Of the record within its batch.</param>
    /// <exception cref="LakeException">The record names no endpoint, and its path does not tell which it was.</exception>
    public static PlannedRequest RequestOf(string name, RawAnswer answer) => new(
        name, answer.Endpoint ?? EndpointOf(name, answer), answer.Request, answer.Page ?? PageIn(answer.Request), answer.SettledAt);

    /// <summary>All that a batch was answered, in order of name.</summary>
    public static async Task<IReadOnlyList<(PlannedRequest Request, RawAnswer Answer)>> OfAsync(Lake lake, BatchId batch, CancellationToken cancellation = default)
    {
        var all = new List<(PlannedRequest, RawAnswer)>();
        foreach (var file in await lake.Storage.ListAsync($"raw/requests/{batch.Id}", cancellation))
        {
            var name = Path.GetFileNameWithoutExtension(file.Path);
            if (file.Path.EndsWith(".json", StringComparison.Ordinal) && await lake.Raw.FindAsync(batch, name, cancellation) is { } answer)
                all.Add((RequestOf(name, answer), answer));
        }

        return all;
    }

    private static int PageIn(string request) =>
        request.Split('?', '&').Skip(1).Where(part => part.StartsWith("page=", StringComparison.Ordinal))
            .Select(part => int.TryParse(part.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? page : 1)
            .FirstOrDefault(1);

    /// <summary>Where several paths fit, the one with fewer placeholders is meant.</summary>
    private static string EndpointOf(string name, RawAnswer answer)
    {
        var segments = answer.Request.Split('?')[0].Split('/');
        var fitting = EndpointCatalogue.All.Where(endpoint => endpoint.Source == answer.Source && Fits(endpoint.Path, segments))
            .GroupBy(endpoint => endpoint.Path.Count(letter => letter == '{')).MinBy(group => group.Key)?.ToList() ?? [];
        return fitting.Count == 1
            ? fitting[0].Name
            : throw new LakeException($"raw answer {name} ({answer.Source} /{answer.Request}) names no endpoint, and {fitting.Count} have such a path");
    }

    private static bool Fits(string pattern, string[] segments)
    {
        var expected = pattern.Split('/');
        return expected.Length == segments.Length && expected.Zip(segments, (e, s) => e.StartsWith('{') || e == s).All(fits => fits);
    }
}
