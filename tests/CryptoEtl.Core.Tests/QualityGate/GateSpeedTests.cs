using System.Diagnostics;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.QualityGate;
using Xunit.Abstractions;

namespace CryptoEtl.Core.Tests.QualityGate;

/// <summary>The contract of daily bars on a million rows. The limit is ten times what it takes, so that only another order of work fails.</summary>
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
        Gate.JudgePart(contract, new(tape, new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        var watch = Stopwatch.StartNew();
        var judgement = Gate.JudgePart(contract, new(all, new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        output.WriteLine($"{Rows} rows, {judgement.Findings.Count} findings, {judgement.Verdict.RowsQuarantined} held back: {watch.Elapsed.TotalMilliseconds:0} ms");
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
    }
}
