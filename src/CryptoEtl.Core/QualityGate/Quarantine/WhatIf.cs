using CryptoEtl.Core.Revisions;

namespace CryptoEtl.Core.QualityGate.Quarantine;

/// <summary>A batch of the past, judged by two contracts.</summary>
/// <param name="HeldToday">Rows that the contract of today holds back.</param>
/// <param name="HeldThen">Rows that the other one would hold back.</param>
/// <param name="NewlyHeld">Rows that only the other one would hold back.</param>
/// <param name="NewlyPassed">Rows that only today's holds back.</param>
public sealed record WhatIfBatch(BatchId Batch, Verdict Today, Verdict Then, long HeldToday, long HeldThen, long NewlyHeld, long NewlyPassed)
{
    /// <summary>Whether one contract refuses the batch and the other does not.</summary>
    public bool Flips => (Today.Decision == Decision.Halt) != (Then.Decision == Decision.Halt);
}

/// <summary>A row that would move.</summary>
/// <param name="IsHeld">True: it would be held back. False: it would pass.</param>
/// <param name="Reason">Of the contract that holds it back.</param>
public sealed record WhatIfRow(BatchId Batch, string Key, bool IsHeld, string Reason);

/// <summary>Judges the past by the contract of today and by another one, a part of a batch at a time. Of a part nothing is kept but numbers.</summary>
/// <param name="mostExamples">Rows that move are counted all, and this many of them told.</param>
public sealed class WhatIf(Contract today, Contract then, int mostExamples)
{
    private readonly Dictionary<BatchId, Sums> batches = [];
    private readonly List<WhatIfRow> examples = [];

    public IReadOnlyList<WhatIfRow> Examples => examples;

    public void Add(BatchId batch, GateInput part)
    {
        if (!batches.TryGetValue(batch, out var sums))
            batches[batch] = sums = new();
        var (one, other) = (Gate.JudgePart(today, part), Gate.JudgePart(then, part));
        var (heldToday, heldThen) = (HeldOf(today, one), HeldOf(then, other));
        sums.Today.Add(one.Verdict);
        sums.Then.Add(other.Verdict);
        sums.ObservedAt = part.ObservedAt > sums.ObservedAt ? part.ObservedAt : sums.ObservedAt;
        sums.NewlyHeld += Moved(batch, part.Rows, heldThen, heldToday, isHeld: true);
        sums.NewlyPassed += Moved(batch, part.Rows, heldToday, heldThen, isHeld: false);
    }

    /// <summary>Oldest first. Each contract has a past of its own: what it refuses is no baseline of what it judges later.</summary>
    public IReadOnlyList<WhatIfBatch> Batches()
    {
        var (pastToday, pastThen) = (new List<BaselineBatch>(), new List<BaselineBatch>());
        var all = new List<WhatIfBatch>();
        foreach (var (batch, sums) in batches.OrderBy(batch => batch.Key.Slot).ThenBy(batch => batch.Key.Id, StringComparer.Ordinal))
        {
            var (one, other) = (Decide(today, sums.Today, pastToday, batch, sums), Decide(then, sums.Then, pastThen, batch, sums));
            all.Add(new(batch, one, other, one.RowsQuarantined, other.RowsQuarantined, sums.NewlyHeld, sums.NewlyPassed));
        }

        return all;
    }

    private static Verdict Decide(Contract contract, List<Verdict> parts, List<BaselineBatch> past, BatchId batch, Sums sums)
    {
        var verdict = Gate.Sum(contract, parts, new Baseline([.. past.TakeLast(Baseline.Length)]), batch.Slot, sums.ObservedAt);
        if (verdict.Decision != Decision.Halt)
            past.Add(new(batch.Id, batch.Slot, verdict.Metrics));
        return verdict;
    }

    /// <summary>First reason by row that is held back.</summary>
    private static Dictionary<int, string> HeldOf(Contract contract, Judgement judgement)
    {
        var (holding, held) = (Gate.Holding(contract), new Dictionary<int, string>());
        foreach (var finding in judgement.Findings)
        {
            if (holding.Contains(finding.Rule))
                held.TryAdd(finding.Row, $"{finding.Rule}: {finding.Reason}");
        }

        return held;
    }

    private long Moved(BatchId batch, Batch rows, Dictionary<int, string> held, Dictionary<int, string> without, bool isHeld)
    {
        var moved = 0L;
        foreach (var (row, reason) in held)
        {
            if (without.ContainsKey(row))
                continue;
            moved++;
            if (examples.Count(example => example.IsHeld == isHeld) < mostExamples)
                examples.Add(new(batch, CellText.KeyOf(rows, row, Tables.BatchId), isHeld, reason));
        }

        return moved;
    }

    private sealed class Sums
    {
        public List<Verdict> Today { get; } = [];

        public List<Verdict> Then { get; } = [];

        public DateTimeOffset ObservedAt { get; set; }

        public long NewlyHeld { get; set; }

        public long NewlyPassed { get; set; }
    }
}
