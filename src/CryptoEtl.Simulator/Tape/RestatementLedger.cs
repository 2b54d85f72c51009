namespace CryptoEtl.Simulator.Tape;

/// <summary>Checks restatements against what stood there before, and applies those already published.</summary>
internal sealed class RestatementLedger(TapeReader tape, Dictionary<string, DailySeries> daily)
{
    private readonly Dictionary<(string Asset, DateOnly Day, string Field), (double? Value, DateTimeOffset At)> current = [];
    private readonly List<Restatement> kept = [];

    public IReadOnlyList<Restatement> Kept => kept;

    public void Add(CsvRows rows)
    {
        var restatement = Parse(rows);
        var key = (restatement.AssetId, restatement.Day, restatement.Field);
        var column = daily.GetValueOrDefault(restatement.AssetId)?.Column(restatement.Field);
        var cell = daily.GetValueOrDefault(restatement.AssetId)?.Of(restatement.Day.DayNumber) ?? -1;

        // A day that is not loaded cannot be compared; it lies after the moment the tape is read for.
        if (tape.Keeps(restatement.Day) && (column is null || cell < 0))
            throw rows.Bad(1, "daily.csv has no row for this asset and day");

        Check(rows, restatement, key, cell < 0 ? restatement.Old : Nullable(column![cell]));
        current[key] = (restatement.New, restatement.PublishedAt);
        if (!tape.Knows(restatement.PublishedAt))
            return;

        kept.Add(restatement);
        if (tape.Applies)
            column![cell] = restatement.New ?? double.NaN;
    }

    private Restatement Parse(CsvRows rows)
    {
        var (asset, day, field, published) = (tape.KnownAsset(rows, 0), tape.Day(rows, 1), rows[2], rows.Instant(5));
        if (DailySeries.Empty.Column(field) is null)
            throw rows.Bad(2, "is not a number column of daily.csv");
        if (published < new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero))
            throw rows.Bad(5, "lies before the end of the day it restates");

        return new Restatement(asset, day, field, rows.NumberOrNull(3), rows.NumberOrNull(4), published);
    }

    private void Check(
        CsvRows rows, Restatement restatement, (string, DateOnly, string) key, double? first)
    {
        var (standing, since) = current.GetValueOrDefault(key, (first, DateTimeOffset.MinValue));
        if (standing != restatement.Old)
            throw rows.Bad(3, $"the value until then was {standing?.ToString("R", System.Globalization.CultureInfo.InvariantCulture) ?? "empty"}");
        if (restatement.PublishedAt <= since)
            throw rows.Bad(5, "restatements of one value must follow each other in time");
    }

    private static double? Nullable(double value) => double.IsNaN(value) ? null : value;
}
