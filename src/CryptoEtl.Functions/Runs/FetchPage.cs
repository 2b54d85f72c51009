using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Sources;
using Microsoft.Azure.Functions.Worker;

namespace CryptoEtl.Functions.Runs;

/// <summary>Input of <see cref="FetchPage"/>.</summary>
public sealed record FetchRequest(BatchId Batch, PlannedRequest Request);

/// <summary>One answer, kept raw and staged as rows.</summary>
/// <param name="Table">Full name of the table its rows are meant for.</param>
/// <param name="Part">Null for rows that no table keeps.</param>
/// <param name="Attempts">HTTP calls it took.</param>
/// <param name="Credits">What it cost.</param>
/// <param name="TotalRows">Rows over all pages, where the source says so.</param>
public sealed record FetchedPage(
    string Table, PlannedRequest Request, StagedPart? Part, DateTimeOffset ObservedAt, int Attempts, int Credits, long? TotalRows);

/// <summary>Gets one page: raw first, then rows. Run twice, it asks the source once and leaves the same files.</summary>
public sealed class FetchPage(SourceDirectory sources, Lake lake)
{
    [Function(nameof(FetchPage))]
    public async Task<FetchedPage> RunAsync([ActivityTrigger] FetchRequest input, CancellationToken cancellation)
    {
        var (batch, request) = (input.Batch, input.Request);
        var known = await lake.Raw.FindAsync(batch, request.Name, cancellation);
        var answer = known ?? await sources[request.Source].FetchAsync(request, lake.Raw, cancellation);

        var parsed = await RawRows.ParseAsync(lake, batch, request, answer, cancellation);
        var table = Answers.TableOf(request.Endpoint);
        var part = table.Layer == Layer.Transient ? null
            : await lake.Table(table).StageAsync(batch, request.Name, parsed.Rows, cancellation);
        if (known is null)
            await lake.Raw.RecordAsync(batch, request.Name, answer, cancellation);

        return new(table.FullName, request, part, answer.ReceivedAt, answer.Attempts, answer.Credits, parsed.TotalRows ?? answer.TotalRows);
    }
}
