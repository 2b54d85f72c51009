using System.Text.Json;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Lakehouse.Delta;

namespace CryptoEtl.Data.Tests.Lakehouse;

/// <summary>Tables written by Spark, delta-rs and others, with what their own readers found in them.</summary>
public sealed class ForeignDeltaTableTests
{
    private const string Corpus = "data/formats/delta";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static TheoryData<string> Read => [.. Tables("read")];
    public static TheoryData<string> Optional => [.. Tables("optional")];
    public static TheoryData<string> Refuse => [.. Tables("refuse")];
    public static TheoryData<string> Broken => [.. Tables("broken")];

    [SkippableTheory, MemberData(nameof(Read))]
    public async Task Every_version_of_a_readable_table_is_read_exactly(string table)
    {
        var (folder, expected) = Open("read", table);
        foreach (var version in expected.GetProperty("versions").EnumerateObject())
            await CheckVersionAsync(folder, table, long.Parse(version.Name), version.Value).WaitAsync(Patience);
    }

    [SkippableTheory, MemberData(nameof(Optional))]
    public async Task An_optional_table_is_read_exactly_or_refused_by_name(string table)
    {
        var (folder, expected) = Open("optional", table);
        foreach (var version in expected.GetProperty("versions").EnumerateObject())
        {
            try
            {
                await CheckVersionAsync(folder, table, long.Parse(version.Name), version.Value).WaitAsync(Patience);
            }
            catch (LakeException refused)
            {
                Assert.Contains(table, refused.Message, StringComparison.Ordinal);
            }
        }
    }

    [SkippableTheory, MemberData(nameof(Refuse))]
    public async Task A_table_with_an_unsupported_feature_is_refused_by_name(string table)
    {
        var (folder, expected) = Open("refuse", table);
        var refused = await Assert.ThrowsAsync<LakeException>(() => ReadLatestAsync(folder, table)).WaitAsync(Patience);
        Assert.Contains(table, refused.Message, StringComparison.Ordinal);
        Assert.True(NamesTheReason(refused.Message, expected), $"the message does not name the feature: {refused.Message}");
    }

    [SkippableTheory, MemberData(nameof(Broken))]
    public async Task A_broken_log_is_refused_naming_what_is_missing(string table)
    {
        var (folder, expected) = Open("broken", table);
        var refused = await Assert.ThrowsAsync<LakeException>(() => ReadLatestAsync(folder, table)).WaitAsync(Patience);
        Assert.Contains(table, refused.Message, StringComparison.Ordinal);
        var missing = expected.GetProperty("exercises").GetString()!;
        Assert.All(
            new[] { "metaData", "protocol", "commit 1" }.Where(thing => missing.Contains(thing, StringComparison.Ordinal)),
            named => Assert.Contains(named, refused.Message, StringComparison.Ordinal));
    }

    private static async Task CheckVersionAsync(string folder, string table, long version, JsonElement expected)
    {
        var storage = new FolderStorage(folder);
        var log = new DeltaLog(storage, table);
        await CheckActionsAsync(log, version, expected);
        var snapshot = await log.AtAsync(version);
        CheckSnapshot(snapshot, expected);

        var rows = new DeltaReader(storage, table).ReadAsync(snapshot);
        if (expected.TryGetProperty("missing_data_files", out _))
        {
            var missing = await Assert.ThrowsAsync<LakeException>(() => DeltaDigest.OfAsync(rows));
            Assert.Contains("is missing", missing.Message, StringComparison.Ordinal);
        }
        else if (expected.TryGetProperty("digest", out var digest))
        {
            Assert.Equal((expected.GetProperty("rows").GetInt32(), digest.GetString()), await DeltaDigest.OfAsync(rows));
        }
    }

    private static async Task CheckActionsAsync(DeltaLog log, long version, JsonElement expected)
    {
        // Where the origin kept a checkpoint of a version, its commit was not counted.
        if (!expected.TryGetProperty("actions", out var actions))
            return;

        var commit = await log.CommitAsync(version);
        var counts = actions.EnumerateObject().ToDictionary(kind => kind.Name, kind => kind.Value.GetInt32());
        Assert.Equal(counts.OrderBy(kind => kind.Key, StringComparer.Ordinal), commit!.ActionCounts.OrderBy(kind => kind.Key, StringComparer.Ordinal));
    }

    private static void CheckSnapshot(DeltaSnapshot snapshot, JsonElement expected)
    {
        Assert.Equal(expected.GetProperty("active_files").GetInt32(), snapshot.Files.Count);
        if (expected.TryGetProperty("columns", out var columns))
            Assert.Equal(columns.EnumerateArray().Select(column => column.GetProperty("name").GetString()), snapshot.Schema.Select(field => field.Name));
        if (expected.TryGetProperty("partition_columns", out var partitions))
            Assert.Equal(partitions.EnumerateArray().Select(name => name.GetString()), snapshot.Metadata.PartitionColumns);
        if (expected.TryGetProperty("txn", out var transactions))
        {
            foreach (var app in transactions.EnumerateObject())
                Assert.Equal(app.Value.GetInt64(), snapshot.Transactions[app.Name].Version);
        }
    }

    private static async Task ReadLatestAsync(string folder, string table)
    {
        var storage = new FolderStorage(folder);
        var snapshot = await new DeltaLog(storage, table).LatestAsync();
        await DeltaDigest.OfAsync(new DeltaReader(storage, table).ReadAsync(snapshot!));
    }

    private static bool NamesTheReason(string message, JsonElement expected)
    {
        string[] known = ["columnMapping", "nested", "deletionVectors", "reader version", "which is not supported"];
        var features = expected.TryGetProperty("protocol", out var protocol) && protocol.TryGetProperty("readerFeatures", out var names)
            ? names.EnumerateArray().Select(name => name.GetString()!)
            : known;
        return features.Any(feature => message.Contains(feature, StringComparison.Ordinal));
    }

    private static (string Folder, JsonElement Expected) Open(string kind, string table)
    {
        var folder = Path.Combine(SharedFiles.Folder(Corpus), kind);
        return (folder, JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, $"{table}.expected.json"))).RootElement);
    }

    private static IEnumerable<string> Tables(string kind) => SharedFiles.Names($"{Corpus}/{kind}", folder =>
        Directory.EnumerateDirectories(folder).Select(table => Path.GetFileName(table)).Order(StringComparer.Ordinal));
}
