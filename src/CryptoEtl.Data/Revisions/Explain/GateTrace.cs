using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.Revisions;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Data.Revisions.Explain;

/// <summary>Finds what the gate decided on batches and on rows.</summary>
internal sealed class GateTrace(Lake lake)
{
    private readonly Dictionary<string, (Batch Verdicts, Batch Quarantine)> batches = [];

    /// <summary>The verdicts on the batch of a row for its table, one per contract it was judged by; none where the gate does not judge the table.</summary>
    public async Task<IReadOnlyList<ExplainedVerdict>> OfAsync(Batch rows, int row, CancellationToken cancellation)
    {
        if (rows.Texts(Tables.BatchId)[row] is not { } id || BatchId.TryParse(id) is not { } batch)
            return [];
        if (!batches.TryGetValue(id, out var records))
        {
            records = (await lake.Table(GateTables.Verdict).ReadAsync(batch, cancellation), await lake.Table(GateTables.Quarantine).ReadAsync(batch, cancellation));
            batches[id] = records;
        }

        var (verdicts, table) = (records.Verdicts, rows.Table.FullName);
        var key = GateRecords.KeyOf(rows, row);
        return
        [
            .. Enumerable.Range(0, verdicts.RowCount).Where(verdict => verdicts.Texts("table_name")[verdict] == table).Select(verdict => new ExplainedVerdict(
                verdicts.Texts("decision")[verdict]!, verdicts.Integers("rows_in")[verdict] ?? 0, verdicts.Integers("rows_quarantined")[verdict] ?? 0,
                verdicts.Texts("contract_sha256")[verdict]!, Findings(records.Quarantine, table, key, verdicts.Texts("contract_sha256")[verdict]!))),
        ];
    }

    private static List<string> Findings(Batch quarantine, string table, string key, string contract) =>
    [
        .. Enumerable.Range(0, quarantine.RowCount)
            .Where(row => quarantine.Texts("table_name")[row] == table && quarantine.Texts("row_key")[row] == key && quarantine.Texts("contract_sha256")[row] == contract)
            .Select(row => $"{quarantine.Texts("rule")[row]} {quarantine.Texts("field")[row]}={CellText.Of(quarantine, "value", row) ?? "null"}: {quarantine.Texts("reason")[row]}"),
    ];
}
