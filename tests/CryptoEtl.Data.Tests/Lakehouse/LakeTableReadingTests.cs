using CryptoEtl.Azurite;
using CryptoEtl.Core;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Lakehouse.Delta;

namespace CryptoEtl.Data.Tests.Lakehouse;

public sealed class FolderLakeTableReadingTests() : LakeTableReadingTests(() => new FolderHome());

[Collection(AzuriteCollection.Name)]
public sealed class BlobLakeTableReadingTests(AzuriteFixture azurite) : LakeTableReadingTests(() => new BlobHome(azurite.Server));

/// <summary>Time travel, reading by statistics, and commits that depend on what was read.</summary>
public abstract class LakeTableReadingTests(Func<LakeHome> open) : LakeTableTesting(open)
{
    [SkippableFact]
    public async Task Without_a_table_there_is_no_snapshot_and_no_past()
    {
        Assert.Null(await Table.SnapshotAsync());
        Assert.Contains("there is no Delta table", await RefusalAsync(() => Table.AtVersionAsync(0)), StringComparison.Ordinal);
        Assert.Contains("there is no Delta table", await RefusalAsync(() => Table.AtTimeAsync(DateTimeOffset.MaxValue)), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task As_of_a_moment_is_the_last_commit_until_then()
    {
        for (var minute = 0; minute < 3; minute++)
            await CommitAsync(Slot(minute), "bitcoin");
        var times = (await Storage.ListAsync($"{Definition.Folder}/_delta_log")).Select(file => file.Modified).ToList();

        Assert.Equal(2, (await Table.AtTimeAsync(times[2].AddSeconds(5))).Version);
        Assert.Equal(2, (await Table.AtTimeAsync(DateTimeOffset.MaxValue)).Version);
        Assert.Equal(0, (await Table.AtTimeAsync(times[0])).Version);
        Assert.Contains("the earliest commit is of", await RefusalAsync(() => Table.AtTimeAsync(times[0].AddMilliseconds(-1))), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Files_come_in_order_and_only_those_that_may_hold_what_is_wanted()
    {
        await CommitAsync(Slot(0), "aave", "bitcoin");
        await CommitAsync(Slot(1), "solana", "tether");
        await CommitAsync(Slot(2), "bitcoin", "zcash");
        var snapshot = (await Table.SnapshotAsync())!;

        Assert.Equal(["aave", "bitcoin", "solana", "tether", "bitcoin", "zcash"], await AssetsAsync(snapshot));
        Assert.Equal(["aave", "bitcoin", "bitcoin", "zcash"], await AssetsAsync(snapshot, (_, has) => has.MayHold("asset_id", "bitcoin")));
        Assert.Equal(["solana", "tether"], await AssetsAsync(snapshot, (_, has) => has.MayHold(Tables.EventTime, Slot(1).Slot, Slot(1).Slot)));
        Assert.Empty(await AssetsAsync(snapshot, (file, _) => file.PartitionValues[Tables.EventDate] != "2018-02-01"));
    }

    [SkippableFact]
    public async Task Columns_that_are_not_asked_for_are_null()
    {
        await CommitAsync(Slot(0), "aave", "bitcoin");
        var rows = Assert.Single(await Table.ReadFilesAsync((await Table.SnapshotAsync())!, null, ["rank"]).ToListAsync());
        Assert.Equal([1L, 2L], rows.Integers("rank"));
        Assert.All(rows.Table.Columns.Where(column => column.Name != "rank"), column => Assert.All(rows[column.Name].Cast<object?>(), Assert.Null));
    }

    [SkippableFact]
    public async Task What_was_computed_from_an_old_version_is_not_committed_over_new_rows()
    {
        await CommitAsync(Slot(0), "aave");
        await CommitAsync(Slot(1), "bitcoin");

        var conflict = await Assert.ThrowsAsync<LakeConflictException>(() => CommitAfterAsync(Slot(2), readVersion: 0));
        Assert.Equal((1L, Slot(1).Id), (conflict.Version, conflict.Winner));
        Assert.Contains(Table.Log.Table, conflict.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await Table.SnapshotAsync())!.Version);

        Assert.Equal(2, (await CommitAfterAsync(Slot(2), readVersion: 1)).Version);
        Assert.False((bool)(await Table.Log.CommitAsync(2))!.CommitInfo!["isBlindAppend"]!);
    }

    [SkippableFact]
    public async Task A_dependent_commit_that_is_there_already_is_no_conflict()
    {
        await CommitAsync(Slot(0), "aave");
        await CommitAfterAsync(Slot(1), readVersion: 0);
        Assert.True((await CommitAfterAsync(Slot(1), readVersion: 0)).WasThere);
    }

    [SkippableFact]
    public async Task What_was_computed_from_an_absent_table_conflicts_with_whoever_makes_it()
    {
        Assert.Equal(0, (await CommitAfterAsync(Slot(0), readVersion: -1)).Version);
        var conflict = await Assert.ThrowsAsync<LakeConflictException>(() => CommitAfterAsync(Slot(1), readVersion: -1));
        Assert.Equal((0L, Slot(0).Id), (conflict.Version, conflict.Winner));
    }

    [SkippableFact]
    public async Task A_commit_without_rows_does_not_disturb_a_dependent_one()
    {
        await CommitAsync(Slot(0), "aave");
        await Table.CommitAsync(Slot(1), []);
        Assert.Equal(2, (await CommitAfterAsync(Slot(2), readVersion: 0)).Version);
        Assert.Equal([Slot(0), Slot(1), Slot(2)], await Table.BatchesAsync());
    }

    [SkippableFact]
    public async Task Of_many_dependent_writers_at_once_exactly_one_gets_through()
    {
        await CommitAsync(Slot(0), "aave");
        var writers = await Task.WhenAll(Enumerable.Range(1, 6).Select(minute => Task.Run(async () =>
        {
            try
            {
                return (await CommitAfterAsync(Slot(minute), readVersion: 0)).Version;
            }
            catch (LakeConflictException)
            {
                return -1;
            }
        })));
        Assert.Equal([1L], writers.Where(version => version >= 0));
    }

    private async Task<Committed> CommitAfterAsync(BatchId batch, long readVersion) => await Table.CommitAsync(
        batch, [await Table.StageAsync(batch, "p", Features(batch, "dot"))], null, readVersion);

    private async Task<List<string?>> AssetsAsync(DeltaSnapshot snapshot, Func<DeltaAdd, FileStatistics, bool>? keep = null)
    {
        var assets = new List<string?>();
        await foreach (var rows in Table.ReadFilesAsync(snapshot, keep))
            assets.AddRange(rows.Texts("asset_id"));
        return assets;
    }

    private static async Task<string> RefusalAsync(Func<Task> read) => (await Assert.ThrowsAsync<LakeException>(read)).Message;
}
