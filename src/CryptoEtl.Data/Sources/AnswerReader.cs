using System.Net;
using System.Net.Http.Headers;
using CryptoEtl.Core.Planning;

namespace CryptoEtl.Data.Sources;

/// <summary>Tells data from errors, while the body still comes.</summary>
internal sealed class AnswerReader(SourceOptions options)
{
    private const int LongestErrorBody = 4096;

    /// <summary>The body, once its first bytes show that it is data and not an error in disguise; reading it on shows whether it is whole.</summary>
    /// <exception cref="SourceProblemException">It is an error, by its status or by itself.</exception>
    public async Task<Stream> ReadAsync(PlannedRequest request, HttpResponseMessage response, Stream body, CancellationToken cancellation)
    {
        var start = new byte[LongestErrorBody];
        var length = await body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation);
        var head = start.AsMemory(0, length);
        if (response.StatusCode == HttpStatusCode.NotFound && request.Freshness.AbsentFor > TimeSpan.Zero)
            return new PrefixedStream(head, body);
        if (!response.IsSuccessStatusCode)
            throw new SourceProblemException(SourceProblem.From((int)response.StatusCode, head.Span, RetryAfter(response.Headers.RetryAfter)));
        if (SourceProblem.InGoodAnswer(head.Span, isWhole: length < start.Length) is { } hidden)
            throw new SourceProblemException(hidden);

        return new WholeJsonStream(new PrefixedStream(head, body));
    }

    /// <summary>Names in lower case; of a header given twice the first.</summary>
    public static IReadOnlyDictionary<string, string> HeadersOf(HttpResponseMessage response) =>
        response.Headers.Concat(response.Content.Headers)
            .GroupBy(header => header.Key.ToLowerInvariant())
            .ToDictionary(header => header.Key, header => header.First().Value.First());

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date is { } date && date > options.Waiting.GetUtcNow() ? date - options.Waiting.GetUtcNow() : null);
}
