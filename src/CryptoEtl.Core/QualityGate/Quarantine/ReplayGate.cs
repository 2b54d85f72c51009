namespace CryptoEtl.Core.QualityGate.Quarantine;

/// <summary>What the gate says of rows out of quarantine.</summary>
/// <param name="Held">For each chosen row, what still holds it back; empty: it passes.</param>
public sealed record ReplayJudgement(Verdict Verdict, IReadOnlyList<IReadOnlyList<Finding>> Held);

/// <summary>Judges single rows by the contract of whole batches.</summary>
public static class ReplayGate
{
    /// <summary>The rules of a contract on rows: its limits on a whole answer say nothing of a few rows. What would refuse a batch holds the row back.</summary>
    public static Contract RowsOnly(Contract contract) => contract with
    {
        MinRowsRule = null, MinRows = 0, MaxLoss = 1, BatchRules = [],
        Rules = [.. contract.Rules.Select(rule => rule with { Severity = rule.Severity == Severity.Info ? Severity.Info : Severity.Quarantine, Halts = null })],
    };

    /// <param name="input">The chosen rows among those they are to be seen with.</param>
    /// <param name="chosen">Their positions.</param>
    public static ReplayJudgement Judge(Contract contract, GateInput input, IReadOnlyList<int> chosen)
    {
        var rules = RowsOnly(contract);
        var places = chosen.ToHashSet();
        var findings = Gate.JudgePart(rules, input).Findings.Where(finding => places.Contains(finding.Row)).ToList();
        var holding = Gate.Holding(rules);
        var held = findings.Where(finding => holding.Contains(finding.Rule)).ToLookup(finding => finding.Row);
        var counts = findings.GroupBy(finding => finding.Rule).OrderBy(rule => rule.Key, StringComparer.Ordinal).ToDictionary(rule => rule.Key, rule => rule.Count());
        var verdict = new Verdict(
            rules.Table.FullName, held.Count == 0 ? Decision.Pass : Decision.PassWithQuarantine, chosen.Count, chosen.Count - held.Count, held.Count,
            chosen.Count == 0 ? 0 : (double)held.Count / chosen.Count, rules.MaxLoss, counts, [], rules.Sha256)
        {
            Metrics = BatchMetrics.Of(rules, new(input.Rows.Take(chosen), input.ObservedAt) { Before = input.Before, Others = input.Others }),
            Thresholds = rules.Thresholds,
        };
        return new(verdict, [.. chosen.Select(row => (IReadOnlyList<Finding>)[.. held[row]])]);
    }
}
