using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Revisions;

namespace CryptoEtl.Core.Tests.Revisions;

/// <summary>A point of a chart, as a test tells it.</summary>
internal sealed record Point(string Asset, int Day, double? Price, double? Cap = null);

/// <summary>A ledger of chart points in memory, filled answer by answer.</summary>
internal sealed class ChartLedger
{
    public static readonly TimeSpan Lag = TimeSpan.FromMinutes(35);
    private static readonly DateOnly First = new(2024, 1, 1);

    public static TableDefinition Table => HistoricalTables.Chart;

    public Batch Vintages { get; private set; } = Rows([], At(0));

    /// <summary>End of the day of that number: the stamp of its point.</summary>
    public static DateTimeOffset EndOf(int day) => new(First.AddDays(day + 1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>So many hours after the first day began.</summary>
    public static DateTimeOffset At(double hours) => new DateTimeOffset(First.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddHours(hours);

    public static Batch Rows(IEnumerable<Point> points, DateTimeOffset observedAt)
    {
        var rows = new BatchBuilder(Table);
        var origin = Origin(observedAt);
        foreach (var point in points)
        {
            rows.Text("asset_id", point.Asset).Text("grain", "day").Instant("stamp", EndOf(point.Day)).Day("day", First.AddDays(point.Day))
                .Number("price_usd", point.Price).Number("market_cap_usd", point.Cap).Origin(origin, EndOf(point.Day), Lag).EndRow();
        }

        return rows.Build();
    }

    /// <summary>Compares an answer with the ledger, and appends what differs.</summary>
    public DifferenceRows Tell(
        DateTimeOffset observedAt, IEnumerable<Point> points, Func<string, DateTime, bool>? wasAsked = null, Func<string, DateTime, bool>? wasCovered = null)
    {
        var (held, fresh) = (Vintages, Rows(points, observedAt));
        var found = Differences.Of(
            Table, held, fresh, row => (wasAsked ?? ((_, _) => true))(AssetOf(held, row), StampOf(held, row)),
            row => (wasCovered ?? ((_, _) => false))(AssetOf(fresh, row), StampOf(fresh, row)), Origin(observedAt) with { RawSha256 = "gone" });
        Vintages = Batch.Concat(Table, [Vintages, found.Rows]);
        return found;
    }

    /// <summary>Key and values of each row, in order.</summary>
    public static IReadOnlyList<Point> Points(Batch rows) =>
    [
        .. Enumerable.Range(0, rows.RowCount).Select(row => new Point(
            AssetOf(rows, row), (int)(StampOf(rows, row) - At(0).UtcDateTime).TotalDays - 1, rows.Numbers("price_usd")[row], rows.Numbers("market_cap_usd")[row])),
    ];

    private static RowOrigin Origin(DateTimeOffset observedAt) => new(new BatchId("historical", observedAt), observedAt, "told");

    private static string AssetOf(Batch rows, int row) => rows.Texts("asset_id")[row]!;

    private static DateTime StampOf(Batch rows, int row) => rows.Instants("stamp")[row]!.Value;
}
