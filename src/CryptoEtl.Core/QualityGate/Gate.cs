using System.Globalization;

namespace CryptoEtl.Core.QualityGate;

/// <summary>Applies contracts. No clock, no I/O: the same batch against the same baseline always gets the same verdict.</summary>
public static class Gate
{
    /// <summary>Judges a whole batch.</summary>
    /// <param name="slot">The moment the batch stands for; null: when it was seen.</param>
    public static Judgement Judge(Contract contract, GateInput input, Baseline? baseline = null, DateTimeOffset? slot = null)
    {
        var part = JudgePart(contract, input);
        return part with { Verdict = Sum(contract, [part.Verdict], baseline, slot ?? input.ObservedAt, input.ObservedAt) };
    }

    /// <summary>Judges some rows of a batch; <see cref="Sum"/> decides on the whole.</summary>
    public static Judgement JudgePart(Contract contract, GateInput input)
    {
        var findings = ByRow(contract.Rules.SelectMany(rule => rule.Check(input)));
        var held = HeldBack(contract, findings);
        var passed = held.Count == 0 ? input.Rows : input.Rows.Take([.. Enumerable.Range(0, input.Rows.RowCount).Where(row => !held.Contains(row))]);
        var counts = findings.GroupBy(finding => finding.Rule).OrderBy(rule => rule.Key, StringComparer.Ordinal).ToDictionary(rule => rule.Key, rule => rule.Count());
        var verdict = Decide(contract, (input.Rows.RowCount, held.Count), counts, [.. Halts(contract, findings)], []) with { Metrics = BatchMetrics.Of(contract, input) };
        return new(verdict, findings, passed);
    }

    /// <summary>One verdict over the parts of a batch that were judged one by one.</summary>
    /// <param name="baseline">Null: nothing to compare with.</param>
    public static Verdict Sum(Contract contract, IReadOnlyList<Verdict> parts, Baseline? baseline, DateTimeOffset slot, DateTimeOffset observedAt)
    {
        var findings = parts.SelectMany(part => part.Findings).GroupBy(rule => rule.Key).OrderBy(rule => rule.Key, StringComparer.Ordinal)
            .ToDictionary(rule => rule.Key, rule => rule.Sum(part => part.Value));
        var metrics = BatchMetrics.Sum([.. parts.Select(part => part.Metrics)]);
        var facts = new BatchFacts(metrics, baseline ?? Baseline.None, slot, observedAt);
        var broken = contract.BatchRules.Select(rule => (rule, Told: rule.Check(facts))).Where(rule => rule.Told is not null).ToList();
        foreach (var (rule, _) in broken)
            findings[rule.Id] = 1;

        string[] halts =
        [
            .. RowHalts(contract, parts),
            .. broken.Where(one => one.rule.Severity == Severity.Halt).Select(one => $"{one.rule.Id}: {one.Told}"),
        ];
        return Decide(contract, (parts.Sum(part => part.RowsIn), parts.Sum(part => part.RowsQuarantined)), findings, halts, [.. broken.Where(one => one.rule.Severity == Severity.Info).Select(one => $"{one.rule.Id}: {one.Told}")])
            with { Metrics = metrics, Baseline = facts.Earlier.Window, Thresholds = contract.Thresholds };
    }

    /// <summary>Rules whose findings hold a row back.</summary>
    public static IReadOnlySet<string> Holding(Contract contract) =>
        contract.Rules.Where(rule => rule.Severity != Severity.Info).Select(rule => rule.Id).ToHashSet();

    /// <summary>What rows themselves refused, once per rule, whichever part they were in.</summary>
    private static IEnumerable<string> RowHalts(Contract contract, IReadOnlyList<Verdict> parts)
    {
        var halting = contract.Rules.Where(rule => rule.Severity == Severity.Halt).Select(rule => rule.Id).ToHashSet();
        return parts.SelectMany(part => part.Reasons).Where(reason => halting.Contains(reason.Split(':')[0])).DistinctBy(reason => reason.Split(':')[0]);
    }

    /// <summary>In order of rows; those of one row in order of the rules.</summary>
    private static List<Finding> ByRow(IEnumerable<Finding> findings)
    {
        var all = findings.ToArray();
        var places = new long[all.Length];
        for (var at = 0; at < all.Length; at++)
            places[at] = ((long)all[at].Row << 32) + at;
        Array.Sort(places, all);
        return [.. all];
    }

    private static HashSet<int> HeldBack(Contract contract, List<Finding> findings)
    {
        var holding = Holding(contract);
        return [.. findings.Where(finding => holding.Contains(finding.Rule)).Select(finding => finding.Row)];
    }

    private static Verdict Decide(Contract contract, (int All, int Held) rows, Dictionary<string, int> findings, IReadOnlyList<string> halts, IReadOnlyList<string> remarks)
    {
        var loss = rows.All == 0 ? 0 : (double)rows.Held / rows.All;
        string[] reasons = [.. Losses(contract, rows.All, rows.Held, loss), .. Limits(contract, rows.All, findings), .. halts];
        var decision = reasons.Length > 0 ? Decision.Halt : rows.Held > 0 ? Decision.PassWithQuarantine : Decision.Pass;
        return new(contract.Table.FullName, decision, rows.All, rows.All - rows.Held, rows.Held, loss, contract.MaxLoss, findings, reasons, contract.Sha256) { Remarks = remarks };
    }

    private static IEnumerable<string> Losses(Contract contract, int rows, int held, double loss)
    {
        if (contract.MinRowsRule is not null && rows < contract.MinRows)
            yield return $"{contract.MinRowsRule}: {rows} rows, but {contract.MinRowsSentence}";
        if (loss > contract.MaxLoss)
            yield return string.Create(CultureInfo.InvariantCulture, $"{contract.MaxLossRule}: {held} of {rows} rows ({loss * 100:0.##} %) held back, but {contract.MaxLossSentence}");
    }

    private static IEnumerable<string> Limits(Contract contract, int rows, Dictionary<string, int> findings) =>
        from rule in contract.Rules
        where rule.Halts is { } limit && limit.IsExceeded(findings.GetValueOrDefault(rule.Id), rows)
        select $"{rule.Id}: {findings[rule.Id]} findings in {rows} rows, but {Contract.Sentence(rule.Halts!)} may have one";

    private static IEnumerable<string> Halts(Contract contract, List<Finding> findings) =>
        from rule in contract.Rules
        where rule.Severity == Severity.Halt
        let first = findings.Find(finding => finding.Rule == rule.Id)
        where first is not null
        select $"{rule.Id}: {first.Reason}";
}
