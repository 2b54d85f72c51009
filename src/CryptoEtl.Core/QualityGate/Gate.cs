using System.Globalization;

namespace CryptoEtl.Core.QualityGate;

/// <summary>What the gate decided about a batch.</summary>
public enum Decision
{
    Pass,
    PassWithQuarantine,
    Halt,
}

/// <summary>The gate's decision on a batch, in numbers.</summary>
/// <param name="Table">Full name of the table.</param>
/// <param name="RowsIn">Rows judged; each is either passed or quarantined, also when the batch is refused.</param>
/// <param name="Findings">Findings by rule id. A row can break several rules.</param>
/// <param name="Reasons">Why the batch was refused; empty unless it was.</param>
public sealed record Verdict(
    string Table, Decision Decision, int RowsIn, int RowsPassed, int RowsQuarantined,
    double Loss, double MaxLoss, IReadOnlyDictionary<string, int> Findings, IReadOnlyList<string> Reasons, string ContractSha256);

/// <summary>A verdict, with the rows on either side of it.</summary>
public sealed record Judgement(Verdict Verdict, IReadOnlyList<Finding> Findings, Batch Passed);

/// <summary>Applies contracts. No clock, no I/O: the same batch always gets the same verdict.</summary>
public static class Gate
{
    public static Judgement Judge(Contract contract, GateInput input)
    {
        var findings = contract.Rules.SelectMany(rule => rule.Check(input)).OrderBy(finding => finding.Row).ToList();
        var held = HeldBack(contract, findings);
        var passed = input.Rows.Take([.. Enumerable.Range(0, input.Rows.RowCount).Where(row => !held.Contains(row))]);
        return new(Decide(contract, input, findings, held.Count), findings, passed);
    }

    private static HashSet<int> HeldBack(Contract contract, List<Finding> findings)
    {
        var holding = contract.Rules.Where(rule => rule.Severity != Severity.Info).Select(rule => rule.Id).ToHashSet();
        return [.. findings.Where(finding => holding.Contains(finding.Rule)).Select(finding => finding.Row)];
    }

    private static Verdict Decide(Contract contract, GateInput input, List<Finding> findings, int held)
    {
        var rows = input.Rows.RowCount;
        var loss = rows == 0 ? 0 : (double)held / rows;
        var reasons = Reasons(contract, rows, held, loss, findings).ToList();
        var counts = findings.GroupBy(finding => finding.Rule).OrderBy(rule => rule.Key, StringComparer.Ordinal).ToDictionary(rule => rule.Key, rule => rule.Count());
        var decision = reasons.Count > 0 ? Decision.Halt : held > 0 ? Decision.PassWithQuarantine : Decision.Pass;
        return new(contract.Table.FullName, decision, rows, rows - held, held, loss, contract.MaxLoss, counts, reasons, contract.Sha256);
    }

    private static IEnumerable<string> Reasons(Contract contract, int rows, int held, double loss, List<Finding> findings)
    {
        if (contract.MinRowsRule is not null && rows < contract.MinRows)
            yield return $"{contract.MinRowsRule}: {rows} rows, but {contract.MinRowsSentence}";
        if (loss > contract.MaxLoss)
            yield return string.Create(CultureInfo.InvariantCulture, $"{contract.MaxLossRule}: {held} of {rows} rows ({loss * 100:0.##} %) held back, but {contract.MaxLossSentence}");

        foreach (var rule in contract.Rules.Where(rule => rule.Severity == Severity.Halt))
        {
            if (findings.Find(finding => finding.Rule == rule.Id) is { } first)
                yield return $"{rule.Id}: {first.Reason}";
        }
    }
}
