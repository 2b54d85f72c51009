using CryptoEtl.Core.Historical;
using CryptoEtl.Core.QualityGate;
using Xunit.Abstractions;

namespace CryptoEtl.Core.Tests.QualityGate;

/// <summary>Known defects in a clean market: which are found, and what is held back for nothing.</summary>
public sealed class SeededBarDefectsTests(ITestOutputHelper output)
{
    private const double MostFalse = 0.001;

    private static readonly Contract Contract = BarContracts.Day(new(MaxLoss: 1));

    private static readonly IReadOnlySet<string> Holding = Gate.Holding(Contract);

    private static readonly Lazy<HashSet<(string?, DateTime?)>> HeldClean = new(() =>
    {
        var bars = BarTape.Clean();
        return [.. Findings(bars).Where(finding => Holding.Contains(finding.Rule)).Select(finding => (bars[finding.Row].Asset, bars[finding.Row].Day))];
    });

    [Fact]
    public void Of_a_clean_market_next_to_nothing_is_held_back()
    {
        var bars = BarTape.Clean();
        var findings = Findings(bars);
        foreach (var rule in findings.GroupBy(finding => finding.Rule).OrderBy(rule => rule.Key, StringComparer.Ordinal))
            output.WriteLine($"{rule.Key} {rule.Count(),6} {rule.First().Reason}");
        var held = HeldClean.Value.Count;
        output.WriteLine($"{held} of {bars.Count} rows held back");
        Assert.True(held <= MostFalse * bars.Count, $"{held} of {bars.Count}");
        Assert.Contains(findings, finding => finding.Rule == "HB022");
        Assert.Contains(findings, finding => finding.Rule == "HB017");
    }

    [Fact]
    public void Seeded_defects_are_found_and_little_else_is_held_back()
    {
        output.WriteLine($"{"defect",-40} {"rules",-24} {"seeded",7} {"found",7} {"recall",7} {"false",6} {"precision",9}");
        var failures = new List<string>();
        foreach (var defect in BarDefects.All)
        {
            var result = Seed(defect);
            var (recall, precision) = ((double)result.Found / result.Seeded, (double)result.Found / (result.Found + result.False));
            output.WriteLine($"{defect.Name,-40} {string.Join(' ', defect.Rules),-24} {result.Seeded,7} {result.Found,7} {recall,7:0.000} {result.False,6} {precision,9:0.000}");
            if (recall < defect.Recall || precision < 0.95)
                failures.Add($"{defect.Name}: recall {recall}, precision {precision}");
        }

        Assert.Empty(failures);
    }

    /// <summary>Every 409th bar is spoilt, never near the ends of a series, nor in a coin that is as good as dead.</summary>
    private static (int Seeded, int Found, int False) Seed(BarDefect defect)
    {
        var bars = BarTape.Clean();
        var groups = new List<Bar[]>();
        for (var at = bars.Count - 20; at > 20; at -= 409)
        {
            var day = (bars[at].Day!.Value - BarTape.First).TotalDays;
            if (day is > 40 and < 180 or > 220 and < 330 && bars[at].Volume > 0)
                groups.Add(defect.Inject(bars, at));
        }

        var bad = groups.SelectMany(group => group).ToHashSet();
        var findings = Findings(bars);
        var hits = findings.Where(finding => defect.Rules.Contains(finding.Rule)).Select(finding => bars[finding.Row]).ToHashSet();
        var falseHeld = findings.Where(finding => Holding.Contains(finding.Rule)).Select(finding => bars[finding.Row]).ToHashSet();
        falseHeld.RemoveWhere(bar => bad.Contains(bar) || HeldClean.Value.Contains((bar.Asset, bar.Day)));
        return (groups.Count, groups.Count(group => group.Any(hits.Contains)), falseHeld.Count);
    }

    private static IReadOnlyList<Finding> Findings(List<Bar> bars) =>
        Gate.JudgePart(Contract, new(BarTape.Batch(bars), new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero))).Findings;
}
