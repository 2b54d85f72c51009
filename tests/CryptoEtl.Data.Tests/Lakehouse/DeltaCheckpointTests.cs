using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Data.Tests.Lakehouse;

/// <summary>Checkpoints of Spark, delta-rs and others stand in for the commits they cover.</summary>
public sealed class DeltaCheckpointTests
{
    private const string Spark = "spark-basic-with-inserts-deletes-checkpoint";
    private const string MultiPart = "spark-multi-part-checkpoint";
    private const string Hint = "_last_checkpoint";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static TheoryData<string> Tables => [.. CleanedTable.WithCheckpoint()];

    [SkippableTheory, MemberData(nameof(Tables))]
    public async Task The_state_of_a_checkpoint_is_that_of_the_commits_it_covers(string name)
    {
        using var table = new CleanedTable("read", name);
        var (from, to) = (table.Checkpoint, table.Last);
        var replayed = new List<string>();
        for (var version = from; version <= to; version++)
            replayed.Add(CleanedTable.Describe(await table.Log.AtAsync(version)));

        table.CleanUpTo(from);
        for (var version = from; version <= to; version++)
            Assert.Equal(replayed[(int)(version - from)], CleanedTable.Describe(await table.Log.AtAsync(version).WaitAsync(Patience)));
        Assert.Equal(replayed[^1], CleanedTable.Describe((await table.Log.LatestAsync())!));
    }

    [SkippableTheory, MemberData(nameof(Tables))]
    public async Task The_rows_of_a_cleaned_table_are_exact(string name)
    {
        using var table = new CleanedTable("read", name);
        table.CleanUpTo(table.Checkpoint);
        for (var version = table.Checkpoint; version <= table.Last; version++)
        {
            var expected = table.Expected.GetProperty("versions").GetProperty($"{version}");
            var snapshot = await table.Log.AtAsync(version);
            Assert.Equal(expected.GetProperty("active_files").GetInt32(), snapshot.Files.Count);
            if (expected.TryGetProperty("digest", out var digest))
                Assert.Equal((expected.GetProperty("rows").GetInt32(), digest.GetString()), await table.DigestAsync(snapshot));
        }
    }

    [SkippableTheory, MemberData(nameof(Tables))]
    public async Task Versions_before_the_checkpoint_are_refused_naming_the_earliest(string name)
    {
        using var table = new CleanedTable("read", name);
        table.CleanUpTo(table.Checkpoint);
        var refused = await Assert.ThrowsAsync<LakeException>(() => table.Log.AtAsync(table.Checkpoint - 1));
        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
        Assert.EndsWith($"the earliest that can is {table.Checkpoint}", refused.Message, StringComparison.Ordinal);
    }

    [SkippableTheory, InlineData(null), InlineData("{"), InlineData("""{"version":0,"size":1}"""), InlineData("""{"version":4711,"size":1,"parts":3}""")]
    public async Task The_hint_at_the_last_checkpoint_is_not_believed(string? content)
    {
        using var table = new CleanedTable("read", Spark);
        var expected = CleanedTable.Describe((await table.Log.LatestAsync())!);
        table.CleanUpTo(table.Checkpoint);
        File.Delete(table.LogFile(Hint));
        if (content is not null)
            await File.WriteAllTextAsync(table.LogFile(Hint), content);
        Assert.Equal(expected, CleanedTable.Describe((await table.Log.LatestAsync())!));
    }

    [SkippableFact]
    public async Task A_checkpoint_without_one_of_its_parts_does_not_count()
    {
        const string part = "00000000000000000001.checkpoint.0000000001.0000000002.parquet";
        using var table = new CleanedTable("read", MultiPart);
        var expected = CleanedTable.Describe((await table.Log.LatestAsync())!);
        File.Delete(table.LogFile(part));
        Assert.Equal(expected, CleanedTable.Describe((await table.Log.LatestAsync())!));

        table.CleanUpTo(1);
        var refused = await Assert.ThrowsAsync<LakeException>(() => table.Log.LatestAsync());
        Assert.Contains($"{part} is missing", refused.Message, StringComparison.Ordinal);
    }

    [SkippableTheory, InlineData(0), InlineData(7), InlineData(500), InlineData(-1)]
    public async Task A_checkpoint_that_was_cut_off_is_refused_by_name(int length)
    {
        using var table = new CleanedTable("read", Spark);
        var checkpoint = table.LogFile($"{table.Checkpoint:D20}.checkpoint.parquet");
        await Cut(checkpoint, length);
        Assert.Equal(table.Last, (await table.Log.LatestAsync())!.Version);

        table.CleanUpTo(0);
        var refused = await Assert.ThrowsAsync<LakeException>(() => table.Log.LatestAsync());
        Assert.StartsWith(checkpoint, refused.Message, StringComparison.Ordinal);
    }

    [SkippableTheory, MemberData(nameof(Tables))]
    public async Task Damage_anywhere_in_a_checkpoint_never_ends_in_another_error(string name)
    {
        using var table = new CleanedTable("read", name);
        table.CleanUpTo(table.Checkpoint);
        var random = new Random(11);
        foreach (var file in Directory.GetFiles(table.LogFile("."), "*.checkpoint*.parquet"))
        {
            var whole = await File.ReadAllBytesAsync(file);
            for (var mutation = 0; mutation < 100; mutation++)
            {
                var damaged = whole.ToArray();
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
                await File.WriteAllBytesAsync(file, damaged);
                await ReadOrRefuseAsync(table, $"{name}, mutation {mutation}");
            }

            await File.WriteAllBytesAsync(file, whole);
        }
    }

    [SkippableFact]
    public async Task A_broken_checkpoint_gives_way_to_an_older_one()
    {
        using var table = new CleanedTable("read", "kernelrs-external-table-different-nullability");
        var expected = CleanedTable.Describe((await table.Log.LatestAsync())!);
        table.CleanUpTo(table.Checkpoint);
        await File.WriteAllTextAsync(table.LogFile($"{table.Last:D20}.checkpoint.parquet"), "PAR1 nonsense PAR1");
        Assert.Equal(expected, CleanedTable.Describe((await table.Log.LatestAsync())!));
    }

    [SkippableFact]
    public async Task A_commit_missing_after_the_checkpoint_is_named()
    {
        using var table = new CleanedTable("read", Spark);
        table.CleanUpTo(table.Checkpoint);
        File.Delete(table.LogFile(table.Checkpoint + 2));
        var refused = await Assert.ThrowsAsync<LakeException>(() => table.Log.LatestAsync());
        Assert.Contains($"commit {table.Checkpoint + 2} is missing", refused.Message, StringComparison.Ordinal);
        Assert.Equal(table.Checkpoint + 1, (await table.Log.AtAsync(table.Checkpoint + 1)).Version);
    }

    [SkippableFact]
    public async Task A_checkpoint_without_metadata_is_refused_naming_it()
    {
        using var table = new CleanedTable("broken", "spark-deltalog-state-reconstruction-from-checkpoint-missing-metadata");
        table.CleanUpTo(table.Checkpoint);
        var refused = await Assert.ThrowsAsync<LakeException>(() => table.Log.LatestAsync());
        Assert.Contains(".checkpoint.parquet: the checkpoint has no metaData action", refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_checkpoint_of_version_2_is_refused_by_its_feature()
    {
        using var table = new CleanedTable("refuse", "spark-v2-checkpoint-json");
        table.CleanUpTo(2);
        var refused = await Assert.ThrowsAsync<LakeException>(() => table.Log.LatestAsync());
        Assert.Contains("v2Checkpoint", refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_log_that_is_cleaned_while_it_is_in_use_is_followed()
    {
        using var table = new CleanedTable("read", Spark);
        var (checkpoint, log) = (table.Checkpoint, table.Log);
        var expected = CleanedTable.Describe((await log.LatestAsync())!);
        table.Empty();
        table.Restore(name => string.CompareOrdinal(name, $"{5:D20}.json") <= 0);
        Assert.Equal(5, (await log.LatestAsync())!.Version);

        table.Restore(_ => true);
        table.CleanUpTo(checkpoint);
        Assert.Equal(expected, CleanedTable.Describe((await log.LatestAsync())!));

        table.CleanUpTo(table.Last);
        Assert.Equal(checkpoint, (await log.LatestAsync())!.Version);
        table.Restore(name => name == $"{checkpoint + 1:D20}.json");
        Assert.Equal(checkpoint + 1, (await log.LatestAsync())!.Version);
        table.Restore(name => string.CompareOrdinal(name, $"{checkpoint + 1:D20}.json") > 0);
        Assert.Equal(expected, CleanedTable.Describe((await log.LatestAsync())!));
    }

    private static async Task ReadOrRefuseAsync(CleanedTable table, string what)
    {
        try
        {
            Assert.Equal(table.Last, (await table.Log.LatestAsync().WaitAsync(Patience))!.Version);
        }
        catch (LakeException refused)
        {
            Assert.True(refused.Message.Contains(table.Name, StringComparison.Ordinal), $"{what}: {refused.Message}");
        }
    }

    private static async Task Cut(string file, int length)
    {
        var bytes = await File.ReadAllBytesAsync(file);
        await File.WriteAllBytesAsync(file, bytes[..(length < 0 ? bytes.Length + length : length)]);
    }
}
