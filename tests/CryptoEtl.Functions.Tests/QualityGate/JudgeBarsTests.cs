using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.Revisions;
using CryptoEtl.Data.QualityGate;
using CryptoEtl.Functions.QualityGate;
using CryptoEtl.Functions.Tests.Series;

namespace CryptoEtl.Functions.Tests.QualityGate;

/// <summary>Bars are judged once, each with what was known of its series before.</summary>
public sealed class JudgeBarsTests : IDisposable
{
    private static readonly string Table = HistoricalTables.SilverMarket.FullName;

    private readonly RecordedLake lake = new();

    public void Dispose() => lake.Dispose();

    [Fact]
    public async Task What_was_judged_is_not_judged_again()
    {
        await PutAsync(run: 60, from: 0, to: 49, close: 100);
        Assert.Equal(50, (await JudgeAsync(61))!.Verdict.RowsIn);
        Assert.Null(await JudgeAsync(62));

        await PutAsync(run: 63, from: 50, to: 51, close: 101);
        var next = await JudgeAsync(64);
        Assert.Equal((2, Decision.Pass), (next!.Verdict.RowsIn, next.Verdict.Decision));
    }

    /// <summary>A bar of a thousand times the price, without a cap that follows, is wrong only beside the bars before it, and those were judged long ago.</summary>
    [Fact]
    public async Task A_slip_of_units_is_found_by_the_bars_that_were_known_before()
    {
        await PutAsync(run: 60, from: 0, to: 49, close: 100);
        await JudgeAsync(61);
        await PutAsync(run: 63, from: 50, to: 50, close: 100_000, cap: 1e9);
        await PutAsync(run: 64, from: 51, to: 60, close: 100, cap: 1e9);

        var judged = await JudgeAsync(65);

        Assert.Equal((11, 1), (judged!.Verdict.RowsIn, judged.Verdict.RowsQuarantined));
        Assert.Single(judged.Quarantine);
    }

    [Fact]
    public async Task Of_a_restated_bar_the_newest_vintage_is_judged()
    {
        await PutAsync(run: 60, from: 0, to: 9, close: 100);
        await JudgeAsync(61);
        await PutAsync(run: 62, from: 5, to: 5, close: 102, revision: RevisionClasses.Restated);
        Assert.Equal(1, (await JudgeAsync(63))!.Verdict.RowsIn);
    }

    [Fact]
    public async Task Without_bars_there_is_no_verdict() => Assert.Null(await JudgeAsync(1));

    private async Task<JudgedBars?> JudgeAsync(int day)
    {
        var batch = RecordedLake.BatchOf("gate", day);
        var judged = await new JudgeBars(lake.Lake, lake.Settings).RunAsync(new(batch, Table), default);
        if (judged is not null)
            await new VerdictLedger(lake.Lake, new(null)).AppendAsync(batch, judged.ObservedAt, [judged.Verdict], batch.Id);
        return judged;
    }

    private async Task PutAsync(int run, int from, int to, double close, double cap = 1e9, string revision = RevisionClasses.Appended)
    {
        var (batch, rows) = (RecordedLake.BatchOf("historical", run), new BatchBuilder(HistoricalTables.SilverMarket));
        for (var day = from; day <= to; day++)
        {
            rows.Text("asset_id", "bitcoin").Day("day", RecordedLake.First.AddDays(day))
                .Number("open_usd", close).Number("high_usd", close + 1).Number("low_usd", close - 1).Number("close_usd", close + (day % 3 * 0.1))
                .Number("volume_usd", 1e6).Number("market_cap_usd", cap).Text("bar_source", "candle").Text(Tables.Revision, revision)
                .Origin(new(batch, batch.Slot, RawSha256: null), new(RecordedLake.First.AddDays(day + 1), TimeOnly.MinValue, TimeSpan.Zero), TimeSpan.Zero).EndRow();
        }

        await lake.CommitAsync(batch, Table, await lake.Lake.Table(HistoricalTables.SilverMarket).StageAsync(batch, "p", rows.Build()));
    }
}
