using System.Globalization;
using System.Net.Http.Headers;
using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using CryptoEtl.Data.Lakehouse;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace CryptoEtl.Data.Sources;

/// <summary>Fetches answers of one source into the raw store. What an answer means is its parser's business.</summary>
/// <param name="http">With the source's base address; the key is added per request and never kept.</param>
public abstract class SourceClient(HttpClient http, SourceOptions options, TimeProvider clock)
{
    private const int LongestErrorBody = 4096;
    private readonly ResiliencePipeline pipeline = SourceResilience.Build(options);

    /// <summary>One of <see cref="SourceNames"/>.</summary>
    public abstract string Name { get; }

    /// <summary>The setting that holds the key, for messages.</summary>
    protected abstract string KeySetting { get; }

    protected SourceOptions Options => options;

    /// <summary>Asks until there is a good answer, and keeps its body.</summary>
    /// <exception cref="UpstreamException">The source refused, or did not answer well in time.</exception>
    /// <exception cref="BudgetException">The month's credits are used up.</exception>
    public async Task<RawAnswer> FetchAsync(PlannedRequest request, RawStore raw, CancellationToken cancellation = default)
    {
        var attempts = 0;
        try
        {
            return await pipeline.ExecuteAsync(
                async token => await FetchOnceAsync(request, raw, ++attempts, token), cancellation);
        }
        catch (Exception failure) when (Explain(request, failure, attempts) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>Adds the key to a request.</summary>
    protected abstract void Authorize(HttpRequestMessage message);

    private async Task<RawAnswer> FetchOnceAsync(PlannedRequest request, RawStore raw, int attempt, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, new Uri(options.AddressOf(request.Service), request.PathAndQuery));
        Authorize(message);
        using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation);
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        using var answer = await ReadAsync(response, body, cancellation);

        var (sha256, bytes) = await raw.PutAsync(answer, cancellation);
        return new(Name, request.PathAndQuery, (int)response.StatusCode, clock.GetUtcNow(), sha256, bytes, attempt, request.Credits, TotalRows(response.Headers));
    }

    /// <summary>Paged lists tell how many rows they have in all in header <c>total</c>.</summary>
    private static long? TotalRows(HttpResponseHeaders headers) =>
        headers.TryGetValues("total", out var values) && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var total) ? total : null;

    /// <summary>The body, once its first bytes show that it is data and not an error in disguise.</summary>
    private async Task<Stream> ReadAsync(HttpResponseMessage response, Stream body, CancellationToken cancellation)
    {
        var start = new byte[LongestErrorBody];
        var length = await body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation);
        var head = start.AsMemory(0, length);
        var status = (int)response.StatusCode;
        if (!response.IsSuccessStatusCode)
            throw new SourceProblemException(SourceProblem.From(status, head.Span, RetryAfter(response.Headers.RetryAfter)));
        if (SourceProblem.InGoodAnswer(head.Span, isWhole: length < start.Length) is { } hidden)
            throw new SourceProblemException(hidden);

        return new PrefixedStream(head, body);
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date is { } date && date > options.Waiting.GetUtcNow() ? date - options.Waiting.GetUtcNow() : null);

    /// <summary>One line that names the source, the request and the cause; null when the failure is not the source's.</summary>
    private CryptoEtlException? Explain(PlannedRequest request, Exception failure, int attempts)
    {
        var asked = $"{Name} /{request.PathAndQuery.Split('?')[0]}";
        return failure switch
        {
            SourceProblemException { Problem: { IsQuota: true } problem } => new BudgetException($"{asked}: {problem}"),
            SourceProblemException { Problem: { Status: 401 or 403 } problem } =>
                new UpstreamException($"{asked}: access refused ({problem}); check {KeySetting}"),
            SourceProblemException { Problem: { RetryAfter: { } wait } problem } when wait > options.LongestPause =>
                new UpstreamException($"{asked}: {problem}; it asks to wait {wait.TotalSeconds:0} s"),
            SourceProblemException { Problem: var problem } => new UpstreamException($"{asked}: {problem} (after {Times(attempts)})"),
            TimeoutRejectedException => new UpstreamException($"{asked}: no answer within {options.AttemptTimeout.TotalSeconds:0} s ({Times(attempts)})"),
            BrokenCircuitException => new UpstreamException($"{asked}: not asked, the source failed too often in the last 30 s"),
            _ when SourceResilience.IsConnection(failure) => new UpstreamException($"{asked}: {Cause(failure)} at {Authority()} ({Times(attempts)})"),
            _ => null,
        };
    }

    private static string Times(int attempts) => attempts == 1 ? "1 attempt" : $"{attempts} attempts";

    /// <summary>Scheme, host and port only: a base address may hold a key in its path.</summary>
    private string Authority() => options.BaseAddress.GetLeftPart(UriPartial.Authority);

    private static string Cause(Exception failure) => (failure.InnerException ?? failure).Message.ReplaceLineEndings(" ");
}
