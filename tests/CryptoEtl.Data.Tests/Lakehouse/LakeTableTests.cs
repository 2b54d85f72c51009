using CryptoEtl.Azurite;
using CryptoEtl.Core;
using CryptoEtl.Core.Live;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Data.Tests.Lakehouse;

public sealed class FolderLakeTableTests() : LakeTableTests(() => new FolderHome());

[Collection(AzuriteCollection.Name)]
public sealed class BlobLakeTableTests(AzuriteFixture azurite) : LakeTableTests(() => new BlobHome(azurite.Server));

/// <summary>Tables, in every home that a lake can have.</summary>
public abstract class LakeTableTests(Func<LakeHome> open) : IDisposable
{
    private static readonly BatchId Noon = new("live", new DateTimeOffset(2018, 2, 1, 12, 0, 0, TimeSpan.Zero));
    private static readonly BatchId Later = Noon with { Slot = Noon.Slot.AddMinutes(5) };
    private readonly Lazy<LakeHome> home = new(open);

    public void Dispose()
    {
        if (home.IsValueCreated)
            home.Value.Dispose();
        GC.SuppressFinalize(this);
    }

    [SkippableFact]
    public async Task A_committed_batch_is_read_back_as_it_was()
    {
        var rows = Features(Noon, "bitcoin", "étoile");
        await CommitAsync(Noon, rows);

        var read = await Table.ReadAsync(Noon);
        for (var column = 0; column < rows.Table.Columns.Count; column++)
            Assert.Equal(rows[column].Cast<object?>(), read[column].Cast<object?>());
    }

    [SkippableFact]
    public async Task A_staged_batch_is_invisible_until_it_is_committed()
    {
        await Table.StageAsync(Noon, "p", Features(Noon, "bitcoin"));
        Assert.Equal(0, (await Table.ReadAsync(Noon)).RowCount);
    }

    [SkippableFact]
    public async Task The_same_batch_twice_is_once()
    {
        var first = await CommitAsync(Noon, Features(Noon, "bitcoin"));
        var second = await CommitAsync(Noon, Features(Noon, "bitcoin"));

        Assert.False(first.WasThere);
        Assert.True(second.WasThere);
        Assert.Single((await Table.Log.LatestAsync())!.Files);
    }

    [SkippableFact]
    public async Task Many_writers_at_once_all_get_their_batch_in()
    {
        var batches = Enumerable.Range(0, 16).Select(minute => Noon with { Slot = Noon.Slot.AddMinutes(minute) }).ToList();
        await Task.WhenAll(batches.Select(batch => Task.Run(() => CommitAsync(batch, Features(batch, "bitcoin")))));

        var snapshot = (await Table.Log.LatestAsync())!;
        Assert.Equal(15, snapshot.Version);
        Assert.All(batches, batch => Assert.True(snapshot.Holds(batch.Id)));
        Assert.Equal(16, snapshot.Files.Count);
    }

    [SkippableFact]
    public async Task Five_writers_of_three_commits_each_give_fifteen_versions_and_lose_nothing()
    {
        var writers = Enumerable.Range(0, 5).Select(writer => Task.Run(async () =>
        {
            for (var commit = 0; commit < 3; commit++)
            {
                var batch = Noon with { Slot = Noon.Slot.AddMinutes(10 * writer + commit) };
                await CommitAsync(batch, Features(batch, $"w{writer}c{commit}"));
            }
        }));
        await Task.WhenAll(writers);

        var snapshot = (await Table.Log.LatestAsync())!;
        Assert.Equal((14L, 15), (snapshot.Version, snapshot.Files.Count));
        Assert.Equal(15, (await Table.BatchesAsync()).Count);
        foreach (var batch in await Table.BatchesAsync())
            Assert.Equal(1, (await Table.ReadAsync(batch)).RowCount);
    }

    [SkippableFact]
    public async Task Of_five_creators_at_once_one_makes_the_table()
    {
        var creators = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => CommitAsync(Noon, Features(Noon, "bitcoin")))));
        Assert.Single(creators, created => !created.WasThere);
        Assert.Equal(0, (await Table.Log.LatestAsync())!.Version);
    }

    [SkippableFact]
    public async Task A_batch_without_rows_still_counts_as_committed()
    {
        await Table.CommitAsync(Noon, []);
        var snapshot = (await Table.Log.LatestAsync())!;
        Assert.True(snapshot.Holds(Noon.Id));
        Assert.Empty(snapshot.Files);
    }

    [SkippableFact]
    public async Task An_earlier_version_can_be_read_again()
    {
        await CommitAsync(Noon, Features(Noon, "bitcoin"));
        await CommitAsync(Later, Features(Later, "bitcoin"));

        Assert.Single((await Table.Log.AtAsync(0)).Files);
        Assert.Equal(2, (await Table.Log.AtAsync(1)).Files.Count);
        var missing = await Assert.ThrowsAsync<LakeException>(() => Table.Log.AtAsync(2));
        Assert.Contains("has no version 2; the last is 1", missing.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_snapshot_that_was_handed_out_stays_as_it_is_while_the_table_grows()
    {
        var table = Table;
        await table.CommitAsync(Noon, [await table.StageAsync(Noon, "p", Features(Noon, "bitcoin"))]);
        var before = (await table.Log.LatestAsync())!;
        await CommitAsync(Later, Features(Later, "bitcoin"));

        Assert.Equal((1L, 2), ((await table.Log.LatestAsync())!.Version, (await table.Log.LatestAsync())!.Files.Count));
        Assert.Equal((0L, 1), (before.Version, before.Files.Count));
    }

    [SkippableFact]
    public async Task A_table_that_was_deleted_is_not_remembered()
    {
        var table = Table;
        await table.CommitAsync(Noon, []);
        Assert.NotNull(await table.Log.LatestAsync());
        foreach (var path in await home.Value.EverythingAsync())
            await home.Value.DeleteAsync(path);
        Assert.Null(await table.Log.LatestAsync());
    }

    [SkippableFact]
    public async Task A_data_file_that_vanished_is_an_error_that_names_it()
    {
        var part = await Table.StageAsync(Noon, "p", Features(Noon, "bitcoin"));
        await Table.CommitAsync(Noon, [part]);
        await home.Value.DeleteAsync(part.Path);

        var missing = await Assert.ThrowsAsync<LakeException>(() => Table.ReadAsync(Noon));
        Assert.Contains(Path.GetFileName(part.Path), missing.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_truncated_staged_file_is_never_committed()
    {
        var part = await Table.StageAsync(Noon, "p", Features(Noon, "bitcoin"));
        await home.Value.ReplaceAsync(part.Path, (await home.Value.BytesAsync(part.Path))[..^20]);

        var broken = await Assert.ThrowsAsync<LakeException>(() => Table.CommitAsync(Noon, [part]));
        Assert.Contains(Path.GetFileName(part.Path), broken.Message, StringComparison.Ordinal);
        Assert.Null(await Table.Log.LatestAsync());
    }

    [SkippableFact]
    public async Task Statistics_hold_for_every_row()
    {
        await CommitAsync(Noon, Features(Noon, "bitcoin", "ethereum", new string('z', 40)));
        var add = Assert.Single((await Table.Log.LatestAsync())!.Files);
        using var stats = System.Text.Json.JsonDocument.Parse(add.Stats!);

        Assert.Equal(3, stats.RootElement.GetProperty("numRecords").GetInt64());
        var (low, high) = (stats.RootElement.GetProperty("minValues"), stats.RootElement.GetProperty("maxValues"));
        Assert.Equal("bitcoin", low.GetProperty("asset_id").GetString());
        Assert.True(string.CompareOrdinal(high.GetProperty("asset_id").GetString(), new string('z', 40)) > 0);
        Assert.Equal(3, stats.RootElement.GetProperty("nullCount").GetProperty("ret_24h").GetInt64());
        Assert.False(low.TryGetProperty("ret_24h", out _));
        Assert.Equal("2018-02-01T12:00:00.000Z", low.GetProperty("event_time").GetString());
    }

    private LakeTable Table => new(home.Value.NewStorage(), LiveTables.AssetFeatures, TimeProvider.System);

    private async Task<Committed> CommitAsync(BatchId batch, Batch rows) =>
        await Table.CommitAsync(batch, [await Table.StageAsync(batch, "p", rows)]);

    private static Batch Features(BatchId batch, params string[] assets)
    {
        var rows = new BatchBuilder(LiveTables.AssetFeatures);
        foreach (var (asset, rank) in assets.Select((asset, at) => (asset, at + 1)))
        {
            rows.Text("asset_id", asset).Integer("rank", rank).Number("market_cap_share", 1.0 / rank)
                .Origin(new RowOrigin(batch, batch.Slot, "ab"), batch.Slot, TimeSpan.Zero).EndRow();
        }

        return rows.Build();
    }
}
