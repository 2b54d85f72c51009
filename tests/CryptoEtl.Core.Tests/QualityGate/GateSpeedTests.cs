using System.Diagnostics;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.QualityGate;
using Xunit.Abstractions;

namespace CryptoEtl.Core.Tests.QualityGate;

/// <summary>The contract of daily bars on a million rows. The best of five turns; the limit is far above it, so that only another order of work fails on a busy machine.</summary>
public sealed class GateSpeedTests(ITestOutputHelper output)
{
    private const int Rows = 1_000_000;

    [Theory, InlineData(false), InlineData(true)]
    public void A_million_bars_are_judged_in_no_time(bool newestFirst)
    {
        var bars = BarTape.Clean(assets: 500, days: 400);
        if (newestFirst)
            bars.Reverse();
        var tape = BarTape.Batch(bars);
        var all = tape.Take([.. Enumerable.Range(0, Rows).Select(row => row % tape.RowCount)]);
        for (var row = 0; row < Rows; row++)
            all.Texts("asset_id")[row] = string.Intern($"{all.Texts("asset_id")[row]}-{row / tape.RowCount}");

        var contract = BarContracts.Day(new());
        var best = TimeSpan.MaxValue;
        for (var turn = 0; turn < 5; turn++)
        {
            var before = Environment.CpuUsage.TotalTime;
            var watch = Stopwatch.StartNew();
            var judgement = Gate.JudgePart(contract, new(all, new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero)));
            best = watch.Elapsed < best ? watch.Elapsed : best;
            output.WriteLine($"{Rows} rows, {judgement.Findings.Count} findings: {watch.Elapsed.TotalMilliseconds:0} ms, {(Environment.CpuUsage.TotalTime - before).TotalMilliseconds:0} ms of processor time");
        }

        Assert.InRange(best.TotalSeconds, 0, 10);
    }
}
