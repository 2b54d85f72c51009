using System.Globalization;
using System.Net;
using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using CryptoEtl.Data.HttpCache;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.RateBudget;
using Polly;

namespace CryptoEtl.Data.Sources;

/// <summary>Fetches answers of one source into the raw store: from the cache, or in its turn from the source. What an answer means is its parser's business.</summary>
/// <param name="http">The key is added per request and never kept.</param>
public abstract class SourceClient(HttpClient http, SourceOptions options, SourceServices services)
{
    private readonly ResiliencePipeline retries = SourceResilience.Retries(options);
    private readonly ResiliencePipeline attempts = SourceResilience.Attempts(options);
    private readonly AnswerReader reader = new(options);

    /// <summary>One of <see cref="SourceNames"/>.</summary>
    public abstract string Name { get; }

    /// <summary>The setting that holds the key, for messages.</summary>
    protected abstract string KeySetting { get; }

    protected SourceOptions Options => options;

    /// <summary>What the cache has, or what the source says: asked until there is a good answer. Its body is in the raw store then.</summary>
    /// <returns>Status 200; or 404, where a source may have no such thing and says so.</returns>
    /// <exception cref="UpstreamException">The source refused, or did not answer well in time.</exception>
    /// <exception cref="BudgetException">A cap or the month's credits are used up.</exception>
    /// <exception cref="CacheMissException">The cache is read-only and does not have it.</exception>
    public async Task<RawAnswer> FetchAsync(SourceCall call, RawStore raw, CancellationToken cancellation = default)
    {
        var (entry, outcome) = await services.Cache.GetAsync(
            CacheRequestOf(call.Request), (sink, token) => AskAsync(call, sink, token), cancellation);
        await using var body = await services.Cache.OpenAsync(entry, cancellation);
        var (sha256, bytes) = await raw.PutAsync(body, cancellation);
        var wasAsked = outcome == CacheOutcome.Fetched;
        return new(
            Name, call.Request.PathAndQuery, entry.Status, entry.ReceivedAt, sha256, bytes, wasAsked ? entry.Attempts : 0,
            wasAsked && entry.Status == (int)HttpStatusCode.OK ? call.Request.Credits : 0, TotalRows(entry), outcome);
    }

    /// <summary>Whether the cache would answer now.</summary>
    public async Task<bool> IsHeldAsync(PlannedRequest request, CancellationToken cancellation = default) =>
        await services.Cache.FindAsync(CacheRequestOf(request), cancellation) is not null;

    /// <summary>The answer turned out to be unreadable: it is asked for again next time.</summary>
    public Task ForgetAsync(PlannedRequest request, CancellationToken cancellation = default) =>
        services.Cache.ForgetAsync(CacheRequestOf(request).Key, cancellation);

    /// <summary>What the source says of its limits when it is asked; null: there is nothing to ask.</summary>
    /// <exception cref="UpstreamException">It did not answer well.</exception>
    public virtual Task<SourceQuota?> AskQuotaAsync(BatchId batch, CancellationToken cancellation = default) => Task.FromResult<SourceQuota?>(null);

    /// <summary>Asks past the cache, for what is good at its moment only.</summary>
    /// <returns>The body, which the caller disposes of.</returns>
    protected async Task<MemoryStream> AskNowAsync(SourceCall call, CancellationToken cancellation)
    {
        var sink = new MemorySink();
        await AskAsync(call, sink, cancellation);
        return sink.Body;
    }

    /// <summary>Adds the key to a request.</summary>
    protected abstract void Authorize(HttpRequestMessage message);

    /// <summary>What the headers of an answer tell about limits; null: nothing.</summary>
    protected virtual SourceQuota? QuotaIn(IReadOnlyDictionary<string, string> headers) => null;

    private async Task<FetchedAnswer> AskAsync(SourceCall call, IBodySink sink, CancellationToken cancellation)
    {
        var count = 0;
        try
        {
            return await retries.ExecuteAsync(
                async token => await attempts.ExecuteAsync(async inner => await AttemptAsync(call, sink, ++count, inner), token), cancellation);
        }
        catch (Exception failure) when (SourceFailure.Explain(failure, new(Name, KeySetting, call.Request, options, count)) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>One call in its turn. The wait for the turn is not part of the time an answer may take.</summary>
    private async Task<FetchedAnswer> AttemptAsync(SourceCall call, IBodySink sink, int attempt, CancellationToken cancellation)
    {
        var turn = await services.Budget.TakeAsync(call.Budget, cancellation);
        try
        {
            var answer = await SourceResilience.WithinAsync(options, token => SendAsync(call.Request, sink, attempt, token), cancellation);
            await (answer.Status == (int)HttpStatusCode.OK ? turn.SucceededAsync() : turn.FailedAsync());
            if (QuotaIn(answer.Headers) is { } quota)
                await services.Budget.ReconcileAsync(Name, quota, cancellation);
            return answer;
        }
        catch (SourceProblemException throttled) when (throttled.Problem is { IsThrottled: true, IsQuota: false })
        {
            await turn.ThrottledAsync(throttled.Problem.RetryAfter);
            throw;
        }
        catch (Exception failure) when (failure is not BudgetStoreException)
        {
            await turn.FailedAsync();
            throw;
        }
    }

    private async Task<FetchedAnswer> SendAsync(PlannedRequest request, IBodySink sink, int attempt, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, AddressOf(request));
        Authorize(message);
        using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation);
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        await using var answer = await reader.ReadAsync(request, response, body, cancellation);
        var staged = await sink.WriteAsync(answer, cancellation);
        return new((int)response.StatusCode, staged, services.Clock.GetUtcNow(), attempt, AnswerReader.HeadersOf(response));
    }

    /// <summary>A service that is one address has an empty path.</summary>
    private Uri AddressOf(PlannedRequest request)
    {
        var service = options.AddressOf(request.Service);
        return request.PathAndQuery.Length == 0 ? service : new(service, request.PathAndQuery);
    }

    private CacheRequest CacheRequestOf(PlannedRequest request) => new(
        new(options.UpstreamOf(request.Service), Name, request.PathAndQuery), request.Freshness, request.SettledAt);

    /// <summary>Paged lists tell how many rows they have in all in header <c>total</c>.</summary>
    private static long? TotalRows(CacheEntry entry) =>
        entry.Headers.TryGetValue("total", out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var total) ? total : null;
}
