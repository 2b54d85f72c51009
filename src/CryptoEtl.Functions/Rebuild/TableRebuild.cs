using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate.Quarantine;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Revisions;
using CryptoEtl.Functions.QualityGate;

namespace CryptoEtl.Functions.Rebuild;

/// <summary>Makes a bronze table again from the raw answers of its batches, without network, and compares file by file.</summary>
/// <param name="source">Has the raw answers, and the table as it was made.</param>
/// <param name="target">Gets the files and the commits.</param>
/// <param name="clock">Stamps the commits of the target.</param>
public sealed class TableRebuild(Lake source, ILakeStorage target, TimeProvider clock)
{
    private readonly Lake lake = new(new RawFromElsewhere(source.Storage, target), clock, isRebuilt: true);

    /// <param name="from">First UTC day of batches. Null: any.</param>
    /// <param name="to">Last UTC day of batches. Null: any.</param>
    /// <param name="mode">What to do where a file of the source is gone.</param>
    /// <exception cref="BadInputException">The table is not made of raw answers alone.</exception>
    public async Task<RebuildReport> RunAsync(TableDefinition table, DateOnly? from, DateOnly? to, RebuildMode mode, CancellationToken cancellation = default)
    {
        var replay = Replays.Of(table);
        var committed = await TableCommits.ReadAsync(source, table, cancellation);
        var batches = (await BatchOrder.OfAsync(source, table, committed, cancellation))
            .Where(batch => (to is null || batch.EventDate <= to) && (table.IsLedger || IsAsked(batch))).ToList();
        var files = new List<RebuiltFile>();
        foreach (var batch in batches)
        {
            var made = await ReplayAsync(replay, batch, table, cancellation);
            if (IsAsked(batch))
                files.AddRange(await CompareAsync(batch, [.. committed.Where(file => file.Batch == batch)], made, mode, cancellation));
        }

        return new(table.FullName, files.Select(file => file.Batch).Distinct().Count(), files);

        bool IsAsked(BatchId batch) => (from is null || batch.EventDate >= from) && (to is null || batch.EventDate <= to);
    }

    /// <summary>The parts of the table itself; those of the tables it needs are made on the way.</summary>
    private async Task<IReadOnlyList<StagedPart>> ReplayAsync(IBatchReplay replay, BatchId batch, TableDefinition table, CancellationToken cancellation)
    {
        IReadOnlyList<StagedPart> made = [];
        foreach (var needed in replay.Together(table))
        {
            var parts = ReplayBatches.IsOne(batch)
                ? await new ReplayedAgain(source, lake).StageAsync(batch, needed, cancellation)
                : await replay.ReplayAsync(lake, batch, needed, cancellation);
            if (parts.Count > 0)
                await lake.Table(needed).CommitAsync(batch, parts, cancellation: cancellation);
            if (needed.FullName == table.FullName)
                made = parts;
        }

        return made;
    }

    private async Task<IReadOnlyList<RebuiltFile>> CompareAsync(
        BatchId batch, IReadOnlyList<CommittedFile> committed, IReadOnlyList<StagedPart> made, RebuildMode mode, CancellationToken cancellation)
    {
        var files = new List<RebuiltFile>();
        foreach (var old in committed)
        {
            files.Add(made.Any(part => part.Path == old.Path)
                ? await CompareAsync(batch, old, mode, cancellation)
                : new(batch.Id, old.Path, RebuildOutcome.Differs, Instead(old, made)));
        }

        var isNew = committed.Count == 0;
        files.AddRange(made.Where(part => committed.All(old => old.Path != part.Path) && (isNew || committed.All(old => old.Part != PartOf(part))))
            .Select(part => isNew ? new RebuiltFile(batch.Id, part.Path, RebuildOutcome.Made) : new(batch.Id, part.Path, RebuildOutcome.Differs, "was not committed")));
        return files;
    }

    /// <summary>A file's name carries the hash of its bytes; what lies there may still be broken. One that was replaced by others may be gone.</summary>
    private async Task<RebuiltFile> CompareAsync(BatchId batch, CommittedFile old, RebuildMode mode, CancellationToken cancellation)
    {
        if (mode == RebuildMode.Into)
            return new(batch.Id, old.Path, RebuildOutcome.Identical);
        await using var made = await target.OpenReadAsync(old.Path, cancellation) ?? throw new LakeException($"{target.Describe(old.Path)}: gone while it was read");
        await using var stored = await source.Storage.OpenReadAsync(old.Path, cancellation);
        if (stored is not null)
            return await SameBytes.AreAsync(made, stored, cancellation)
                ? new(batch.Id, old.Path, RebuildOutcome.Identical)
                : new(batch.Id, old.Path, RebuildOutcome.Damaged, "has other bytes than were written: remove it and rebuild again");
        if (!old.IsCurrent)
            return new(batch.Id, old.Path, RebuildOutcome.Identical);
        if (mode == RebuildMode.Check)
            return new(batch.Id, old.Path, RebuildOutcome.Missing, "is gone");
        await source.Storage.PutIfAbsentAsync(old.Path, made, cancellation);
        return new(batch.Id, old.Path, RebuildOutcome.Restored);
    }

    private static string Instead(CommittedFile old, IReadOnlyList<StagedPart> made) => made.FirstOrDefault(part => PartOf(part) == old.Part) is { } other
        ? $"the answers give {Path.GetFileName(other.Path)}"
        : "no raw answer gives it";

    private static string PartOf(StagedPart part) => CommittedFile.PartOf(Path.GetFileName(part.Path));
}
