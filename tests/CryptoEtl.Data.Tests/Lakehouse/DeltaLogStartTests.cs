using System.Text;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Lakehouse.Delta;
using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace CryptoEtl.Data.Tests.Lakehouse;

/// <summary>Logs that lack their beginning, and what is said about them.</summary>
public sealed class DeltaLogStartTests : IDisposable
{
    private const string First = """
        {"protocol":{"minReaderVersion":1,"minWriterVersion":2}}
        {"metaData":{"id":"one","schemaString":"{\"type\":\"struct\",\"fields\":[]}","partitionColumns":[],"configuration":{}}}
        """;

    private const string Checkpoint3 = "00000000000000000003.checkpoint.parquet";
    private readonly TemporaryFolder folder = new();

    private DeltaLog Log => new(new FolderStorage(folder.Path), "table");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Without_a_log_there_is_no_table() => Assert.Null(await Log.LatestAsync());

    [Fact]
    public async Task Files_of_other_names_are_not_a_log()
    {
        await PutAsync("_last_checkpoint", "{}");
        await PutAsync("99999999999999999999.json", First);
        await PutAsync("00000000000000000000.00000000000000000001.compacted.json", First);
        await PutAsync("00000000000000000000.crc", "{}");
        Assert.Null(await Log.LatestAsync());
    }

    [Fact]
    public async Task Without_first_commit_and_checkpoint_the_first_that_is_left_is_named()
    {
        await PutAsync(Commit(3), First);
        Assert.Contains("the log starts at version 3;", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkpoint_that_is_no_parquet_file_is_named()
    {
        await PutAsync(Checkpoint3, "this is not the file that you are looking for");
        Assert.StartsWith(Path.Combine(folder.Path, "table/_delta_log", Checkpoint3), await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkpoint_without_actions_has_no_protocol()
    {
        await PutAsync(Checkpoint3, await ParquetAsync("other"));
        Assert.Contains("the checkpoint has no protocol action", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkpoint_whose_action_is_no_struct_is_refused_naming_the_column()
    {
        await PutAsync(Checkpoint3, await ParquetAsync("add"));
        Assert.Contains("column 'add'", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkpoint_and_the_commits_after_it_make_the_table()
    {
        await PutAsync(Checkpoint3, Convert.FromBase64String(CheckpointFiles.Whole));
        await PutAsync(Commit(4), """
            {"remove":{"path":"a%20b-4","dataChange":true}}
            {"add":{"path":"c","partitionValues":{"day":"2026-01-02"},"size":1,"modificationTime":6,"dataChange":true}}
            {"txn":{"appId":"app","version":8}}
            """);
        var (before, after) = (await Log.AtAsync(3), (await Log.LatestAsync())!);
        Assert.Equal([("a b-3", "2026-01-01", 3000L), ("a b-4", null, 4000L)], before.Files.Select(file => (file.File, file.PartitionValues["day"], file.Size)));
        Assert.Equal([("a b-3", "2026-01-01", 3000L), ("c", "2026-01-02", 1L)], after.Files.Select(file => (file.File, file.PartitionValues["day"], file.Size)));
        Assert.Equal((3L, 7L, 4L, 8L), (before.Version, before.Transactions["app"].Version, after.Version, after.Transactions["app"].Version));
        Assert.Equal(("one", 1, 2), (after.Metadata.Id, after.Protocol.MinReaderVersion, after.Protocol.MinWriterVersion));
        Assert.Equal(["day"], after.Metadata.PartitionColumns);
    }

    [Theory]
    [InlineData(CheckpointFiles.WithDeletionVector, "deletionVectors (f4)")]
    [InlineData(CheckpointFiles.WithoutPath, "field 'add.path' is missing")]
    [InlineData(CheckpointFiles.OfOtherFormat, "format 'orc'")]
    public async Task A_checkpoint_that_asks_for_more_or_lacks_something_is_refused_by_name(string file, string reason)
    {
        await PutAsync(Checkpoint3, Convert.FromBase64String(file));
        Assert.Contains(reason, await RefusalAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00000000000000000003.checkpoint.0000000001.0000000003.parquet", "0000000002.0000000003")]
    [InlineData("00000000000000000003.checkpoint.0000000002.0000000002.parquet", "0000000001.0000000002")]
    [InlineData("00000000000000000003.checkpoint.0000000009.9999999999.parquet", "0000000001.9999999999")]
    public async Task The_missing_part_of_a_checkpoint_is_named(string part, string missing)
    {
        await PutAsync(part, "");
        Assert.EndsWith($"00000000000000000003.checkpoint.{missing}.parquet is missing", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkpoint_of_version_2_alone_is_refused_by_its_feature()
    {
        await PutAsync("00000000000000000003.checkpoint.6374b053-df23-479b-b2cf-c9c550132b49.json", "{}");
        Assert.Contains("v2Checkpoint", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_commits_count_more_than_a_broken_checkpoint()
    {
        for (var version = 0; version <= 4; version++)
            await PutAsync(Commit(version), version == 0 ? First : "");
        await PutAsync(Checkpoint3, "broken");
        Assert.Equal(4, (await Log.LatestAsync())!.Version);
        Assert.Equal(3, (await Log.AtAsync(3)).Version);
    }

    [Fact]
    public async Task A_gap_matters_only_to_the_versions_after_it()
    {
        await PutAsync(Commit(0), First);
        await PutAsync(Commit(2), "");
        Assert.Equal(0, (await Log.AtAsync(0)).Version);
        Assert.EndsWith("commit 1 is missing", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Theory, InlineData(-1, "the earliest that can is 0"), InlineData(1, "has no version 1; the last is 0")]
    public async Task A_version_that_is_not_there_is_refused_saying_which_is(long version, string reason)
    {
        await PutAsync(Commit(0), First);
        var refused = await Assert.ThrowsAsync<LakeException>(() => Log.AtAsync(version));
        Assert.EndsWith(reason, refused.Message, StringComparison.Ordinal);
    }

    private static string Commit(long version) => $"{version:D20}.json";

    private async Task<string> RefusalAsync() => (await Assert.ThrowsAsync<LakeException>(() => Log.LatestAsync())).Message;

    private Task PutAsync(string name, string content) => PutAsync(name, Encoding.UTF8.GetBytes(content));

    private Task PutAsync(string name, byte[] content) =>
        new FolderStorage(folder.Path).PutIfAbsentAsync($"table/_delta_log/{name}", new MemoryStream(content));

    private static async Task<byte[]> ParquetAsync(string column)
    {
        using var file = new MemoryStream();
        var field = new DataField<string>(column);
        await using (var writer = await ParquetWriter.CreateAsync(new ParquetSchema(field), file))
        {
            using var group = writer.CreateRowGroup();
            await group.WriteColumnAsync(new DataColumn(field, new[] { "text" }));
        }

        return file.ToArray();
    }
}
