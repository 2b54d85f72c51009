using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Revisions;

namespace CryptoEtl.Core.Tests.Historical;

/// <summary>One value of a series, as a ledger holds it.</summary>
/// <param name="Seen">Hours from the day's end to when it was seen.</param>
internal sealed record Told(string Subject, int Day, double? Value, double? Cap = 1000, double? Volume = 50, double Seen = 24, string Raw = "ab");

/// <summary>One hourly point or candle.</summary>
/// <param name="Minute">Minutes after <see cref="SeriesData.First"/> began: its stamp.</param>
internal sealed record Tick(int Minute, double? Price, double Seen = 1);

/// <summary>Small ledgers to make silver of.</summary>
internal static class SeriesData
{
    public static readonly DateOnly First = new(2024, 1, 1);
    public static readonly BatchId Batch = new("historical", StartOf(40));

    public static DateTimeOffset StartOf(int day) => new(First.AddDays(day), TimeOnly.MinValue, TimeSpan.Zero);

    public static DateTimeOffset EndOf(int day) => StartOf(day + 1);

    public static RowOrigin Origin(DateTimeOffset seen, string? raw = "ab") => new(Batch, seen, raw);

    public static Batch Chart(params Told[] points)
    {
        var rows = new BatchBuilder(HistoricalTables.Chart);
        foreach (var one in points)
        {
            Keyed(rows, "asset_id", one).Text("grain", "day").Number("price_usd", one.Value).Number("market_cap_usd", one.Cap).Number("volume_24h_usd", one.Volume)
                .Origin(OriginOf(one), EndOf(one.Day), PublicationLags.MarketChartRange).EndRow();
        }

        return rows.Build();
    }

    /// <summary>The value is the close; the open is a tenth below, the range a fifth around.</summary>
    public static Batch Candles(params Told[] candles)
    {
        var rows = new BatchBuilder(HistoricalTables.Candles);
        foreach (var one in candles)
        {
            Keyed(rows, "asset_id", one).Text("grain", "day").Number("open_usd", one.Value * 0.9).Number("high_usd", one.Value * 1.2)
                .Number("low_usd", one.Value * 0.8).Number("close_usd", one.Value)
                .Origin(OriginOf(one), EndOf(one.Day), PublicationLags.MarketChartRange).EndRow();
        }

        return rows.Build();
    }

    public static Batch Hours(string asset, params Tick[] points)
    {
        var rows = new BatchBuilder(HistoricalTables.Chart);
        foreach (var one in points)
        {
            Timed(rows, asset, one).Number("price_usd", one.Price).Number("market_cap_usd", one.Price * 10).Number("volume_24h_usd", one.Price * 2)
                .Origin(Origin(StampOf(one).AddHours(one.Seen)), StampOf(one), PublicationLags.MarketHour).EndRow();
        }

        return rows.Build();
    }

    public static Batch HourCandles(string asset, params Tick[] candles)
    {
        var rows = new BatchBuilder(HistoricalTables.Candles);
        foreach (var one in candles)
        {
            Timed(rows, asset, one).Number("open_usd", one.Price * 0.9).Number("high_usd", one.Price * 1.2).Number("low_usd", one.Price * 0.8).Number("close_usd", one.Price)
                .Origin(Origin(StampOf(one).AddHours(one.Seen)), StampOf(one), PublicationLags.MarketHour).EndRow();
        }

        return rows.Build();
    }

    public static Batch Tvl(params Told[] levels) => Flow(HistoricalTables.Tvl, "tvl_usd", PublicationLags.LockedValue, levels);

    public static Batch Dex(params Told[] flows) => Flow(HistoricalTables.Dex, "volume_usd", PublicationLags.DexVolume, flows);

    public static Batch Mixed(Batch rows, int seed)
    {
        var order = Enumerable.Range(0, rows.RowCount).ToArray();
        new Random(seed).Shuffle(order);
        return rows.Take(order);
    }

    public static AssetWork Asset(string id, string[] tvl, string[] dex) => new(id, null, tvl, dex, []);

    public static Batch None(TableDefinition table) => new BatchBuilder(table).Build();

    /// <summary>Every cell of every row, for comparison.</summary>
    public static IReadOnlyList<string> Lines(Batch rows) =>
    [
        .. Enumerable.Range(0, rows.RowCount).Select(row => string.Join('|', rows.Table.Columns.Select(column => Cell(rows[column.Name].GetValue(row))))),
    ];

    private static string Cell(object? value) => value switch
    {
        null => "-",
        DateTime instant => instant.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        var other => other.ToString()!,
    };

    private static Batch Flow(TableDefinition table, string column, TimeSpan lag, Told[] values)
    {
        var rows = new BatchBuilder(table);
        foreach (var one in values)
            Keyed(rows, "slug", one).Number(column, one.Value).Origin(OriginOf(one), EndOf(one.Day), lag).EndRow();
        return rows.Build();
    }

    private static BatchBuilder Keyed(BatchBuilder rows, string subject, Told one) => rows
        .Text(subject, one.Subject).Instant("stamp", EndOf(one.Day)).Day("day", First.AddDays(one.Day)).Text("revision", RevisionClasses.Appended);

    private static BatchBuilder Timed(BatchBuilder rows, string asset, Tick one) => rows
        .Text("asset_id", asset).Text("grain", "hour").Instant("stamp", StampOf(one)).Day("day", DateOnly.FromDateTime(StampOf(one).UtcDateTime.AddTicks(-1))).Text("revision", RevisionClasses.Appended);

    private static DateTimeOffset StampOf(Tick one) => StartOf(0).AddMinutes(one.Minute);

    private static RowOrigin OriginOf(Told one) => Origin(EndOf(one.Day).AddHours(one.Seen), one.Raw);
}
