using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.QualityGate.Quarantine;
using CryptoEtl.Core.Revisions;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.QualityGate.Quarantine;
using CryptoEtl.Functions.Series;

namespace CryptoEtl.Functions.QualityGate;

/// <summary>Rows out of quarantine, judged among the rows they belong to.</summary>
/// <param name="Verdict">On the chosen rows.</param>
/// <param name="HeldBy">For each of them, what holds it back; empty: it passes.</param>
internal sealed record JudgedReplay(Verdict Verdict, IReadOnlyList<IReadOnlyList<string>> HeldBy);

/// <summary>Puts rows back where they came from, fixes and all, and judges them by the contract of today.</summary>
internal sealed class ReplayInput(Lake lake, QuarantineStore store, GateThresholds thresholds)
{
    /// <param name="rows">Of one batch of one table.</param>
    public Task<JudgedReplay> JudgeAsync(IReadOnlyList<HeldRow> rows, CancellationToken cancellation) =>
        rows[0].Table.IsLedger ? JudgeLedgerAsync(rows, cancellation) : JudgePageAsync(rows, cancellation);

    /// <summary>Snapshots are judged as the whole batch they are of, with every fix so far: a row may be wrong for its neighbours, and a batch for its loss.</summary>
    private async Task<JudgedReplay> JudgePageAsync(IReadOnlyList<HeldRow> rows, CancellationToken cancellation)
    {
        var table = rows[0].Table;
        var contract = Contracts.Of(table, thresholds);
        var mended = (await store.ReadAsync(new() { Table = table.FullName, Batch = rows[0].Batch.Id }, cancellation)).Where(row => row.IsFixed && row.State != QuarantineState.Discarded);
        var (whole, places) = Mend(await lake.Table(table).ReadAsync(rows[0].Batch, cancellation), [.. rows.UnionBy(mended, row => row.Id)]);
        var missing = rows.FirstOrDefault(row => !places.ContainsKey(row.Id));
        if (missing is not null)
            throw new BadInputException($"{table.FullName}: batch {missing.Batch} does not hold row {missing.Id} any more");

        var input = new GateInput(whole, SeenAt(rows)) { Others = await new JudgeContext(lake).OthersAsync(contract, rows[0].Batch, cancellation) };
        var trend = await lake.Gate.TrendAsync(table.FullName, cancellation);
        var judged = ReplayGate.Judge(contract, input, [.. rows.Select(row => places[row.Id])]);
        var refusal = Gate.Judge(contract, input, trend.Baseline.Before(rows[0].Batch), rows[0].Batch.Slot).Verdict.Reasons;
        return refusal.Count == 0 ? Told(judged) : Refused(judged, refusal);
    }

    /// <summary>Vintages are judged among what the ledger holds of their series.</summary>
    private async Task<JudgedReplay> JudgeLedgerAsync(IReadOnlyList<HeldRow> rows, CancellationToken cancellation)
    {
        var table = rows[0].Table;
        var fresh = RowReader.Read(table, rows.Select(row => row.Json));
        var held = await LedgerRows.ReadAsync(lake, table, table.Key[0], LedgerRows.TextsOf(fresh, table.Key[0]).OfType<string>().ToHashSet(), cancellation);
        var newest = Ledger.Newest(held.Rows, withWithdrawn: true);
        var contract = Contracts.Of(table, thresholds);
        var input = new GateInput(fresh, SeenAt(rows)) { Before = BeforeOf(rows, fresh, held.Rows), Others = await OthersAsync(contract, fresh, SeenAt(rows), cancellation) };
        var judged = Told(ReplayGate.Judge(contract, input, [.. Enumerable.Range(0, rows.Count)]));
        return WithSuperseded(judged, rows, fresh, newest);
    }

    /// <summary>What passed of the series, but for the keys that are replayed.</summary>
    private Batch BeforeOf(IReadOnlyList<HeldRow> rows, Batch fresh, Batch held)
    {
        var keys = Enumerable.Range(0, fresh.RowCount).Select(row => CellText.KeyOf(fresh, row)).ToHashSet();
        var newest = Ledger.Newest(held, withWithdrawn: false);
        return new LedgerStage(lake, thresholds).Passed(newest.Take([.. Enumerable.Range(0, newest.RowCount).Where(row => !keys.Contains(CellText.KeyOf(newest, row)))]), SeenAt(rows));
    }

    /// <summary>What other ledgers hold of the same subjects, as far as the contract compares with them.</summary>
    private async Task<IReadOnlyDictionary<string, Batch>> OthersAsync(Contract contract, Batch fresh, DateTimeOffset seenAt, CancellationToken cancellation)
    {
        var (subject, others) = (fresh.Table.Key[0], new Dictionary<string, Batch>());
        foreach (var other in contract.Others.Where(other => other.IsLedger && other.Key[0] == subject))
        {
            var held = await LedgerRows.ReadAsync(lake, other, subject, LedgerRows.TextsOf(fresh, subject).OfType<string>().ToHashSet(), cancellation);
            if (held.Rows.RowCount > 0)
                others[other.FullName] = new LedgerStage(lake, thresholds).Passed(Ledger.Newest(held.Rows, withWithdrawn: false), seenAt);
        }

        return others;
    }

    /// <summary>The batch with the last form of each row, and where the rows stand in it. Of equal rows the last is the one: the gate lets the first pass.</summary>
    private static (Batch Whole, Dictionary<string, int> Places) Mend(Batch batch, IReadOnlyList<HeldRow> rows)
    {
        var (byKey, places) = (rows.ToLookup(row => row.Key), new Dictionary<string, int>());
        for (var at = 0; at < batch.RowCount; at++)
        {
            var same = byKey[GateRecords.KeyOf(batch, at)].ToList();
            if (same.Count > 0 && GateRecords.RowJson(batch, at) is var json && same.Find(row => row.Original == json) is { } held)
                places[held.Id] = at;
        }

        var last = rows.Where(row => places.ContainsKey(row.Id)).ToDictionary(row => places[row.Id]);
        var mended = RowReader.Read(batch.Table, last.Values.Select(row => row.Json));
        var order = last.Keys.Select((place, at) => (place, at)).ToDictionary(pair => pair.place, pair => batch.RowCount + pair.at);
        var all = Batch.Concat(batch.Table, [batch, mended]);
        return (all.Take([.. Enumerable.Range(0, batch.RowCount).Select(at => order.GetValueOrDefault(at, at))]), places);
    }

    /// <summary>A value that the source has told since is newer than the one in quarantine, and is not put aside for it.</summary>
    private static JudgedReplay WithSuperseded(JudgedReplay judged, IReadOnlyList<HeldRow> rows, Batch fresh, Batch newest)
    {
        var (seen, batches) = (newest.Instants(Tables.ObservedAt), newest.Texts(Tables.BatchId));
        var places = Enumerable.Range(0, newest.RowCount).ToDictionary(row => CellText.KeyOf(newest, row));
        var heldBy = rows.Select((row, at) =>
            places.TryGetValue(CellText.KeyOf(fresh, at), out var place) && seen[place] > row.ObservedAt && !(BatchId.TryParse(batches[place] ?? "") is { } batch && ReplayBatches.IsOne(batch))
                ? (IReadOnlyList<string>)[$"superseded: the source has told another value since, seen {CellText.Of(newest, Tables.ObservedAt, place)}; discard this one, or fix the newer one"]
                : judged.HeldBy[at]).ToList();
        return new(Recount(judged.Verdict, heldBy), heldBy);
    }

    private static JudgedReplay Told(ReplayJudgement judged) =>
        new(judged.Verdict, [.. judged.Held.Select(held => (IReadOnlyList<string>)[.. held.Select(finding => $"{finding.Rule}: {finding.Reason}")])]);

    private static JudgedReplay Refused(ReplayJudgement judged, IReadOnlyList<string> refusal)
    {
        var heldBy = Told(judged).HeldBy.Select(held => held.Count > 0 ? held : [.. refusal.Select(StillRefused)]).ToList();
        return new(Recount(judged.Verdict, heldBy), heldBy);
    }

    private static string StillRefused(string reason) =>
        reason.Split(": ", 2) is [var rule, var why] ? $"{rule}: the batch it is of is still refused: {why}" : $"refused: {reason}";

    private static Verdict Recount(Verdict verdict, List<IReadOnlyList<string>> heldBy)
    {
        var held = heldBy.Count(lines => lines.Count > 0);
        return verdict with
        {
            Decision = held == 0 ? Decision.Pass : Decision.PassWithQuarantine,
            RowsPassed = heldBy.Count - held, RowsQuarantined = held, Loss = (double)held / heldBy.Count,
        };
    }

    /// <summary>Staleness is measured against the moment of the answers.</summary>
    private static DateTimeOffset SeenAt(IReadOnlyList<HeldRow> rows) => new(rows.Max(row => row.ObservedAt), TimeSpan.Zero);
}
