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
public sealed partial class LakeTable(ILakeStorage storage, TableDefinition table, TimeProvider clock)
{
    private const int MaxAttempts = 50;

    /// <summary>Begins the name of a file that holds many batches; no batch has such an id.</summary>
    private const string Compacted = "compacted";

    private static readonly TimeSpan Fresh = TimeSpan.FromDays(1);
    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>Readers look for an asset or a time, so these have statistics however many columns come before them.</summary>
    private readonly HashSet<string> alwaysIndexed = [.. table.Key, .. Tables.Clocks.Select(column => column.Name)];

    public DeltaLog Log { get; } = new(storage, table.Folder);

    public TableDefinition Definition => table;

    /// <summary>Writes a file of the table that no reader sees before its commit.</summary>
    /// <param name="part">Names the file within its batch, together with a hash of its bytes: the same rows twice are one file.</param>
    public Task<StagedPart> StageAsync(BatchId batch, string part, Batch rows, CancellationToken cancellation = default) =>
        StageAsync(batch, part, rows, batch.EventDate, cancellation);

    /// <summary>The same in the partition of a day.</summary>
    public async Task<StagedPart> StageAsync(BatchId batch, string part, Batch rows, DateOnly day, CancellationToken cancellation = default)
    {
        var path = await PutAsync(day.ToString(DayFormat, CultureInfo.InvariantCulture), $"{batch.Id}.{part}", rows, cancellation);
        return new(path, rows.RowCount);
    }

    /// <summary>Writes rows of many batches as one file of a partition; no reader sees it before it is committed.</summary>
    internal async Task<DeltaAdd> StageCompactedAsync(string day, Batch rows, CancellationToken cancellation)
    {
        var path = await PutAsync(day, Compacted, rows, cancellation);
        return await AddAsync(path, rows.RowCount, day, clock.GetUtcNow(), cancellation);
    }

    private async Task<string> PutAsync(string day, string name, Batch rows, CancellationToken cancellation)
    {
        using var file = new MemoryStream();
        await ParquetBatches.WriteAsync(rows, file, cancellation);
        file.Position = 0;
        var hash = Convert.ToHexStringLower(SHA256.HashData(file))[..12];
        file.Position = 0;
        var path = $"{table.Folder}/{table.PartitionColumn}={day}/{name}.{hash}.parquet";
        if (!await storage.PutIfAbsentAsync(path, file, cancellation) && await IsOldAsync(path, cancellation))
        {
            file.Position = 0;
            await storage.ReplaceAsync(path, file, cancellation);
        }

        return path;
    }

    /// <summary>What a killed writer left long ago is about to be deleted: the same bytes are written again, and are new.</summary>
    private async Task<bool> IsOldAsync(string path, CancellationToken cancellation) =>
        await storage.FindAsync(path, cancellation) is { } file && file.Modified < clock.GetUtcNow() - Fresh;

    /// <summary>Makes a batch visible, once: a second commit of the same batch changes nothing.</summary>
    /// <param name="transaction">Names the commit where a batch may have several; null: the batch's id.</param>
    /// <exception cref="LakeException">A staged file is missing or broken, or the table may not be appended to.</exception>
    public Task<Committed> CommitAsync(
        BatchId batch, IReadOnlyList<StagedPart> parts, string? transaction = null, CancellationToken cancellation = default) =>
        CommitAsync(batch, parts, transaction, readVersion: null, cancellation);

    /// <summary>The same for rows that were computed from what the table held, such as a difference.</summary>
    /// <param name="readVersion">
    /// Version the rows were computed from; -1: there was no table. Null: the rows depend on nothing in the table, and may
    /// follow whatever others commit.
    /// </param>
    /// <exception cref="LakeConflictException">Another transaction has added or removed rows, or changed the table, since that version.</exception>
    /// <exception cref="LakeException">A staged file is missing or broken, or the table may not be appended to.</exception>
    public async Task<Committed> CommitAsync(
        BatchId batch, IReadOnlyList<StagedPart> parts, string? transaction, long? readVersion, CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        var adds = new List<DeltaAdd>();
        foreach (var part in parts)
            adds.Add(await AddAsync(part.Path, part.Rows, DayIn(part.Path), now, cancellation));
        var append = new DeltaAppend(transaction ?? batch.Id, adds, readVersion);
        return await AppendAsync(append, parts.Sum(part => (long)part.Rows), now, cancellation);
    }

    private async Task<Committed> AppendAsync(DeltaAppend append, long rows, DateTimeOffset now, CancellationToken cancellation)
    {
        var checkedTo = append.ReadVersion;
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var snapshot = await Log.LatestAsync(cancellation);
            if (snapshot?.Holds(append.Transaction) == true)
                return new(table.FullName, snapshot.Version, rows, WasThere: true);
            if (snapshot is not null)
                RequireOurs(snapshot);
            var next = (snapshot?.Version ?? -1) + 1;
            if (checkedTo is { } read)
                await DeltaConflicts.RequireSameRowsAsync(Log, read, next - 1, cancellation);
            checkedTo = checkedTo is null ? null : next - 1;

            var id = DeltaCommitId.Next(append.Transaction, append.Adds.Select(add => add.Path), now);
            using var lines = DeltaCommitWriter.Append(snapshot, table, append, id, now);
            if (!await Log.TryCommitAsync(next, id, lines, cancellation))
                continue;
            await Log.CheckpointIfDueAsync(next, now, cancellation);
            return new(table.FullName, next, rows, WasThere: false);
        }

        throw new LakeException($"{Log.Table}: {MaxAttempts} other commits came first; {append.Transaction} is not committed");
    }

    /// <summary>Opens the finished file: what cannot be read back is never committed.</summary>
    private async Task<DeltaAdd> AddAsync(string path, long rows, string day, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var stream = await storage.OpenReadAsync(path, cancellation)
            ?? throw new LakeException($"{storage.Describe(path)}: the staged file is missing");
        var (found, statistics) = await ParquetFault.ToldAsync(storage.Describe(path), async () =>
        {
            using var reader = await ParquetReader.CreateAsync(stream, leaveStreamOpen: true, cancellationToken: cancellation);
            return DeltaStatistics.Of(reader, alwaysIndexed);
        });
        if (found != rows)
            throw new LakeException($"{storage.Describe(path)}: holds {found} rows, {rows} were staged");

        var values = new Dictionary<string, string?> { [table.PartitionColumn] = day };
        return new(path[(table.Folder.Length + 1)..], values, stream.Length, now.ToUnixTimeMilliseconds(), DataChange: true, statistics);
    }

    /// <summary>A blind append conflicts with nothing but a change of the table itself.</summary>
    private void RequireOurs(DeltaSnapshot snapshot)
    {
        DeltaFeatures.RequireAppendable(snapshot);
        var missing = table.Columns.Select(column => column.Name).Except(snapshot.Schema.Select(field => field.Name)).ToList();
        if (missing.Count > 0)
            throw new LakeException($"{snapshot.Table}: lacks column {string.Join(", ", missing)}; it was made by another version");
    }

    /// <summary>The partition that a staged file lies in.</summary>
    private string DayIn(string path) => path.Substring(table.Folder.Length + table.PartitionColumn.Length + 2, DayFormat.Length);

    private static string DayOf(BatchId batch) => batch.EventDate.ToString(DayFormat, CultureInfo.InvariantCulture);
}
