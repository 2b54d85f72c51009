using System.Security.Cryptography;
using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Revisions;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Data.Revisions.Explain;

/// <summary>Finds the raw answers that rows name, and looks whether they are whole.</summary>
internal sealed class RawTrace(Lake lake)
{
    private const string Suffix = "_" + Tables.RawSha256;

    private readonly Dictionary<string, IReadOnlyList<RawAnswer>> records = [];
    private readonly Dictionary<string, (string State, long? Bytes)> bodies = [];

    /// <summary>The answers that a row names in its columns.</summary>
    public async Task<IReadOnlyList<ExplainedRaw>> OfAsync(Batch rows, int row, CancellationToken cancellation)
    {
        var found = new List<ExplainedRaw>();
        foreach (var column in rows.Table.Columns.Where(column => column.Name == Tables.RawSha256 || column.Name.EndsWith(Suffix, StringComparison.Ordinal)))
        {
            if (rows.Texts(column.Name)[row] is { } sha256)
                found.Add(await OfAsync(column.Name, sha256, rows.Texts(Tables.BatchId)[row], cancellation));
        }

        return found;
    }

    public async Task<ExplainedRaw> OfAsync(string column, string sha256, string? batchId, CancellationToken cancellation)
    {
        var (state, bytes) = await BodyAsync(sha256, cancellation);
        var batch = batchId is null ? null : BatchId.TryParse(batchId);
        if (batch is not null && (await RecordsAsync(batch, cancellation)).FirstOrDefault(record => record.Sha256 == sha256) is { } answer)
            return new(column, sha256, answer.Source, answer.Request, answer.Status, answer.ReceivedAt, answer.Bytes, state);
        return batch is not null && await CoveredAsync(batch, sha256, cancellation) is { } covered
            ? new(column, sha256, null, covered.Request, null, covered.ObservedAt, bytes, state)
            : new(column, sha256, null, null, null, null, bytes, state);
    }

    private async Task<IReadOnlyList<RawAnswer>> RecordsAsync(BatchId batch, CancellationToken cancellation)
    {
        if (records.TryGetValue(batch.Id, out var known))
            return known;
        var read = new List<RawAnswer>();
        foreach (var file in await lake.Storage.ListAsync($"raw/requests/{batch.Id}", cancellation))
        {
            if (await lake.Raw.FindAsync(batch, Path.GetFileNameWithoutExtension(file.Path), cancellation) is { } answer)
                read.Add(answer);
        }

        return records[batch.Id] = read;
    }

    /// <summary>History notes its requests in a table.</summary>
    private async Task<(string? Request, DateTimeOffset? ObservedAt)?> CoveredAsync(BatchId batch, string sha256, CancellationToken cancellation)
    {
        var coverage = await lake.Table(HistoricalTables.Coverage).ReadAsync(batch, cancellation);
        var row = Array.IndexOf(coverage.Texts(Tables.RawSha256), sha256);
        return row < 0 ? null : (CellText.Of(coverage, "request", row), coverage.Instants(Tables.ObservedAt)[row]);
    }

    /// <summary>Reads and hashes the whole body, once.</summary>
    private async Task<(string State, long? Bytes)> BodyAsync(string sha256, CancellationToken cancellation)
    {
        if (bodies.TryGetValue(sha256, out var known))
            return known;
        return bodies[sha256] = await ReadAsync(sha256, cancellation);
    }

    private async Task<(string State, long? Bytes)> ReadAsync(string sha256, CancellationToken cancellation)
    {
        try
        {
            await using var body = await lake.Raw.OpenAsync(sha256, cancellation);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var (buffer, bytes) = (new byte[1 << 16], 0L);
            while (await body.ReadAsync(buffer, cancellation) is > 0 and var read)
            {
                hash.AppendData(buffer, 0, read);
                bytes += read;
            }

            return (Convert.ToHexStringLower(hash.GetCurrentHash()) == sha256 ? "whole" : "broken", bytes);
        }
        catch (LakeException)
        {
            return ("missing", null);
        }
        catch (InvalidDataException)
        {
            return ("broken", null);
        }
    }
}
