using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.Revisions;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Revisions;
using CryptoEtl.Functions.Series;
using Microsoft.Azure.Functions.Worker;

namespace CryptoEtl.Functions.QualityGate;

/// <summary>Input of <see cref="JudgeBars"/>.</summary>
/// <param name="Table">Full name of a silver ledger that has a contract.</param>
public sealed record BarsRequest(BatchId Batch, string Table);

/// <summary>A verdict on what is new in a silver ledger.</summary>
/// <param name="ObservedAt">When the newest row was seen: what comes later is for the next run.</param>
/// <param name="Quarantine">Rows it points at.</param>
public sealed record JudgedBars(Verdict Verdict, DateTimeOffset ObservedAt, IReadOnlyList<StagedPart> Quarantine);

/// <summary>Judges the bars that came since the last verdict, each series with all that was known of it: what a single answer cannot show.</summary>
public sealed class JudgeBars(Lake lake, EtlSettings settings)
{
    private const int BlockRows = 1 << 19;

    /// <returns>Null where nothing is new.</returns>
    [Function(nameof(JudgeBars))]
    public async Task<JudgedBars?> RunAsync([ActivityTrigger] BarsRequest input, CancellationToken cancellation)
    {
        var table = Tables.Named(input.Table);
        var (history, trend) = (new TableHistory(lake.Table(table), BlockRows), await lake.Gate.TrendAsync(input.Table, cancellation));
        var since = trend.Recent.Where(verdict => !verdict.IsReplay).Select(verdict => (DateTimeOffset?)verdict.ObservedAt).Max();
        if (await history.NewestAsync(cancellation) is not { } newest || newest <= since)
            return null;

        var (contract, verdicts, held) = (Contracts.Of(table, settings.Thresholds), new List<Verdict>(), new List<StagedPart>());
        await foreach (var block in history.VintagesAsync(new RowQuery { KnownAt = newest }, cancellation))
        {
            var rows = Split(block, since, newest) with { Others = await OthersAsync(contract, block, cancellation) };
            var judged = Gate.JudgePart(contract, rows);
            verdicts.Add(judged.Verdict);
            var records = GateRecords.Quarantine(contract, rows, judged.Findings, new RowOrigin(input.Batch, newest, RawSha256: null));
            if (records.RowCount > 0)
                held.Add(await lake.Table(GateTables.Quarantine).StageAsync(input.Batch, $"{input.Table}.{verdicts.Count}", records, cancellation));
        }

        return new(Gate.Sum(contract, verdicts, trend.Baseline.Before(input.Batch), input.Batch.Slot, newest), newest, held);
    }

    /// <summary>Rows of the tables that the contract compares with, of the same assets.</summary>
    private async Task<Dictionary<string, Batch>> OthersAsync(Contract contract, Batch block, CancellationToken cancellation)
    {
        var others = new Dictionary<string, Batch>(StringComparer.Ordinal);
        foreach (var table in contract.Others)
        {
            var held = await LedgerRows.ReadAsync(lake, table, "asset_id", block.Texts("asset_id").OfType<string>().ToHashSet(), cancellation);
            others[table.FullName] = Ledger.Newest(held.Rows, withWithdrawn: false);
        }

        return others;
    }

    /// <summary>The newest vintage of each bar: those seen since the last verdict are judged, the others are what they follow.</summary>
    private static GateInput Split(Batch vintages, DateTimeOffset? since, DateTimeOffset newest)
    {
        var rows = Ledger.Newest(vintages, withWithdrawn: false);
        var seen = rows.Instants(Tables.ObservedAt);
        var isNew = Enumerable.Range(0, rows.RowCount).ToLookup(row => since is null || seen[row] > since.Value.UtcDateTime);
        return new(rows.Take([.. isNew[true]]), newest) { Before = rows.Take([.. isNew[false]]) };
    }
}
