using System.Text;
using CryptoEtl.Core.QualityGate;

namespace CryptoEtl.Data.QualityGate.Check;

/// <summary>Brings what blocks found together to verdicts.</summary>
internal sealed class CheckTotals(CheckOptions options, ColumnMap map, AppliedContract applied)
{
    private readonly Dictionary<string, Tally> batches = [];
    private readonly List<FileDescription> descriptions = [];
    private string lastBatch = "";

    public void Add(BlockResult block)
    {
        Of(block.BatchName).Add(block.Tally);
        if (block.Description is not null)
            descriptions.Add(block.Description);
        if (descriptions.Count > 64)
            Fold();
    }

    public void Add(IReadOnlyList<UnreadRow> unread)
    {
        foreach (var batch in unread.GroupBy(row => row.Batch))
            Of(batch.Key).Add(applied.Contract, [.. batch.Select(row => row.Finding)]);
    }

    /// <summary>When the values of a batch were seen: at its own time where its name is one.</summary>
    public DateTimeOffset SlotOf(string? batch) =>
        batch is not null && IsoTime.TryRead(Encoding.UTF8.GetBytes(batch), out var slot) ? new(slot) : options.ObservedAt;

    public CheckReport Report(bool isScattered)
    {
        if (map.BatchField is null)
        {
            var whole = batches.GetValueOrDefault("") ?? new();
            whole.Close(applied.Contract);
            return Report(whole, Gate.Sum(applied.Contract, whole.Parts, null, options.ObservedAt, options.ObservedAt), [], isScattered);
        }

        var (all, results) = (new Tally(), Judged());
        foreach (var batch in batches.OrderBy(batch => SlotOf(batch.Key)))
            all.Add(batch.Value);
        return Report(all, Total([.. results.Select(batch => batch.Verdict)]), results, isScattered);
    }

    /// <summary>Batches in the order of their times, each against the accepted ones before it.</summary>
    private List<BatchResult> Judged()
    {
        var (results, accepted) = (new List<BatchResult>(), new List<BaselineBatch>());
        foreach (var (name, tally) in batches.OrderBy(batch => SlotOf(batch.Key)))
        {
            var slot = SlotOf(name);
            tally.Close(applied.Contract);
            var verdict = Gate.Sum(applied.Contract, tally.Parts, new([.. accepted.TakeLast(Baseline.Length)]), slot, slot);
            results.Add(new(name, verdict));
            if (verdict.Decision != Decision.Halt)
                accepted.Add(new(name, slot, verdict.Metrics));
        }

        return results;
    }

    /// <summary>The file halts when one of its batches does.</summary>
    private Verdict Total(IReadOnlyList<Verdict> verdicts)
    {
        var (rows, held) = (verdicts.Sum(verdict => verdict.RowsIn), verdicts.Sum(verdict => verdict.RowsQuarantined));
        var halted = verdicts.Count(verdict => verdict.Decision == Decision.Halt);
        var findings = verdicts.SelectMany(verdict => verdict.Findings).GroupBy(rule => rule.Key).OrderBy(rule => rule.Key, StringComparer.Ordinal).ToDictionary(rule => rule.Key, rule => rule.Sum(one => one.Value));
        return new(
            applied.Contract.Table.FullName, halted > 0 ? Decision.Halt : held > 0 ? Decision.PassWithQuarantine : Decision.Pass,
            rows, rows - held, held, rows == 0 ? 0 : (double)held / rows, applied.Contract.MaxLoss, findings,
            halted == 0 ? [] : [$"{halted} of {verdicts.Count} batches were refused"], applied.Contract.Sha256)
        {
            Metrics = BatchMetrics.Sum([.. verdicts.Select(verdict => verdict.Metrics)]),
            Thresholds = applied.Contract.Thresholds,
        };
    }

    private CheckReport Report(Tally tally, Verdict verdict, IReadOnlyList<BatchResult> results, bool isScattered)
    {
        Fold();
        var description = descriptions.Count == 0 ? null : descriptions[0];
        return new(options, map, applied, verdict, [.. Rules(tally, verdict)], results, isScattered, description is null ? null : description with { Columns = [.. description.Columns.Where(column => map.Has(column.Column))] });
    }

    private IEnumerable<RuleResult> Rules(Tally tally, Verdict verdict)
    {
        var contract = applied.Contract;
        return FileRules.Sentences.Where(rule => verdict.Findings.ContainsKey(rule.Key)).Select(rule => Result(rule.Key, Severity.Quarantine, rule.Value))
            .Concat(contract.Rules.Select(rule => Result(rule.Id, rule.Severity, rule.Sentence)))
            .Concat(contract.BatchRules.Select(rule => Result(rule.Id, rule.Severity, rule.Sentence)));

        RuleResult Result(string id, Severity severity, string sentence)
        {
            var findings = verdict.Findings.GetValueOrDefault(id);
            return new(id, severity, sentence, findings, verdict.RowsIn == 0 ? 0 : (double)findings / verdict.RowsIn, tally.Rules.GetValueOrDefault(id)?.Fields ?? [], tally.Rules.GetValueOrDefault(id)?.Examples ?? []);
        }
    }

    private Tally Of(string? batch)
    {
        lastBatch = batch ?? lastBatch;
        if (!batches.TryGetValue(lastBatch, out var tally))
            batches[lastBatch] = tally = new();
        return tally;
    }

    private void Fold()
    {
        if (descriptions.Count < 2)
            return;
        var sum = FileDescription.Sum(descriptions);
        descriptions.Clear();
        descriptions.Add(sum);
    }
}
