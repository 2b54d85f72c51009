namespace CryptoEtl.Core.QualityGate.Quarantine;

/// <summary>Rows out of quarantine with the clocks and the origin of their replay.</summary>
public static class ReplayRows
{
    /// <summary>
    /// Seen now, read from the raw answer of then. A value that a person set was not available before; one that the source told keeps when that was. In
    /// ledgers all keep it until they are compared, for it says how soon a period is settled: see <see cref="AvailableFrom"/>.
    /// </summary>
    /// <param name="rows">Of one table.</param>
    public static Batch Of(TableDefinition table, IReadOnlyList<HeldRow> rows, BatchId batch, DateTime at)
    {
        var read = RowReader.Read(table, rows.Select(row => row.Json));
        var available = read.Instants(Tables.AvailableAt);
        return new(table, [.. table.Columns.Select(column => column.Name switch
        {
            Tables.ObservedAt => rows.Select(_ => (DateTime?)at).ToArray(),
            Tables.AvailableAt => rows.Select((row, place) => (row.IsFixed && !table.IsLedger) || available[place] is null || available[place] > at ? at : available[place]).ToArray(),
            Tables.BatchId => rows.Select(_ => (string?)batch.Id).ToArray(),
            Tables.RawSha256 => rows.Select(row => row.RawSha256).ToArray(),
            Tables.EventDate => rows.Select(_ => (DateTime?)batch.EventDate.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)).ToArray(),
            _ => read[column.Name],
        })]);
    }

    /// <summary>Rows that a ledger gets late: whatever they say, nobody had it before.</summary>
    public static Batch AvailableFrom(Batch rows, DateTime at)
    {
        var available = new DateTime?[rows.RowCount];
        Array.Fill(available, at);
        return new(rows.Table, [.. rows.Table.Columns.Select(column => column.Name == Tables.AvailableAt ? available : rows[column.Name])]);
    }
}
