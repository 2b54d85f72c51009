using System.Collections.Specialized;
using System.Globalization;
using CryptoEtl.Core;
using CryptoEtl.Core.Runs;

namespace CryptoEtl.Functions.Runs;

/// <summary>The part of the past that a request names: <c>from</c>, <c>to</c>, <c>assets</c>, <c>hourly</c>, <c>refresh</c>.</summary>
internal static class PastQuery
{
    /// <exception cref="BadInputException">It makes no sense, or the pipeline has no past.</exception>
    public static RunScope Read(PipelineDefinition pipeline, NameValueCollection query)
    {
        var scope = new RunScope(
            Day(query, "from"), Day(query, "to"), query["assets"]?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            Flag(query, "hourly"), Flag(query, "refresh")).Checked();
        return scope.Id is null || pipeline.HasPast ? scope : throw new BadInputException($"{pipeline.Name} has no past to ask for a part of");
    }

    private static DateOnly? Day(NameValueCollection query, string name) => query[name] is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new BadInputException($"{name} '{text}' is not a day such as 2014-01-31");

    private static bool Flag(NameValueCollection query, string name) => query[name] is { } text
        && (bool.TryParse(text, out var flag) ? flag : throw new BadInputException($"{name} '{text}' is neither true nor false"));
}
