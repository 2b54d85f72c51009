using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using CryptoEtl.Core.Runs;
using CryptoEtl.Data.HttpCache;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Sources;
using CryptoEtl.Data.Sources.Drift;
using CryptoEtl.Functions.Rebuild;
using Microsoft.Azure.Functions.Worker;

namespace CryptoEtl.Functions.Runs;

/// <summary>Input of <see cref="FetchPage"/>.</summary>
/// <param name="KeepsRows">Stage the rows for their table; false: the raw answer is all that is wanted.</param>
public sealed record FetchRequest(BatchId Batch, PlannedRequest Request, bool KeepsRows = true);

/// <summary>One answer, kept raw and staged as rows.</summary>
/// <param name="Table">Full name of the table its rows are meant for.</param>
/// <param name="Part">Null for rows that no table keeps.</param>
/// <param name="Rows">How many it has.</param>
/// <param name="Attempts">HTTP calls it took.</param>
/// <param name="Credits">What it cost.</param>
/// <param name="TotalRows">Rows over all pages, where the source says so.</param>
/// <param name="Came">From the source or from the cache.</param>
/// <param name="Drift">Fields that are not as known; null: none.</param>
public sealed record FetchedPage(
    string Table, PlannedRequest Request, StagedPart? Part, int Rows, DateTimeOffset ObservedAt, int Attempts, int Credits, long? TotalRows,
    CacheOutcome Came, IReadOnlyList<DriftCount>? Drift = null)
{
    /// <summary>Why the source refused what it may refuse; null: it did not.</summary>
    public string? Refused { get; init; }
}

/// <summary>Gets one page: raw first, then rows. Run twice, it asks the source once and leaves the same files.</summary>
public sealed class FetchPage(SourceDirectory sources, Lake lake)
{
    /// <summary>How often a page that must have rows may come without.</summary>
    private const int MostEmptyPages = 3;

    [Function(nameof(FetchPage))]
    public async Task<FetchedPage> RunAsync([ActivityTrigger] FetchRequest input, CancellationToken cancellation)
    {
        try
        {
            return await FetchAsync(input, cancellation);
        }
        catch (UpstreamException refused) when (input.Request.MayBeRefused && refused.IsRefusal)
        {
            return new(Answers.TableOf(input.Request.Endpoint).FullName, input.Request, null, 0, DateTimeOffset.MinValue, 0, 0, null, CacheOutcome.Fetched)
            {
                Refused = refused.Message,
            };
        }
    }

    private async Task<FetchedPage> FetchAsync(FetchRequest input, CancellationToken cancellation)
    {
        var (batch, request) = (input.Batch, input.Request);
        var known = await lake.Raw.FindAsync(batch, request.Name, cancellation);
        var (answer, parsed) = known is null
            ? await AskAsync(batch, request, cancellation)
            : (known, await RawRows.ParseAsync(lake, batch, request, known, cancellation));

        var table = Answers.TableOf(request.Endpoint);
        var part = table.Layer == Layer.Transient || !input.KeepsRows ? null
            : await lake.Table(table).StageAsync(batch, request.Name, parsed.Rows, cancellation);
        if (known is null)
            await lake.Raw.RecordAsync(batch, request.Name, RequestRecords.With(answer, request), cancellation);

        return new(
            table.FullName, request, part, parsed.Rows.RowCount, answer.ReceivedAt, answer.Attempts, answer.Credits,
            parsed.TotalRows ?? answer.TotalRows, answer.Came, DriftOf(request, parsed));
    }

    internal static List<DriftCount>? DriftOf(PlannedRequest request, ParsedAnswer parsed) => parsed.Drift.Count == 0 ? null :
        [.. parsed.Drift.Select(drift => new DriftCount(request.Endpoint, drift.Field, Word(drift.Kind), drift.Rows, drift.Example))];

    private static string Word(DriftKind kind) => kind switch
    {
        DriftKind.Unknown => "unknown",
        DriftKind.Missing => "missing",
        _ => "wrong_type",
    };

    private async Task<(RawAnswer Answer, ParsedAnswer Parsed)> AskAsync(BatchId batch, PlannedRequest request, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (answer, parsed) = await AskOnceAsync(batch, request, cancellation);
            if (!request.MustHaveRows || parsed.Rows.RowCount > 0)
                return (answer, parsed);

            await sources[request.Source].ForgetAsync(request, cancellation);
            if (attempt == MostEmptyPages)
                throw new UpstreamException($"{request.Source} /{request.PathAndQuery.Split('?')[0]}: page {request.Page} is empty, though the list says it goes on ({attempt} times asked)");
        }
    }

    /// <summary>What cannot be read is not kept for the next one who asks.</summary>
    private async Task<(RawAnswer Answer, ParsedAnswer Parsed)> AskOnceAsync(BatchId batch, PlannedRequest request, CancellationToken cancellation)
    {
        var source = sources[request.Source];
        var answer = await source.FetchAsync(new(request, batch), lake.Raw, cancellation);
        try
        {
            return (answer, await RawRows.ParseAsync(lake, batch, request, answer, cancellation));
        }
        catch (UpstreamException)
        {
            await source.ForgetAsync(request, cancellation);
            throw;
        }
    }
}
