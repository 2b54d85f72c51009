using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Import;

/// <summary>Daily prices of one asset while they are gathered.</summary>
internal sealed class ImportedSeries(CapBasis basis)
{
    private readonly Dictionary<int, (string Source, double[] Values)> byDay = [];

    public CapBasis Basis => basis;

    public int FirstDay => byDay.Keys.Min();

    public int LastDay => byDay.Keys.Max();

    /// <summary>Close of a day the series has.</summary>
    public double CloseOf(int day) => byDay[day].Values[3];

    /// <summary>The source that already has the day, or null after the row was taken.</summary>
    public string? Add(int day, string source, double[] values)
    {
        if (byDay.TryGetValue(day, out var held))
            return held.Source;

        byDay[day] = (source, values);
        return null;
    }

    public DailySeries ToDaily()
    {
        var rows = new GrowingRows(7);
        Span<double> row = stackalloc double[7];
        foreach (var (day, (_, values)) in byDay.OrderBy(entry => entry.Key))
        {
            values.CopyTo(row);
            row[6] = Supply(values);
            rows.Add(day, row);
        }

        return rows.Daily();
    }

    // Zero means unknown in these sources: no supply follows from it. Prices carry six digits, so of a large supply the
    // fraction of a coin is noise.
    private double Supply(double[] values)
    {
        var (price, cap) = (basis == CapBasis.Close ? values[3] : values[0], values[5]);
        if (cap is not > 0 || price is not > 0)
            return double.NaN;

        var supply = cap / price;
        return supply > 100_000 ? Math.Round(supply) : supply;
    }
}

/// <summary>Reads the two daily price files.</summary>
internal static class DailyImport
{
    private static readonly string[] Numbers = ["open", "high", "low", "close", "volume_usd", "market_cap_usd"];

    /// <summary>Coins alive at the end of 2020, keyed by symbol. Market cap at the close.</summary>
    public static void ReadListed(string directory, Coverage coverage, ImportLog log, Dictionary<string, ImportedSeries> series)
    {
        using var rows = CsvRows.Open(directory, "ohlcv/cmc_daily_2013_2020.csv", ["symbol", "date", .. Numbers]);
        var counter = log.Begin(rows);
        counter.ForEach(() => Take(
            rows, counter, coverage.Find(Coverage.Listed, rows[0]), CapBasis.Close, "cmc", first: 2, series));
    }

    /// <summary>Coins gone by then, keyed by slug. Market cap at the open. Of overlapping sources A is preferred to B, B to C.</summary>
    public static void ReadDelisted(string directory, Coverage coverage, ImportLog log, Dictionary<string, ImportedSeries> series)
    {
        foreach (var source in (string[])["A", "B", "C"])
        {
            using var rows = CsvRows.Open(directory, "ohlcv/cmc_daily_2013_2018_delisted.csv", ["slug", "source", "date", .. Numbers]);
            var counter = log.Begin(rows, only: source);
            while (rows.Read())
            {
                if (rows[1] == source)
                    counter.Take(() => Take(
                        rows, counter, coverage.Find(Coverage.Delisted, rows[0]), CapBasis.Open, source, first: 3, series));
                else if (source == "A" && rows[1] is not ("B" or "C"))
                    counter.Take(() => throw rows.Bad(1, "is not source A, B or C"));
            }
        }
    }

    private static void Take(
        CsvRows rows, ImportLog.Counter counter, Identity? identity, CapBasis basis, string source, int first,
        Dictionary<string, ImportedSeries> series)
    {
        if (identity is null)
        {
            counter.Reject("the coverage file does not know this series");
            return;
        }

        var day = rows.Date(first - 1).DayNumber;
        var values = new double[Numbers.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = rows.NumberOrNaN(first + i);

        if (!series.TryGetValue(identity.AssetId, out var asset))
            series[identity.AssetId] = asset = new ImportedSeries(basis);
        if (asset.Add(day, source, values) is { } held)
            counter.Reject($"source {held} has this day already");
    }
}
