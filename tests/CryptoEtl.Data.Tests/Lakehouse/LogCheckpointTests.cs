using System.Text;
using CryptoEtl.Azurite;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Data.Tests.Lakehouse;

public sealed class FolderLogCheckpointTests() : LogCheckpointTests(() => new FolderHome());

[Collection(AzuriteCollection.Name)]
public sealed class BlobLogCheckpointTests(AzuriteFixture azurite) : LogCheckpointTests(() => new BlobHome(azurite.Server));

/// <summary>Checkpoints that our committers write, and logs that are cleaned up to them.</summary>
public abstract class LogCheckpointTests(Func<LakeHome> open) : MaintenanceTesting(open)
{
    private static readonly DateTimeOffset InAYear = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [SkippableFact]
    public async Task Every_twentieth_commit_is_followed_by_a_checkpoint_that_says_the_same_as_the_commits()
    {
        await AppendAsync(0, 42);
        var checkpoints = (await Storage.ListAsync(LogFolder)).Select(file => Path.GetFileName(file.Path)).Where(name => name.Contains("checkpoint", StringComparison.Ordinal));
        Assert.Equal(["00000000000000000020.checkpoint.parquet", "00000000000000000040.checkpoint.parquet", "_last_checkpoint"], checkpoints);

        var opened = CleanedTable.Describe((await Table.SnapshotAsync())!);
        foreach (var checkpoint in checkpoints)
            await Home.DeleteAsync($"{LogFolder}/{checkpoint}");
        Assert.Equal(CleanedTable.Describe((await Table.SnapshotAsync())!), opened);
    }

    [SkippableFact]
    public async Task Opening_by_the_hint_reads_no_earlier_commit_and_lists_nothing()
    {
        await AppendAsync(0, 23);
        var storage = new Counting(Storage);
        var snapshot = (await new LakeTable(storage, Definition, TimeProvider.System).SnapshotAsync())!;
        Assert.Equal((22L, 23), (snapshot.Version, snapshot.Files.Count));
        Assert.Equal(0, storage.Lists);
        Assert.Equal(["00000000000000000020.checkpoint.parquet", "00000000000000000021.json", "00000000000000000022.json", "00000000000000000023.json", "_last_checkpoint"],
            storage.Opened.Order(StringComparer.Ordinal));
    }

    [SkippableTheory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"version\":\"x\"}")]
    [InlineData("{\"version\":999,\"size\":1}")]
    [InlineData("{\"version\":7,\"size\":1}")]
    [InlineData("{\"version\":20,\"parts\":2,\"size\":1}")]
    public async Task A_hint_that_is_wrong_costs_time_only(string hint)
    {
        await AppendAsync(0, 23);
        await Home.ReplaceAsync($"{LogFolder}/_last_checkpoint", Encoding.UTF8.GetBytes(hint));
        Assert.Equal(22, (await Table.SnapshotAsync())!.Version);
        Assert.Equal(46, (await RowsAsync()).Count);
    }

    [SkippableFact]
    public async Task A_broken_checkpoint_gives_way_to_the_commits()
    {
        await AppendAsync(0, 23);
        await Home.ReplaceAsync($"{LogFolder}/00000000000000000020.checkpoint.parquet", "broken"u8.ToArray());
        Assert.Equal(23, (await Table.SnapshotAsync())!.Files.Count);
    }

    [SkippableFact]
    public async Task A_checkpoint_that_cannot_be_written_does_not_fail_the_commit()
    {
        await AppendAsync(0, 20);
        var table = new LakeTable(new NoCheckpoints(Storage), Definition, TimeProvider.System);
        Assert.Equal(20, (await table.CommitAsync(Slot(50), [])).Version);
        Assert.Null(await Storage.FindAsync($"{LogFolder}/_last_checkpoint"));
    }

    [SkippableFact]
    public async Task Cleaning_deletes_what_a_checkpoint_stands_for_and_the_table_stays()
    {
        await AppendAsync(0, 45);
        await CompactAsync();
        await AppendAsync(45, 2);
        var (rows, state) = (await RowsAsync(), CleanedTable.Describe((await Table.SnapshotAsync())!));

        Assert.Equal(41, (await Table.Log.CleanAsync(InAYear, dryRun: true)).Count);
        var gone = await Table.Log.CleanAsync(InAYear);
        Assert.Equal(["00000000000000000020.checkpoint.parquet", .. Enumerable.Range(0, 40).Select(version => $"{version:D20}.json")],
            gone.Select(path => Path.GetFileName(path)));

        Assert.Equal(rows, await RowsAsync());
        Assert.Equal(state, CleanedTable.Describe((await Table.SnapshotAsync())!));
        Assert.Equal(40, (await Table.AtVersionAsync(40)).Version);
        Assert.Contains("the earliest that can is 40", (await Assert.ThrowsAsync<LakeException>(() => Table.AtVersionAsync(39))).Message, StringComparison.Ordinal);
        Assert.Equal(47, (await Table.AtTimeAsync(InAYear)).Version);
        Assert.True((await CommitAsync(Slot(3), "bitcoin")).WasThere);
        await Home.DeleteAsync($"{LogFolder}/_last_checkpoint");
        Assert.Equal(rows, await RowsAsync());
        await RequireDuckAgreesAsync();
    }

    [SkippableFact]
    public async Task Without_a_checkpoint_or_before_the_retention_nothing_is_cleaned()
    {
        await AppendAsync(0, 5);
        Assert.Empty(await Table.Log.CleanAsync(InAYear));
        await AppendAsync(5, 20);
        Assert.Empty(await Table.Log.CleanAsync(TimeProvider.System.GetUtcNow().AddDays(29)));
        Assert.NotEmpty(await Table.Log.CleanAsync(TimeProvider.System.GetUtcNow().AddDays(32)));
    }

    /// <summary>The hint names a checkpoint whose commit, and those after it, another writer cleaned away for a newer checkpoint.</summary>
    [SkippableFact]
    public async Task A_hint_that_others_cleaned_past_is_not_believed()
    {
        await AppendAsync(0, 45);
        await Home.ReplaceAsync($"{LogFolder}/_last_checkpoint", "{\"version\":20,\"size\":1}"u8.ToArray());
        for (var version = 0; version < 40; version++)
            await Home.DeleteAsync($"{LogFolder}/{version:D20}.json");
        Assert.Equal(44, (await Table.SnapshotAsync())!.Version);
    }

    [SkippableFact]
    public async Task Checkpoints_that_race_commits_hold_every_file()
    {
        await AppendAsync(0, 2);
        await BesideAppendersAsync(6, async () =>
        {
            for (var round = 0; round < 12; round++)
                await Table.Log.CheckpointAsync(TimeProvider.System.GetUtcNow());
        });
        var listing = await Storage.ListAsync(LogFolder);
        foreach (var version in listing.Where(file => file.Path.EndsWith(".parquet", StringComparison.Ordinal)).Select(file => long.Parse(Path.GetFileName(file.Path)[..20], null)))
            Assert.Equal(version + 1, (await Table.AtVersionAsync(version)).Files.Count);
        Assert.Equal(64, (await RowsAsync()).Count);
        await RequireDuckAgreesAsync();
    }

    [SkippableFact]
    public async Task DuckDB_finds_every_action_in_a_checkpoint()
    {
        await AppendAsync(0, 3);
        await CompactAsync();
        await Table.Log.CheckpointAsync(TimeProvider.System.GetUtcNow());
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "checkpoint.parquet");
        await File.WriteAllBytesAsync(file, await Home.BytesAsync($"{LogFolder}/{3:D20}.checkpoint.parquet"));

        var row = Assert.Single(await DuckTable.QueryAsync($"""
            SELECT count("add") AS adds, count(remove) AS removes, count(txn) AS txns, count(protocol) AS protocols, count(metaData) AS metas,
              list_sort(list(txn.appId) FILTER (txn IS NOT NULL))[1] AS app, any_value(metaData.partitionColumns)[1] AS col,
              any_value("add".partitionValues)['event_date'] AS day, any_value(metaData.configuration)['delta.appendOnly'] AS appendOnly,
              any_value(metaData.format.provider) AS provider, bool_or(remove.extendedFileMetadata) AS extended,
              sum(("add" IS NOT NULL)::INT + (remove IS NOT NULL)::INT + (txn IS NOT NULL)::INT + (protocol IS NOT NULL)::INT + (metaData IS NOT NULL)::INT) AS actions, count(*) AS lines
            FROM read_parquet({DuckTable.Quoted(file)})
            """));
        Assert.Equal(["1", "3", "3", "1", "1"], new[] { "adds", "removes", "txns", "protocols", "metas" }.Select(name => row.GetProperty(name).ToString()));
        Assert.Equal([Slot(0).Id, "event_date", "2018-02-01", "true", "parquet"], new[] { "app", "col", "day", "appendOnly", "provider" }.Select(name => row.GetProperty(name).ToString()));
        Assert.Equal(("9", "9", "True"), (row.GetProperty("actions").ToString(), row.GetProperty("lines").ToString(), row.GetProperty("extended").ToString()));
    }

    /// <summary>Counts what is asked of the log.</summary>
    private sealed class Counting(ILakeStorage inner) : LakeStorageDecorator(inner)
    {
        public List<string> Opened { get; } = [];

        public int Lists { get; private set; }

        public override Task<Stream?> OpenReadAsync(string path, CancellationToken cancellation = default)
        {
            Opened.Add(Path.GetFileName(path));
            return base.OpenReadAsync(path, cancellation);
        }

        public override Task<IReadOnlyList<StoredFile>> ListAsync(string folder, CancellationToken cancellation = default)
        {
            Lists++;
            return base.ListAsync(folder, cancellation);
        }
    }

    private sealed class NoCheckpoints(ILakeStorage inner) : LakeStorageDecorator(inner)
    {
        public override Task<bool> PutIfAbsentAsync(string path, Stream content, CancellationToken cancellation = default) =>
            path.EndsWith(".checkpoint.parquet", StringComparison.Ordinal) ? throw new IOException("the disk is full") : base.PutIfAbsentAsync(path, content, cancellation);
    }
}
