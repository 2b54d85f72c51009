using CryptoEtl.Core;
using CryptoEtl.Core.Derivatives;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.Universe;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.QualityGate;

namespace CryptoEtl.Functions.Tests.Features;

/// <summary>What a run of <c>derivatives</c> saw of an asset.</summary>
/// <param name="Available">Null: at once.</param>
internal sealed record Snapshot(int Asset, DateTimeOffset At, double? OpenInterest, double? Funding, double? Basis, DateTimeOffset? Available = null);

/// <summary>A lake in a folder whose silver is written by hand: twelve coins over eighty days, one of which comes late, one dies, one has a hole, and some of which are restated.</summary>
internal sealed class SilverLake : IDisposable
{
    public const int Assets = 12, Days = 80;

    public static readonly DateOnly First = new(2024, 1, 1);

    public static readonly BatchId Silver = new("historical", At(Days + 2));

    public static readonly BatchId Features = new("features", At(Days + 2).AddMinutes(5));

    private readonly string folder = Directory.CreateTempSubdirectory("cryptoetl-features-").FullName;

    public SilverLake() => Lake = Again();

    public Lake Lake { get; }

    public static string Asset(int at) => at == 0 ? "bitcoin" : $"coin-{at:00}";

    public static DateTimeOffset At(int day) => new(First.AddDays(day), TimeOnly.MinValue, TimeSpan.Zero);

    public static async Task<SilverLake> MakeAsync(bool restated)
    {
        var lake = new SilverLake();
        await lake.CommitAsync(Silver, lake.Bars(restated));
        await lake.CommitAsync(Silver, Onchain());
        await lake.CommitAsync(Silver, Universe());
        return lake;
    }

    /// <summary>The same folder as another process opens it.</summary>
    public Lake Again() => new(new FolderStorage(folder), new StoppedClock(Features.Slot));

    public async Task CommitAsync(BatchId batch, Batch rows, DateOnly? day = null)
    {
        var table = Lake.Table(rows.Table);
        await table.CommitAsync(batch, [await table.StageAsync(batch, "rows", rows, day ?? batch.EventDate)], $"{batch.Id}.{rows.Table.FullName}");
    }

    /// <summary>The run of <c>derivatives</c> at half past eleven on a day, or another of that day.</summary>
    public static BatchId DerivativesOf(int day, int run = 0) => new("derivatives", At(day)) { Scope = run == 0 ? null : $"r{run + 1}" };

    /// <summary>Snapshots of one run in silver, and the gate's word on it.</summary>
    /// <param name="decision">Null: the gate never judged it.</param>
    public async Task SnapshotAsync(BatchId batch, Decision? decision, params Snapshot[] snapshots)
    {
        var rows = new BatchBuilder(DerivativesSilver.Asset);
        foreach (var one in snapshots)
        {
            rows.Text("asset_id", Asset(one.Asset)).Number("open_interest_usd", one.OpenInterest).Number("funding_8h_median", one.Funding).Number("basis_perp", one.Basis)
                .Instant(Tables.EventTime, one.At).Instant(Tables.AvailableAt, one.Available ?? one.At).Instant(Tables.ObservedAt, one.Available ?? one.At)
                .Text(Tables.BatchId, batch.Id).Day(Tables.EventDate, batch.EventDate).EndRow();
        }

        await CommitAsync(batch, rows.Build());
        if (decision is { } word)
            await JudgeAsync(batch, word);
    }

    /// <summary>A verdict on the contracts of a batch.</summary>
    public Task JudgeAsync(BatchId batch, Decision decision, string? table = null, string transaction = "") => new VerdictLedger(Lake, new(null)).AppendAsync(
        batch, batch.Slot,
        [new(table ?? DerivativesTables.Contract.FullName, decision, 1, 1, 0, 1, 0.05, new Dictionary<string, int>(), decision == Decision.Halt ? ["DC100: 0 rows"] : [], new string('a', 64))],
        $"{batch.Id}.{decision}{transaction}");

    public async Task<Batch> ReadAsync(TableDefinition table)
    {
        var parts = new List<Batch>();
        await foreach (var rows in Lake.Table(table).ReadFilesAsync((await Lake.Table(table).SnapshotAsync())!))
            parts.Add(rows);
        return Batch.Concat(table, parts);
    }

    public bool HasWorkFiles() => WorkFiles().Any();

    /// <summary>Paths below the folder of what is put aside.</summary>
    public IEnumerable<string> WorkFiles() => !Directory.Exists(PlaceOf("_features")) ? []
        : Directory.EnumerateFiles(PlaceOf("_features"), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(PlaceOf("_features"), file)).Order(StringComparer.Ordinal);

    public string PlaceOf(string path) => Path.Combine(folder, path);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Coin 3 is listed on day 20, coin 4 dies on day 50, coin 5 has no bars from day 30 to 36.</summary>
    public static bool HasBar(int asset, int day) => asset switch { 3 => day >= 20, 4 => day <= 50, 5 => day is < 30 or > 36, _ => true };

    private Batch Bars(bool restated)
    {
        var (rows, random) = (new BatchBuilder(HistoricalTables.SilverMarket), new Random(5));
        for (var asset = 0; asset < Assets; asset++)
        {
            var price = 100.0 / (asset + 1);
            for (var day = 0; day < Days; day++)
            {
                price *= 1 + 0.08 * (random.NextDouble() - 0.5);
                if (HasBar(asset, day))
                    AddBar(rows, asset, day, price, RevisionClasses(asset, day, restated), null);
            }
        }

        if (restated)
        {
            AddBar(rows, 1, 40, 77, "restated", At(45));
            AddBar(rows, 2, 60, 55, "restated", At(62));
        }

        return rows.Build();
    }

    /// <summary>The bar of coin 6 on day 25 comes three days late.</summary>
    private static (string Revision, DateTimeOffset? Published) RevisionClasses(int asset, int day, bool restated) =>
        ("appended", restated && (asset, day) == (6, 25) ? At(29) : null);

    private static void AddBar(BatchBuilder rows, int asset, int day, double price, (string Revision, DateTimeOffset? Published) told, DateTimeOffset? published) =>
        Clocks(rows.Text("asset_id", Asset(asset)).Day("day", First.AddDays(day)).Number("open_usd", price).Number("high_usd", price * 1.02).Number("low_usd", price * 0.98)
            .Number("close_usd", price * 1.01).Number("volume_usd", 1e6 + 1000 * day + asset).Number("market_cap_usd", price * 1e7), day, TimeSpan.FromMinutes(40), told.Revision, published ?? told.Published);

    private static void AddBar(BatchBuilder rows, int asset, int day, double price, string revision, DateTimeOffset published) => AddBar(rows, asset, day, price, (revision, null), published);

    private static Batch Onchain()
    {
        var (rows, random) = (new BatchBuilder(HistoricalTables.SilverOnchain), new Random(6));
        for (var day = 0; day < Days; day++)
            Clocks(rows.Text("asset_id", Asset(1)).Day("day", First.AddDays(day)).Number("tvl_usd", 1e6 * (1 + random.NextDouble())).Number("dex_volume_usd", 1e5 * random.NextDouble()), day, TimeSpan.FromHours(24), "appended", null);
        return rows.Build();
    }

    /// <summary>Coin 7 is a member from day 35 on; no day is decided before coin 3 is there.</summary>
    private static Batch Universe()
    {
        var rows = new BatchBuilder(UniverseTables.Silver);
        for (var day = 0; day < Days; day++)
        {
            for (var asset = 0; asset < Assets; asset++)
            {
                if (HasBar(asset, day) && (asset != 7 || day >= 35))
                    Clocks(rows.Day("day", First.AddDays(day)).Text("asset_id", Asset(asset)).Flag("is_member", true), day, TimeSpan.FromHours(1), "appended", null);
            }
        }

        return rows.Build();
    }

    private static void Clocks(BatchBuilder rows, int day, TimeSpan lag, string revision, DateTimeOffset? published) => rows
        .Text(Tables.Revision, revision).Instant(Tables.EventTime, At(day + 1)).Instant(Tables.AvailableAt, published ?? At(day + 1) + lag)
        .Instant(Tables.ObservedAt, published ?? Silver.Slot.AddDays(-3)).Text(Tables.BatchId, Silver.Id).Day(Tables.EventDate, Silver.EventDate).EndRow();
}
