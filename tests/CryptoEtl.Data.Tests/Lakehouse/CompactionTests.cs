using CryptoEtl.Azurite;
using CryptoEtl.Core;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Lakehouse.Maintenance;

namespace CryptoEtl.Data.Tests.Lakehouse;

public sealed class FolderCompactionTests() : CompactionTests(() => new FolderHome());

[Collection(AzuriteCollection.Name)]
public sealed class BlobCompactionTests(AzuriteFixture azurite) : CompactionTests(() => new BlobHome(azurite.Server));

/// <summary>Small files become one: the rows stay, whoever writes or compacts at the same time.</summary>
public abstract class CompactionTests(Func<LakeHome> open) : MaintenanceTesting(open)
{
    [SkippableFact]
    public async Task Small_files_become_one_with_the_same_rows_sorted_by_key()
    {
        await AppendAsync(0, 6);
        var before = await RowsAsync();
        var done = Assert.Single(await CompactAsync());

        Assert.Equal(("2018-02-01", 6, 12L, 6L), (done.Partition, done.Files, done.Rows, done.Version));
        Assert.Equal(before, await RowsAsync());
        var rows = Assert.Single(await Table.ReadFilesAsync((await Table.SnapshotAsync())!).ToListAsync());
        var keys = Enumerable.Range(0, rows.RowCount).Select(row => (rows.Texts("asset_id")[row], rows.Instants(Tables.ObservedAt)[row])).ToList();
        Assert.Equal(keys.OrderBy(key => key.Item1, StringComparer.Ordinal).ThenBy(key => key.Item2), keys);
        await RequireDuckAgreesAsync();
    }

    [SkippableFact]
    public async Task A_batch_is_read_from_a_compacted_file_and_from_its_own_alike()
    {
        await AppendAsync(0, 4);
        var before = TextOf(await Table.ReadAsync(Slot(2))).Order(StringComparer.Ordinal).ToList();
        await CompactAsync();
        await AppendAsync(4, 1);

        Assert.Equal(before, TextOf(await Table.ReadAsync(Slot(2))).Order(StringComparer.Ordinal));
        Assert.Equal(2, (await Table.ReadAsync(Slot(4))).RowCount);
        Assert.Equal(0, (await Table.ReadAsync(Slot(99))).RowCount);
        Assert.Equal(Enumerable.Range(0, 5).Select(Slot), await Table.BatchesAsync());
        Assert.True((await CommitAsync(Slot(2), "bitcoin", "coin2")).WasThere);
    }

    [SkippableFact]
    public async Task Older_versions_stay_readable_and_nothing_is_compacted_twice()
    {
        await AppendAsync(0, 3);
        await CompactAsync();
        Assert.Empty(await CompactAsync());
        Assert.Equal(3, (await Table.AtVersionAsync(2)).Files.Count);
        Assert.Equal(6, (await Table.ReadFilesAsync(await Table.AtVersionAsync(2)).ToListAsync()).Sum(rows => rows.RowCount));
    }

    [SkippableFact]
    public async Task Days_stay_apart_and_later_ones_can_be_left_alone()
    {
        foreach (var minute in new[] { 0, 1, 1440, 1441 })
            await CommitAsync(Slot(minute), "bitcoin");
        var planned = await Compaction.RunAsync(dryRun: true).ToListAsync();
        Assert.Equal([("2018-02-01", 2), ("2018-02-02", 2)], planned.Select(bin => (bin.Partition, bin.Files)));
        Assert.All(planned, bin => Assert.Equal((2L, null), (bin.Rows, bin.Version)));

        var done = await Compaction.RunAsync(before: new DateOnly(2018, 2, 2)).ToListAsync();
        Assert.Equal("2018-02-01", Assert.Single(done).Partition);
        Assert.Equal(3, (await Table.SnapshotAsync())!.Files.Count);
    }

    [SkippableFact]
    public async Task Rows_of_one_key_that_differ_in_nothing_or_something_all_stay()
    {
        await CommitAsync(Slot(0), "bitcoin", "bitcoin");
        await CommitAsync(Slot(1), "bitcoin");
        var before = await RowsAsync();
        await CompactAsync();
        Assert.Equal(before, await RowsAsync());
        Assert.Equal(3, before.Count);
    }

    [SkippableFact]
    public async Task A_target_limits_what_is_put_together()
    {
        await AppendAsync(0, 6);
        var size = (await Table.SnapshotAsync())!.Files.Max(file => file.Size);
        var done = await Compaction.RunAsync(targetBytes: (3 * size) + 1).ToListAsync();
        Assert.Equal([3, 3], done.Select(bin => bin.Files));
        Assert.Equal(12, (await RowsAsync()).Count);
    }

    [SkippableFact]
    public async Task Of_two_compactions_at_once_one_stops_and_no_row_is_lost_or_doubled()
    {
        await AppendAsync(0, 8);
        var before = await RowsAsync();
        var both = await Task.WhenAll(Task.Run(CompactAsync), Task.Run(CompactAsync));
        Assert.Single(both.SelectMany(done => done), bin => bin.Version is not null);
        Assert.Equal(before, await RowsAsync());
    }

    [SkippableFact]
    public async Task Beside_five_appenders_nothing_is_lost_and_nothing_doubled()
    {
        await AppendAsync(0, 5);
        await BesideAppendersAsync(6, async () =>
        {
            for (var round = 0; round < 5; round++)
                await CompactAsync();
        });
        var rows = await RowsAsync();
        Assert.Equal((35 * 2, 35 * 2), (rows.Count, rows.Distinct().Count()));
        Assert.Equal(35, (await Table.BatchesAsync()).Count);
        foreach (var batch in await Table.BatchesAsync())
            Assert.Equal(2, (await Table.ReadAsync(batch)).RowCount);
        await RequireDuckAgreesAsync();
    }

    [SkippableFact]
    public async Task A_file_that_does_not_come_back_as_it_was_is_never_committed()
    {
        await AppendAsync(0, 3);
        var foul = new LakeTable(new Forgetful(Storage, await Home.BytesAsync($"{Definition.Folder}/{(await Table.SnapshotAsync())!.Files[0].File}")), Definition, TimeProvider.System);
        var refused = await Assert.ThrowsAsync<LakeException>(async () => await new Compaction(foul, TimeProvider.System).RunAsync().ToListAsync());
        Assert.Contains("compacted.", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await Table.SnapshotAsync())!.Version);
    }

    [SkippableFact]
    public async Task A_missing_source_stops_the_compaction()
    {
        await AppendAsync(0, 3);
        await Home.DeleteAsync($"{Definition.Folder}/{(await Table.SnapshotAsync())!.Files[1].File}");
        await Assert.ThrowsAsync<LakeException>(CompactAsync);
        Assert.Equal(2, (await Table.SnapshotAsync())!.Version);
    }

    /// <summary>A storage that gives back another file than was put.</summary>
    private sealed class Forgetful(ILakeStorage inner, byte[] other) : LakeStorageDecorator(inner)
    {
        private int reads;

        public override Task<Stream?> OpenReadAsync(string path, CancellationToken cancellation = default) =>
            path.Contains("/compacted.", StringComparison.Ordinal) && ++reads > 0
                ? Task.FromResult<Stream?>(new MemoryStream(other))
                : base.OpenReadAsync(path, cancellation);
    }
}
