using CryptoEtl.Core.Historical;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.Tests.Historical;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoEtl.Core.Tests.QualityGate;

/// <summary>A ledger's batch is judged part by part: the sum must be what the whole would have got.</summary>
public sealed class GateSumTests
{
    [Fact]
    public void The_sum_of_the_parts_is_the_verdict_on_the_whole() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Elements(0, 0.05, 0.3, 1).ToArbitrary(), (seed, maxLoss) =>
        {
            var random = new Random(seed);
            var contract = HistoricalContracts.Chart(new(maxLoss));
            Batch[] parts = [.. Enumerable.Range(0, random.Next(1, 6)).Select(part => Rows(random, part))];
            var sum = Sum(contract, [.. parts.Select(part => Judge(contract, part))]);
            return Describe(sum) == Describe(Judge(contract, Batch.Concat(HistoricalTables.Chart, parts)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void A_part_that_would_be_refused_alone_may_be_bearable_in_the_whole_and_its_reason_goes()
    {
        var contract = HistoricalContracts.Chart(new(MaxLoss: 0.05));
        var (bad, good) = (Judge(contract, SeriesData.Chart(new Told("a", 1, -1))), Judge(contract, SeriesData.Chart([.. Enumerable.Range(0, 40).Select(day => new Told("b", day, 1))])));

        Assert.Equal(Decision.Halt, bad.Decision);
        var sum = Sum(contract, bad, good);
        Assert.Equal((Decision.PassWithQuarantine, 41, 1), (sum.Decision, sum.RowsIn, sum.RowsQuarantined));
        Assert.Empty(sum.Reasons);
    }

    [Fact]
    public void Of_nothing_the_sum_is_a_pass() => Assert.Equal(Decision.Pass, Sum(HistoricalContracts.Chart(new())).Decision);

    private static Verdict Sum(Contract contract, params Verdict[] parts) => Gate.Sum(contract, parts, baseline: null, SeriesData.EndOf(99), SeriesData.EndOf(99));

    private static Verdict Judge(Contract contract, Batch rows) => Gate.Judge(contract, new(rows, SeriesData.EndOf(99))).Verdict;

    private static Batch Rows(Random random, int part) => SeriesData.Chart(
    [
        .. Enumerable.Range(0, random.Next(0, 30)).Select(day => new Told($"{part}", day, random.Next(8) switch { 0 => null, 1 => -1, _ => 5 }, random.Next(9) == 0 ? -3 : 3)),
    ]);

    private static string Describe(Verdict verdict) =>
        $"{verdict.Table} {verdict.Decision} {verdict.RowsIn} {verdict.RowsPassed} {verdict.RowsQuarantined} {verdict.Loss} {verdict.ContractSha256} "
        + $"{string.Join(',', verdict.Findings)} {string.Join(',', verdict.Reasons)}";
}
