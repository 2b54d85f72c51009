using System.Globalization;
using CryptoEtl.Core;
using CryptoEtl.Core.Live;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Lakehouse.Maintenance;

namespace CryptoEtl.Data.Tests.Lakehouse;

/// <summary>Processes that are killed in the middle of writing.</summary>
public sealed class KilledWriterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private FolderStorage Storage => new(folder.Path);

    private LakeTable Table => new(Storage, LiveTables.AssetFeatures, TimeProvider.System);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_a_killed_writer_said_is_there_what_it_did_not_say_is_whole_or_absent()
    {
        var said = new List<int>();
        for (var kill = 0; kill < 5; kill++)
            said.AddRange(await WriteAndKillAsync(first: 100 * kill, afterLines: 3 + (7 * kill)));

        var batches = await Table.BatchesAsync();
        Assert.Superset(said.Select(Slot).ToHashSet(), batches.ToHashSet());
        Assert.True(batches.Count <= said.Count + 5, $"{batches.Count} batches, {said.Count} were told");
        foreach (var batch in batches)
            Assert.Equal(2, (await Table.ReadAsync(batch)).RowCount);

        await new Compaction(Table, TimeProvider.System).RunAsync().ToListAsync();
        await new Vacuum(Storage, Table, new ShiftedClock(TimeSpan.FromDays(8))).RunAsync();
        Assert.Single((await Storage.ListTreeAsync(LiveTables.AssetFeatures.Folder)), file => !file.Path.Contains("/_delta_log/", StringComparison.Ordinal));
        foreach (var batch in batches)
            Assert.Equal(2, (await Table.ReadAsync(batch)).RowCount);
    }

    /// <summary>Kills right after a line, most often between staging and commit. Returns what was said to be committed.</summary>
    private async Task<List<int>> WriteAndKillAsync(int first, int afterLines)
    {
        using var writer = LakeProcess.Start(folder.Path, first);
        var committed = new List<int>();
        for (var lines = 0; lines < afterLines; lines++)
        {
            var line = (await writer.StandardOutput.ReadLineAsync())!.Split(' ');
            if (line[0] == "committed")
                committed.Add(int.Parse(line[1], CultureInfo.InvariantCulture));
        }

        writer.Kill();
        while (await writer.StandardOutput.ReadLineAsync() is { } rest)
        {
            if (rest.Split(' ') is ["committed", var minute])
                committed.Add(int.Parse(minute, CultureInfo.InvariantCulture));
        }

        await writer.WaitForExitAsync();
        return committed;
    }

    private static BatchId Slot(int minute) => new("live", LakeTableTesting.Start.AddMinutes(minute));
}
