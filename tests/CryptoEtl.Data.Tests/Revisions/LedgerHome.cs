using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Revisions;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Revisions;

namespace CryptoEtl.Data.Tests.Revisions;

/// <summary>A lake with a ledger of chart points that a random source fills, one answer a day, in two parts.</summary>
internal sealed class LedgerHome : IDisposable
{
    private static readonly DateTimeOffset Start = new(2024, 1, 1, 6, 0, 0, TimeSpan.Zero);
    private static readonly string[][] Pages = [["bitcoin", "aave"], ["tron", "ünited", "Zcash"]];

    private readonly TemporaryFolder folder = new();
    private readonly Random random;

    public LedgerHome(int seed)
    {
        random = new(seed);
        Lake = new Lake(new FolderStorage(Path.Combine(folder.Path, "lake")), TimeProvider.System);
    }

    public static TableDefinition Table => HistoricalTables.Chart;

    public Lake Lake { get; }

    public Batch Vintages { get; private set; } = new BatchBuilder(Table).Build();

    public TableHistory History(int blockRows) => new(Lake.Table(Table), blockRows);

    public string File(string name) => Path.Combine(folder.Path, name);

    public static DateTimeOffset SeenOn(int day) => Start.AddDays(day);

    /// <summary>Appends what the source says on a day of the days before.</summary>
    public async Task TellAsync(int day)
    {
        var batch = new BatchId("historical", SeenOn(day));
        var parts = new List<StagedPart>();
        foreach (var page in Pages)
        {
            var fresh = Fresh(batch, day, page);
            var found = Differences.Of(Table, Of(page), fresh, _ => true, _ => false, new(batch, SeenOn(day), "gone"));
            Vintages = Batch.Concat(Table, [Vintages, found.Rows]);
            parts.Add(await Lake.Table(Table).StageAsync(batch, $"page{page.Length}", found.Rows));
        }

        await Lake.Table(Table).CommitAsync(batch, parts);
    }

    /// <summary>Another lake with the same rows, a single file to a partition, in another order.</summary>
    public async Task<LedgerHome> CompactedAsync()
    {
        var other = new LedgerHome(0) { Vintages = Vintages };
        var days = Vintages.Instants(Tables.EventDate);
        foreach (var day in days.Distinct().OrderDescending())
        {
            var batch = new BatchId("compact", new(day!.Value));
            var mixed = Vintages.Take([.. Enumerable.Range(0, Vintages.RowCount).Where(row => days[row] == day).Reverse()]);
            await other.Lake.Table(Table).CommitAsync(batch, [await other.Lake.Table(Table).StageAsync(batch, "all", mixed)]);
        }

        return other;
    }

    public void Dispose() => folder.Dispose();

    private Batch Of(string[] page) => Vintages.Take([.. Enumerable.Range(0, Vintages.RowCount).Where(row => page.Contains(Vintages.Texts("asset_id")[row]))]);

    private Batch Fresh(BatchId batch, int day, string[] page)
    {
        var rows = new BatchBuilder(Table);
        foreach (var (asset, of) in from asset in page from of in Enumerable.Range(0, day + 1) where random.Next(8) > 0 select (asset, of))
        {
            var stamp = new DateTimeOffset(Start.Date, TimeSpan.Zero).AddDays(of);
            rows.Text("asset_id", asset).Text("grain", "day").Instant("stamp", stamp).Day("day", DateOnly.FromDateTime(stamp.Date).AddDays(-1))
                .Number("price_usd", One(0.1, 1e300, -0.0, 123456.789)).Number("market_cap_usd", One(null, 1 / 3.0)).Number("volume_24h_usd", of)
                .Text("type_errors", One<string?>(null, "", "a,\"b\"\n", " c")).Origin(new(batch, SeenOn(day), "told"), stamp, TimeSpan.FromMinutes(35)).EndRow();
        }

        return rows.Build();
    }

    private T One<T>(params T[] of) => of[random.Next(of.Length)];

    private double? One(params double?[] of) => of[random.Next(of.Length)];
}
