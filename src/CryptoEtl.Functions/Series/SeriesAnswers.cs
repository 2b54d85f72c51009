using System.Collections.Concurrent;
using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Runs;
using CryptoEtl.Data.HttpCache;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.Rebuild;
using CryptoEtl.Functions.Runs;

namespace CryptoEtl.Functions.Series;

/// <summary>Gets the answers of a page into the raw store. What is there already is not asked for again; one series' failure is not another's.
/// What a plan does not include is not asked for again.</summary>
internal sealed class SeriesAnswers(SourceDirectory sources, Lake lake, BatchId batch)
{
    /// <summary>Requests under way at once: the budget paces them, this bounds what waits in memory.</summary>
    private const int AtOnce = 8;

    private readonly ConcurrentBag<RawAnswer> answers = [];
    private readonly ConcurrentBag<SeriesFailure> failures = [];
    private readonly ConcurrentDictionary<string, SeriesRefusal> refusals = [];

    public IReadOnlyList<SeriesFailure> Failures =>
        [.. failures.OrderBy(failure => failure.AssetId, StringComparer.Ordinal).ThenBy(failure => failure.Series, StringComparer.Ordinal).ThenBy(failure => failure.Subject, StringComparer.Ordinal)];

    /// <summary>One per endpoint that was refused.</summary>
    public IReadOnlyList<SeriesRefusal> Refusals => [.. refusals.Values.OrderBy(refusal => refusal.Endpoint, StringComparer.Ordinal)];

    /// <summary>Of the last answer; null when there is none.</summary>
    public DateTimeOffset? ObservedAt => answers.IsEmpty ? null : answers.Max(answer => answer.ReceivedAt);

    public IReadOnlyList<SourceCount> Sources =>
    [
        .. answers.GroupBy(answer => answer.Source).OrderBy(source => source.Key, StringComparer.Ordinal).Select(source => new SourceCount(
            source.Key, source.Count(), source.Sum(answer => answer.Attempts), source.Sum(answer => answer.Credits),
            source.Count(answer => answer.Came != CacheOutcome.Fetched), source.Count(answer => answer.Came == CacheOutcome.Stale))),
    ];

    public Task FetchAsync(SeriesPage page, CancellationToken cancellation) => Parallel.ForEachAsync(
        page.Assets.SelectMany(asset => asset.Requests.Select(request => (asset.AssetId, Request: request))),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
        async (work, token) => await FetchAsync(work.AssetId, work.Request, token));

    private async Task FetchAsync(string assetId, SeriesRequest request, CancellationToken cancellation)
    {
        try
        {
            if (await lake.Raw.FindAsync(batch, request.Request.Name, cancellation) is { } known)
                answers.Add(known);
            else if (!refusals.ContainsKey(request.Request.Endpoint))
                answers.Add(await AskAsync(request, cancellation));
        }
        catch (UpstreamException refusal) when (refusal.IsRefusal && request.Request.MayBeRefused)
        {
            refusals.TryAdd(request.Request.Endpoint, new(request.Request.Endpoint, refusal.Message));
        }
        catch (UpstreamException failure)
        {
            failures.Add(new(assetId, request.Kind, request.Subject, failure.Message));
        }
    }

    /// <summary>An answer is on record when it could be read: what cannot be read is not kept for the next one who asks.</summary>
    private async Task<RawAnswer> AskAsync(SeriesRequest request, CancellationToken cancellation)
    {
        var source = sources[request.Request.Source];
        var answer = await source.FetchAsync(new(request.Request, batch), lake.Raw, cancellation);
        try
        {
            await RawRows.ParseAsync(lake, batch, request.Request, answer, cancellation);
        }
        catch (UpstreamException)
        {
            await source.ForgetAsync(request.Request, cancellation);
            throw;
        }

        await lake.Raw.RecordAsync(batch, request.Request.Name, RequestRecords.With(answer, request.Request), cancellation);
        return answer;
    }
}
