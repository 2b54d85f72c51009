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

    /// <summary>One verdict over the parts of a batch that were judged one by one.</summary>
    public static Verdict Sum(Contract contract, IReadOnlyList<Verdict> parts)
    {
        var (rows, held) = (parts.Sum(part => part.RowsIn), parts.Sum(part => part.RowsQuarantined));
        var findings = parts.SelectMany(part => part.Findings).GroupBy(rule => rule.Key).OrderBy(rule => rule.Key, StringComparer.Ordinal)
            .ToDictionary(rule => rule.Key, rule => rule.Sum(part => part.Value));
        var halts = parts.SelectMany(part => part.Reasons).Where(reason => !reason.StartsWith(contract.MaxLossRule, StringComparison.Ordinal)
            && (contract.MinRowsRule is null || !reason.StartsWith(contract.MinRowsRule, StringComparison.Ordinal)));
        return Decide(contract, rows, held, findings, [.. halts.DistinctBy(reason => reason.Split(':')[0])]);
    }

    private static HashSet<int> HeldBack(Contract contract, List<Finding> findings)
    {
        var holding = contract.Rules.Where(rule => rule.Severity != Severity.Info).Select(rule => rule.Id).ToHashSet();
        return [.. findings.Where(finding => holding.Contains(finding.Rule)).Select(finding => finding.Row)];
    }

    private static Verdict Decide(Contract contract, GateInput input, List<Finding> findings, int held)
    {
        var counts = findings.GroupBy(finding => finding.Rule).OrderBy(rule => rule.Key, StringComparer.Ordinal).ToDictionary(rule => rule.Key, rule => rule.Count());
        return Decide(contract, input.Rows.RowCount, held, counts, [.. Halts(contract, findings)]);
    }

    private static Verdict Decide(Contract contract, int rows, int held, Dictionary<string, int> findings, IReadOnlyList<string> halts)
    {
        var loss = rows == 0 ? 0 : (double)held / rows;
        string[] reasons = [.. Losses(contract, rows, held, loss), .. halts];
        var decision = reasons.Length > 0 ? Decision.Halt : held > 0 ? Decision.PassWithQuarantine : Decision.Pass;
        return new(contract.Table.FullName, decision, rows, rows - held, held, loss, contract.MaxLoss, findings, reasons, contract.Sha256);
    }

    private static IEnumerable<string> Losses(Contract contract, int rows, int held, double loss)
    {
        if (contract.MinRowsRule is not null && rows < contract.MinRows)
            yield return $"{contract.MinRowsRule}: {rows} rows, but {contract.MinRowsSentence}";
        if (loss > contract.MaxLoss)
            yield return string.Create(CultureInfo.InvariantCulture, $"{contract.MaxLossRule}: {held} of {rows} rows ({loss * 100:0.##} %) held back, but {contract.MaxLossSentence}");
    }

    private static IEnumerable<string> Halts(Contract contract, List<Finding> findings) =>
        from rule in contract.Rules
        where rule.Severity == Severity.Halt
        let first = findings.Find(finding => finding.Rule == rule.Id)
        where first is not null
        select $"{rule.Id}: {first.Reason}";
}
