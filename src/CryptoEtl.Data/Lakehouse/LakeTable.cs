using System.Globalization;
using System.Security.Cryptography;
using CryptoEtl.Core;
using CryptoEtl.Data.Lakehouse.Delta;
using Parquet;

namespace CryptoEtl.Data.Lakehouse;

/// <summary>A finished file that waits for its commit.</summary>
/// <param name="Path">Below the lake's root.</param>
public sealed record StagedPart(string Path, int Rows);

/// <summary>What a commit did.</summary>
/// <param name="Version">Version that holds the batch.</param>
/// <param name="WasThere">True: an earlier attempt had committed it; nothing was written.</param>
public sealed record Committed(string Table, long Version, long Rows, bool WasThere);

/// <summary>One of our tables: batches are staged as files, then become visible by one commit.</summary>
public sealed class LakeTable(ILakeStorage storage, TableDefinition table, TimeProvider clock)
{
    private const int MaxAttempts = 50;

    public DeltaLog Log { get; } = new(storage, table.Folder);

    /// <summary>Writes a file of the table that no reader sees before <see cref="CommitAsync"/>.</summary>
    /// <param name="part">Names the file within its batch, together with a hash of its bytes: the same rows twice are one file.</param>
    public async Task<StagedPart> StageAsync(BatchId batch, string part, Batch rows, CancellationToken cancellation = default)
    {
        using var file = new MemoryStream();
        await ParquetBatches.WriteAsync(rows, file, cancellation);
        file.Position = 0;
        var hash = Convert.ToHexStringLower(SHA256.HashData(file))[..12];
        file.Position = 0;
        var path = $"{table.Folder}/{table.PartitionColumn}={Day(batch)}/{batch.Id}.{part}.{hash}.parquet";
        await storage.PutIfAbsentAsync(path, file, cancellation);
        return new(path, rows.RowCount);
    }

    /// <summary>Makes a batch visible, once: a second commit of the same batch changes nothing.</summary>
    /// <param name="transaction">Names the commit where a batch may have several; null: the batch's id.</param>
    /// <exception cref="LakeException">A staged file is missing or broken, or the table may not be appended to.</exception>
    public async Task<Committed> CommitAsync(
        BatchId batch, IReadOnlyList<StagedPart> parts, string? transaction = null, CancellationToken cancellation = default)
    {
        transaction ??= batch.Id;
        var now = clock.GetUtcNow();
        var adds = new List<DeltaAdd>();
        foreach (var part in parts)
            adds.Add(await AddAsync(batch, part, now, cancellation));
        var rows = parts.Sum(part => (long)part.Rows);

        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var snapshot = await Log.LatestAsync(cancellation);
            if (snapshot?.Holds(transaction) == true)
                return new(table.FullName, snapshot.Version, rows, WasThere: true);
            if (snapshot is not null)
                RequireOurs(snapshot);

            var next = (snapshot?.Version ?? -1) + 1;
            using var lines = DeltaCommitWriter.Append(snapshot, table, transaction, adds, now);
            if (await Log.TryCommitAsync(next, lines, cancellation))
                return new(table.FullName, next, rows, WasThere: false);
        }

        throw new LakeException($"{Log.Table}: {MaxAttempts} other commits came first; batch {batch.Id} is not committed");
    }

    /// <summary>The rows of one committed batch; none when it is not there.</summary>
    public async Task<Batch> ReadAsync(BatchId batch, CancellationToken cancellation = default)
    {
        var snapshot = await Log.LatestAsync(cancellation);
        var files = snapshot?.Files.Where(file => IsOf(batch, file)) ?? [];
        var parts = new List<Batch>();
        foreach (var file in files)
            parts.Add(await ReadFileAsync($"{table.Folder}/{file.File}", file.PartitionValues[table.PartitionColumn]!, cancellation));
        return Batch.Concat(table, parts);
    }

    /// <summary>The batches that are there, oldest slot first.</summary>
    public async Task<IReadOnlyList<BatchId>> BatchesAsync(CancellationToken cancellation = default)
    {
        var snapshot = await Log.LatestAsync(cancellation);
        return [.. (snapshot?.Files ?? []).Select(BatchOf).OfType<BatchId>().Distinct().OrderBy(batch => batch.Slot)];
    }

    private async Task<Batch> ReadFileAsync(string path, string day, CancellationToken cancellation)
    {
        await using var stream = await storage.OpenReadAsync(path, cancellation)
            ?? throw new LakeException($"{storage.Describe(path)}: the file is missing, but {table.FullName} lists it");
        var partition = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return await ParquetFault.ToldAsync(storage.Describe(path), () => ParquetBatches.ReadAsync(table, stream, partition, cancellation));
    }

    /// <summary>Opens the finished file: what cannot be read back is never committed.</summary>
    private async Task<DeltaAdd> AddAsync(BatchId batch, StagedPart part, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var stream = await storage.OpenReadAsync(part.Path, cancellation)
            ?? throw new LakeException($"{storage.Describe(part.Path)}: the staged file of batch {batch.Id} is missing");
        var (rows, statistics) = await ParquetFault.ToldAsync(storage.Describe(part.Path), async () =>
        {
            using var reader = await ParquetReader.CreateAsync(stream, leaveStreamOpen: true, cancellationToken: cancellation);
            return DeltaStatistics.Of(reader);
        });
        if (rows != part.Rows)
            throw new LakeException($"{storage.Describe(part.Path)}: holds {rows} rows, {part.Rows} were staged");

        var values = new Dictionary<string, string?> { [table.PartitionColumn] = Day(batch) };
        var relative = part.Path[(table.Folder.Length + 1)..];
        return new(relative, values, stream.Length, now.ToUnixTimeMilliseconds(), DataChange: true, statistics);
    }

    /// <summary>A blind append conflicts with nothing but a change of the table itself.</summary>
    private void RequireOurs(DeltaSnapshot snapshot)
    {
        DeltaFeatures.RequireAppendable(snapshot);
        var missing = table.Columns.Select(column => column.Name).Except(snapshot.Schema.Select(field => field.Name)).ToList();
        if (missing.Count > 0)
            throw new LakeException($"{snapshot.Table}: lacks column {string.Join(", ", missing)}; it was made by another version");
    }

    private static bool IsOf(BatchId batch, DeltaAdd file) =>
        file.File[(file.File.LastIndexOf('/') + 1)..].StartsWith(batch.Id + ".", StringComparison.Ordinal);

    /// <summary>Null for files that no batch of ours wrote.</summary>
    private static BatchId? BatchOf(DeltaAdd file) => BatchId.TryParse(file.File[(file.File.LastIndexOf('/') + 1)..].Split('.')[0]);

    private static string Day(BatchId batch) => batch.EventDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
