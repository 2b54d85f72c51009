using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.Rebuild;
using CryptoEtl.Functions.Tests.Series;
using static CryptoEtl.Functions.Tests.Series.RecordedLake;

namespace CryptoEtl.Functions.Tests.Rebuild;

/// <summary>A ledger made again in another lake, from the raw answers alone.</summary>
public sealed class LedgerReplayTests : IDisposable
{
    private static readonly BatchId[] Batches = [BatchOf("historical", 10), BatchOf("historical", 11), BatchOf("historical", 12)];
    private readonly RecordedLake lake = new();
    private readonly string folder = Directory.CreateTempSubdirectory("cryptoetl-replay-").FullName;

    public void Dispose()
    {
        lake.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Restatements_withdrawals_and_fills_come_out_to_the_byte()
    {
        await lake.LandAsync(Batches[0], (Chart("bitcoin", 0, 4), ChartBody((0, 1), (1, 2), (3, 4)), 200), (Chart("tron", 0, 4), ChartBody((0, 9)), 200));
        await lake.LandAsync(Batches[1], (Chart("bitcoin", 0, 4) with { Covered = [new(First, First.AddDays(4))] }, ChartBody((0, 1), (1, 2.5), (2, 3)), 200));
        await lake.LandAsync(Batches[2], (Chart("tron", 0, 4), """{"error":"coin not found"}""", 404));

        foreach (var table in new[] { HistoricalTables.Chart, HistoricalTables.Coverage })
        {
            var report = await new TableRebuild(lake.Lake, new FolderStorage(folder), new StoppedClock(At(200))).RunAsync(table, null, null, RebuildMode.Check);
            Assert.True(report.IsWhole, string.Join('\n', report.Files));
            Assert.Equal(table == HistoricalTables.Chart ? 2 : 3, report.Files.Count);
            Assert.All(report.Files, file => Assert.Equal(RebuildOutcome.Identical, file.Outcome));
        }

        Assert.Equal(
            [(0, "appended", 1.0), (1, "restated", 2.5), (2, "null_filled", 3.0), (3, "withdrawn", null)],
            Newest(await lake.ReadAsync(HistoricalTables.Chart, Batches[0], Batches[1])).Where(row => row != (0, "appended", 9.0)));
    }

    [Fact]
    public async Task A_file_that_is_gone_is_found_missing()
    {
        var fetched = await lake.LandAsync(Batches[0], (Chart("bitcoin", 0, 4), ChartBody((0, 1), (1, 2)), 200));
        await lake.Lake.Storage.DeleteAsync(fetched.Parts[0].Rows.Part.Path);

        var report = await new TableRebuild(lake.Lake, new FolderStorage(folder), new StoppedClock(At(200))).RunAsync(HistoricalTables.Chart, null, null, RebuildMode.Check);

        Assert.Equal(RebuildOutcome.Missing, Assert.Single(report.Files).Outcome);
    }
}
