using System.Net;
using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Sources;

namespace CryptoEtl.Functions.Runs;

/// <summary>Rows straight from a raw answer.</summary>
internal static class RawRows
{
    /// <summary>The rows of an answer that a batch has recorded.</summary>
    /// <exception cref="LakeException">The batch has no such answer.</exception>
    public static async Task<Batch> ReadAsync(Lake lake, BatchId batch, PlannedRequest request, CancellationToken cancellation)
    {
        var answer = await lake.Raw.FindAsync(batch, request.Name, cancellation)
            ?? throw new LakeException($"batch {batch} has no raw answer {request.Name}");
        return (await ParseAsync(lake, batch, request, answer, cancellation)).Rows;
    }

    /// <summary>The rows of several answers of one kind; none when there are none.</summary>
    public static async Task<Batch> ReadAllAsync(
        Lake lake, BatchId batch, IReadOnlyList<PlannedRequest> requests, TableDefinition table, CancellationToken cancellation)
    {
        var parts = new List<Batch>();
        foreach (var request in requests)
            parts.Add(await ReadAsync(lake, batch, request, cancellation));
        return Batch.Concat(table, parts);
    }

    public static async Task<ParsedAnswer> ParseAsync(
        Lake lake, BatchId batch, PlannedRequest request, RawAnswer answer, CancellationToken cancellation)
    {
        if (answer.Status == (int)HttpStatusCode.NotFound)
            return new(new BatchBuilder(Answers.TableOf(request.Endpoint)).Build());

        await using var body = await lake.Raw.OpenAsync(answer.Sha256, cancellation);
        return await Answers.ParseAsync(request, body, new RowOrigin(batch, answer.ReceivedAt, answer.Sha256), cancellation);
    }
}
