using CryptoEtl.Core.QualityGate;

namespace CryptoEtl.Data.QualityGate.Check;

/// <summary>Holds one block to a contract. Findings are counted as they come, never gathered: a block may break every rule in every row.</summary>
/// <param name="bad">Gets every row held back; null: nobody asks. Then blocks may be judged side by side.</param>
internal sealed class BlockJudge(Contract contract, CheckOptions options, BadRows? bad)
{
    public BlockResult Judge(Block block, DateTimeOffset observedAt)
    {
        var input = new GateInput(block.Rows, observedAt);
        var (tally, held, reasons) = (new Tally(), new bool[block.Rows.RowCount], new List<string>());
        foreach (var rule in contract.Rules)
        {
            if (rule.EndsWithin is not null)
                (tally.Ends ??= new()).Add(input.Series(contract.Series!), block);
            var first = rule.EndsWithin is not null ? null : Apply(rule, input, block, tally, held);
            if (rule.Severity == Severity.Halt && first is not null)
                reasons.Add($"{rule.Id}: {first.Reason}");
        }

        var quarantined = held.AsSpan().Count(true);
        tally.Parts.Add(new(
            contract.Table.FullName, Decision.Pass, block.Rows.RowCount, block.Rows.RowCount - quarantined, quarantined, 0, contract.MaxLoss,
            tally.Rules.ToDictionary(rule => rule.Key, rule => rule.Value.Count), reasons, "")
            { Metrics = BatchMetrics.Of(contract, input) });
        return new(block.BatchName, tally, options.Describe ? FileDescription.Of(contract, input) : null);
    }

    /// <summary>Rules count rows of a block; who reads a file wants its lines.</summary>
    internal static string Reason(Block block, Finding finding) =>
        finding.FirstRow is { } first ? finding.Reason.Replace($"in row {first} ", $"in line {block.Lines[first]} ", StringComparison.Ordinal) : finding.Reason;

    private Finding? Apply(Rule rule, GateInput input, Block block, Tally tally, bool[] held)
    {
        Finding? first = null;
        RuleTally? counts = null;
        var (holds, limit) = (rule.Severity != Severity.Info, RuleTally.MostExamples);
        foreach (var finding in rule.Check(input))
        {
            first ??= finding;
            counts ??= tally.Of(rule.Id);
            if (holds)
                held[finding.Row] = true;
            if (holds && bad is not null)
                bad.Write(block, finding);
            if (counts.Count < limit || !counts.TryCount(finding.Field))
                counts.Add(new FileFinding(finding.Rule, block.Lines[finding.Row], finding.Field, finding.Value, Reason(block, finding)));
        }

        return first;
    }
}

/// <summary>What was found in one block.</summary>
internal sealed record BlockResult(string? BatchName, Tally Tally, FileDescription? Description);
