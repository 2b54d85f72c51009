namespace CryptoEtl.Core.Historical.Silver;

/// <summary>Hourly bars: candles by their close, chart points by the hour they lie in. Points come minutes late, some hours hold two, some none.</summary>
public static class HourBars
{
    /// <param name="points">Hourly points of <see cref="HistoricalTables.Chart"/>.</param>
    /// <param name="candles">Hourly candles of <see cref="HistoricalTables.Candles"/>.</param>
    public static Batch Of(Batch points, Batch candles, BatchId batch)
    {
        var hours = new SortedDictionary<(string Asset, DateTime Hour), Sources>(Comparer<(string Asset, DateTime Hour)>.Create(
            (one, other) => string.CompareOrdinal(one.Asset, other.Asset) is not 0 and var order ? order : one.Hour.CompareTo(other.Hour)));
        foreach (var (row, key) in Keyed(points))
            hours[key] = hours.GetValueOrDefault(key).WithPoint(row, points.Instants("stamp"));
        foreach (var (row, key) in Keyed(candles))
            hours[key] = hours.GetValueOrDefault(key) with { Candle = row + 1 };

        var rows = new BatchBuilder(HistoricalTables.SilverHour);
        foreach (var ((asset, hour), sources) in hours)
            Add(rows.Text("asset_id", asset).Instant("hour", new DateTimeOffset(hour)), points, candles, sources, hour.AddHours(1), batch);
        return rows.Build();
    }

    /// <summary>A stamp on the hour belongs to the hour that ends there.</summary>
    private static IEnumerable<(int Row, (string, DateTime) Key)> Keyed(Batch rows)
    {
        var (assets, stamps) = (rows.Texts("asset_id"), rows.Instants("stamp"));
        for (var row = 0; row < rows.RowCount; row++)
        {
            var last = stamps[row]!.Value.AddTicks(-1);
            yield return (row, (assets[row]!, last.AddTicks(-(last.Ticks % TimeSpan.TicksPerHour))));
        }
    }

    private static void Add(BatchBuilder rows, Batch points, Batch candles, Sources sources, DateTime end, BatchId batch)
    {
        var clocks = default(RowClocks);
        if (sources.Candle > 0)
        {
            AddCandle(rows, candles, sources.Candle - 1);
            clocks.Add(candles, sources.Candle - 1);
        }

        if (sources.Point > 0)
        {
            AddPoint(rows, points, sources.Point - 1, withClose: sources.Candle == 0);
            clocks.Add(points, sources.Point - 1);
        }

        rows.Text("bar_source", sources.Candle > 0 ? "candle" : "point").Integer("points", sources.Points);
        clocks.Write(rows, end, PublicationLags.MarketHour, batch, Hash(points, candles, sources));
        rows.EndRow();
    }

    private static void AddCandle(BatchBuilder rows, Batch candles, int row) => rows
        .Number("open_usd", candles.Numbers("open_usd")[row])
        .Number("high_usd", candles.Numbers("high_usd")[row])
        .Number("low_usd", candles.Numbers("low_usd")[row])
        .Number("close_usd", candles.Numbers("close_usd")[row]);

    private static void AddPoint(BatchBuilder rows, Batch points, int row, bool withClose)
    {
        rows.Number("volume_24h_usd", points.Numbers("volume_24h_usd")[row])
            .Number("market_cap_usd", points.Numbers("market_cap_usd")[row] is > 0 and var cap ? cap : null);
        if (withClose)
            rows.Number("close_usd", points.Numbers("price_usd")[row]);
    }

    private static string? Hash(Batch points, Batch candles, Sources sources) => sources switch
    {
        { Candle: 0 } => points.Texts(Tables.RawSha256)[sources.Point - 1],
        { Point: 0 } => candles.Texts(Tables.RawSha256)[sources.Candle - 1],
        _ => null,
    };

    /// <summary>Rows of an hour, counted from 1; 0: none.</summary>
    private readonly record struct Sources(int Point, int Candle, int Points)
    {
        public Sources WithPoint(int row, DateTime?[] stamps) => this with
        {
            Point = Point == 0 || stamps[row] >= stamps[Point - 1] ? row + 1 : Point,
            Points = Points + 1,
        };
    }
}
