using CryptoEtl.Core.QualityGate;

namespace CryptoEtl.Core.Tests.QualityGate;

public sealed class VerdictChainTests
{
    private static readonly DateTimeOffset Noon = new(2018, 2, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Key = [1, 2, 3];

    [Fact]
    public void A_chain_as_it_was_sealed_has_no_fault() => Assert.Empty(VerdictChain.Faults(Chain(5), Key));

    [Theory, InlineData("rows_in"), InlineData("decision"), InlineData("metrics"), InlineData("batch_id"), InlineData("observed_at"), InlineData("previous_sha256")]
    public void A_cell_that_was_changed_is_found(string column)
    {
        var chain = Chain(5);
        var values = chain[column];
        values.SetValue(values switch { string?[] => "pass ", long?[] => 7L, _ => new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc) }, 2);

        var faults = VerdictChain.Faults(chain, Key).ToList();

        Assert.Contains(faults, fault => fault.Sequence == 3 && fault.Reason == "its content is not what was sealed");
    }

    /// <summary>Whoever seals a changed verdict anew breaks the one after it, and cannot sign it.</summary>
    [Fact]
    public void A_verdict_that_was_sealed_anew_breaks_the_next_and_its_signature()
    {
        var chain = Chain(5);
        var forged = VerdictChain.Seal(GateRecords.Verdicts([Verdict(99)], Origin(2)), new(2, chain.Texts("verdict_sha256")[1]!), [9]);
        foreach (var at in Enumerable.Range(0, chain.Table.Columns.Count))
            chain[at].SetValue(forged[at].GetValue(0), 2);

        var faults = VerdictChain.Faults(chain, Key).ToList();

        Assert.Contains(faults, fault => fault.Sequence == 3 && fault.Reason == "its signature is of another key");
        Assert.Contains(faults, fault => fault.Sequence == 4 && fault.Reason == "it does not follow the verdict before it");
        Assert.Equal([4L], VerdictChain.Faults(chain, key: null).Select(fault => fault.Sequence));
    }

    [Theory, InlineData(0), InlineData(2)]
    public void A_verdict_that_was_taken_out_is_missed(int gone)
    {
        var faults = VerdictChain.Faults(Chain(5).Take([.. Enumerable.Range(0, 5).Where(row => row != gone)]), Key).ToList();
        Assert.Contains(faults, fault => fault.Reason == $"verdicts {gone + 1} to {gone + 1} are missing");
    }

    [Fact]
    public void A_verdict_that_is_there_twice_is_found()
    {
        var faults = VerdictChain.Faults(Chain(3).Take([0, 1, 1, 2]), Key).ToList();
        Assert.Contains(faults, fault => fault.Reason == "there are two verdicts 2");
    }

    [Fact]
    public void The_order_of_rows_in_the_table_is_of_no_account() => Assert.Empty(VerdictChain.Faults(Chain(4).Take([3, 1, 0, 2]), Key));

    [Fact]
    public void Verdicts_without_a_signature_are_told_to_who_has_the_key()
    {
        var faults = VerdictChain.Faults(VerdictChain.Seal(GateRecords.Verdicts([Verdict(1)], Origin(0)), ChainHead.Start, key: null), Key);
        Assert.Equal("it is not signed", Assert.Single(faults).Reason);
    }

    private static Batch Chain(int length)
    {
        var (parts, head) = (new List<Batch>(), ChainHead.Start);
        for (var at = 0; at < length; at++)
        {
            parts.Add(VerdictChain.Seal(GateRecords.Verdicts([Verdict(at)], Origin(at)), head, Key));
            head = new(head.Sequence + 1, parts[^1].Texts("verdict_sha256")[0]!);
        }

        return Batch.Concat(GateTables.Verdict, parts);
    }

    private static Verdict Verdict(int rows) =>
        new("bronze_live_market", Decision.Pass, rows, rows, 0, 0, 0.05, new Dictionary<string, int>(), [], new string('a', 64));

    private static RowOrigin Origin(int day) => new(new("live", Noon.AddDays(day)), Noon.AddDays(day), RawSha256: null);
}
