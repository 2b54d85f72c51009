using CryptoEtl.Core.Features;
using CryptoEtl.Core.Features.Health;
using CryptoEtl.Data.Features;
using CryptoEtl.Functions.Features;
using CryptoEtl.Functions.Tests.Series;

namespace CryptoEtl.Functions.Tests.Features;

/// <summary>Health is judged block by block and run by run as if all days came at once.</summary>
public sealed class JudgeFeatureHealthTests : IDisposable
{
    private static readonly int Start = RecordedLake.First.DayNumber;
    private static readonly Feature Score = FeatureCatalogue.Named("galaxy_score");

    private readonly RecordedLake lake = new();

    public void Dispose() => lake.Dispose();

    [Fact]
    public async Task A_block_is_judged_by_the_days_that_are_committed()
    {
        Assert.Equal(0, (await RunAsync(60, 0, 20)).Notes.Jumps);
        var judged = await RunAsync(61, 20, 5, bad: 22);

        Assert.Equal(5, judged.Parts.Count);
        Assert.Equal(["2024-03-23 galaxy_score null 0 % -> 80 %; p50 20 -> 2000, drift 99"], judged.Notes.Lines);
        Assert.Equal((1, 1), (judged.Notes.Jumps, judged.Notes.JumpDays));
        Assert.Equal(new GroupNulls('H', 250, 40), Assert.Single(judged.Notes.Groups));
    }

    [Fact]
    public async Task Rows_come_back_as_they_were_judged()
    {
        await RunAsync(60, 0, 20, bad: 15);
        var rows = await RowsAsync();

        Assert.Equal(20, rows.Count);
        Assert.Equal([Start + 15], rows.Where(row => row.IsJump).Select(row => row.Now.Day));
        var judge = new HealthJudge();
        Assert.Equal(Enumerable.Range(0, 20).Select(day => judge.Judge(Figures(day, bad: 15))), rows.OrderBy(row => row.Now.Day));
    }

    [Fact]
    public async Task Days_that_a_run_left_behind_are_not_written_twice()
    {
        await RunAsync(60, 0, 20);
        var judged = await RunAsync(61, 15, 10, bad: 24);

        Assert.Equal(5, judged.Parts.Count);
        Assert.Equal(25, (await RowsAsync()).Count);
        Assert.Equal(1, judged.Notes.Jumps);
    }

    [Fact]
    public async Task Later_days_that_are_there_do_not_count()
    {
        await RunAsync(60, 30, 20);
        var judged = await RunAsync(61, 0, 5, bad: 4);

        Assert.Equal((5, 0), (judged.Parts.Count, judged.Notes.Jumps));
        Assert.True(double.IsNaN((await RowsAsync()).Single(row => row.Now.Day == Start + 4).Drift));
    }

    private async Task<JudgedHealth> RunAsync(int run, int first, int days, int bad = -1)
    {
        var batch = RecordedLake.BatchOf("features", run);
        await new FeatureWork(lake.Lake.Storage, batch).WriteAsync("health-0", HealthColumns.Of([.. Enumerable.Range(first, days).Select(day => Figures(day, bad))]));
        var judged = await new JudgeFeatureHealth(lake.Lake, new()).RunAsync(new(batch, new(50, 1, [new(Start + first, days)]), 0), default);
        await lake.Lake.Table(FeatureTables.Health).CommitAsync(batch, judged.Parts);
        return judged;
    }

    private async Task<IReadOnlyList<FeatureHealth>> RowsAsync()
    {
        var (table, rows) = (lake.Lake.Table(FeatureTables.Health), new List<FeatureHealth>());
        await foreach (var batch in table.ReadFilesAsync((await table.SnapshotAsync())!))
            rows.AddRange(HealthRows.Of(batch));
        return rows;
    }

    private static FeatureFigures Figures(int day, int bad) => day == bad
        ? new(Start + day, Score, 50, 40, 50, 40, 60, 50, 2000, 5, 1990, 2000, 2010)
        : new(Start + day, Score, 50, 0, 50, 0, 60, 10, 20, 5, 10, 20, 30);
}
