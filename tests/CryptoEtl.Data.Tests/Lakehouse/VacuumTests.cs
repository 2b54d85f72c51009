using CryptoEtl.Azurite;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Data.Tests.Lakehouse;

public sealed class FolderVacuumTests() : VacuumTests(() => new FolderHome());

[Collection(AzuriteCollection.Name)]
public sealed class BlobVacuumTests(AzuriteFixture azurite) : VacuumTests(() => new BlobHome(azurite.Server));

/// <summary>What is deleted, and what must not be.</summary>
public abstract class VacuumTests(Func<LakeHome> open) : MaintenanceTesting(open)
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7), Hour = TimeSpan.FromHours(1);

    [SkippableFact]
    public async Task Without_a_table_nothing_is_deleted()
    {
        await Table.StageAsync(Slot(0), "p", Features(Slot(0), "bitcoin"));
        Assert.Empty((await VacuumAfter(Week * 9).RunAsync()).Paths);
    }

    [SkippableFact]
    public async Task What_a_killed_writer_staged_is_invisible_and_deleted_after_the_retention()
    {
        await AppendAsync(0, 2);
        var left = await Table.StageAsync(Slot(5), "p", Features(Slot(5), "bitcoin"));
        Assert.Equal(0, (await Table.ReadAsync(Slot(5))).RowCount);

        Assert.Empty((await VacuumAfter(Week - Hour).RunAsync()).Paths);
        var planned = await VacuumAfter(Week + Hour).RunAsync(dryRun: true);
        Assert.Equal([left.Path], planned.Paths);
        Assert.Equal((await Storage.FindAsync(left.Path))!.Size, planned.Bytes);
        Assert.Equal([left.Path], (await VacuumAfter(Week + Hour).RunAsync()).Paths);
        Assert.Null(await Storage.FindAsync(left.Path));
        Assert.Equal(4, (await RowsAsync()).Count);
    }

    [SkippableFact]
    public async Task Compacted_sources_stay_while_their_tombstone_lasts()
    {
        await AppendAsync(0, 3);
        await CompactAsync();
        Assert.Empty((await VacuumAfter(Week - Hour).RunAsync()).Paths);
        Assert.Equal(3, (await VacuumAfter(Week + Hour).RunAsync()).Paths.Count);
        Assert.Equal(6, (await RowsAsync()).Count);
        var gone = await Assert.ThrowsAsync<LakeException>(async () => await Table.ReadFilesAsync(await Table.AtVersionAsync(2)).ToListAsync());
        Assert.Contains("is missing", gone.Message, StringComparison.Ordinal);
        await RequireDuckAgreesAsync();
    }

    /// <summary>By their own age the sources could go, but they left the table only now.</summary>
    [SkippableFact]
    public async Task A_file_that_is_old_but_left_the_table_late_is_kept()
    {
        await AppendAsync(0, 3);
        var late = new CryptoEtl.Data.Lakehouse.Maintenance.Compaction(Table, new ShiftedClock(Week));
        await late.RunAsync().ToListAsync();
        Assert.Empty((await VacuumAfter(Week + Hour).RunAsync()).Paths);
        Assert.Equal(3, (await VacuumAfter((Week * 2) + Hour).RunAsync()).Paths.Count);
    }

    [SkippableFact]
    public async Task A_shorter_retention_must_be_allowed()
    {
        await AppendAsync(0, 1);
        var refused = await Assert.ThrowsAsync<LakeException>(() => VacuumAfter(Hour).RunAsync(Hour / 2));
        Assert.Contains("shorter than the table's", refused.Message, StringComparison.Ordinal);
        await Table.StageAsync(Slot(5), "p", Features(Slot(5), "bitcoin"));
        Assert.Single((await VacuumAfter(Hour).RunAsync(Hour / 2, allowShorter: true)).Paths);
    }

    [SkippableFact]
    public async Task Log_checkpoints_and_other_writers_folders_are_never_deleted()
    {
        await AppendAsync(0, 2);
        await Table.Log.CheckpointAsync(DateTimeOffset.UnixEpoch);
        foreach (var path in new[] { "_change_data/a.parquet", ".hidden/b.parquet", "_delta_log/note.txt" })
            await Storage.PutIfAbsentAsync($"{Definition.Folder}/{path}", new MemoryStream([1]));
        Assert.Empty((await VacuumAfter(Week * 9).RunAsync()).Paths);
    }

    [SkippableFact]
    public async Task Beside_five_appenders_nothing_that_counts_is_deleted()
    {
        await AppendAsync(0, 2);
        await BesideAppendersAsync(5, async () =>
        {
            for (var round = 0; round < 6; round++)
            {
                await CompactAsync();
                await VacuumAfter(TimeSpan.FromMinutes(5)).RunAsync(TimeSpan.FromMinutes(6), allowShorter: true);
            }
        });
        Assert.Equal(27 * 2, (await RowsAsync()).Count);
    }

    /// <summary>The table is days old as far as the vacuum knows: only what was staged before it was made is old enough.</summary>
    [SkippableFact]
    public async Task A_file_staged_again_after_a_long_time_is_new()
    {
        await AppendAsync(0, 1);
        var first = await Table.StageAsync(Slot(5), "p", Features(Slot(5), "bitcoin"));
        var written = (await Storage.FindAsync(first.Path))!.Modified;
        await Task.Delay(1100);

        var later = new LakeTable(Storage, Definition, new ShiftedClock(TimeSpan.FromDays(2)));
        Assert.Equal(first, await later.StageAsync(Slot(5), "p", Features(Slot(5), "bitcoin")));
        Assert.True((await Storage.FindAsync(first.Path))!.Modified > written);
    }
}
