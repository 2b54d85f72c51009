namespace CryptoEtl.Simulator.Tape;

/// <summary>The files that hold events rather than series.</summary>
internal static class ListFiles
{
    public static IReadOnlyList<DerivativeRow> ReadDerivatives(TapeReader tape)
    {
        using var rows = tape.Open(TapeFiles.Derivatives, TapeFiles.DerivativesColumns);
        var (kept, keys) = (new List<DerivativeRow>(), new HashSet<(string, string, DateOnly)>());

        while (rows.Read())
        {
            var row = new DerivativeRow(
                rows.Required(0), rows[1], OptionalAsset(tape, rows, 2), rows.Required(3), tape.Day(rows, 4),
                rows.NumberOrNull(5), rows.NumberOrNull(6), rows.NumberOrNull(7), rows.NumberOrNull(8), rows.NumberOrNull(9));
            if (!keys.Add((row.Market, row.Symbol, row.Day)))
                throw rows.Bad(4, "duplicate key: the contract has this day twice");
            if (tape.Keeps(row.Day))
                kept.Add(row);
        }

        return kept;
    }

    public static IReadOnlyList<CoinbaseState> ReadCoinbase(TapeReader tape)
    {
        using var rows = tape.Open(TapeFiles.Coinbase, TapeFiles.CoinbaseColumns);
        var (kept, keys) = (new List<CoinbaseState>(), new HashSet<(string, DateOnly)>());

        while (rows.Read())
        {
            var status = rows[5] is "online" or "offline" or "internal" or "delisted"
                ? rows[5]
                : throw rows.Bad(5, "is not online, offline, internal or delisted");
            var row = new CoinbaseState(
                rows.Required(0), rows.Required(1), rows.Required(2), OptionalAsset(tape, rows, 3), rows.Date(4), status);
            if (!keys.Add((row.ProductId, row.From)))
                throw rows.Bad(4, "duplicate key: the product has this day twice");
            if (tape.Keeps(row.From))
                kept.Add(row);
        }

        return kept;
    }

    public static IReadOnlyList<Restatement> ReadRestatements(TapeReader tape, Dictionary<string, DailySeries> daily)
    {
        using var rows = tape.Open(TapeFiles.Restatements, TapeFiles.RestatementColumns);
        var ledger = new RestatementLedger(tape, daily);
        while (rows.Read())
            ledger.Add(rows);

        return ledger.Kept;
    }

    public static IReadOnlyList<Defect> ReadDefects(TapeReader tape)
    {
        using var rows = tape.Open(TapeFiles.Defects, TapeFiles.DefectColumns);
        var kept = new List<Defect>();

        while (rows.Read())
        {
            var scope = rows[2] is "daily" or "live" ? rows[2] : throw rows.Bad(2, "is neither daily nor live");
            if (scope == "live" && !LiveDefects.IsKnown(rows[4]))
                throw rows.Bad(4, $"is not one of {LiveDefects.Names}");

            if (scope == "live" && LiveDefects.Objection(rows[4], rows.NumberOrNull(5)) is { } objection)
                throw rows.Bad(5, objection);

            var defect = new Defect(
                tape.KnownAsset(rows, 0), tape.Day(rows, 1), scope, rows.Required(3), rows.Required(4), rows.NumberOrNull(5));
            if (tape.Keeps(defect.Day))
                kept.Add(defect);
        }

        return kept;
    }

    private static string? OptionalAsset(TapeReader tape, CsvRows rows, int column) =>
        rows[column].Length == 0 ? null : tape.KnownAsset(rows, column);
}
