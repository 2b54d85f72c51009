using System.Text;
using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Live;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.QualityGate;
using CryptoEtl.Data.QualityGate.Report;

namespace CryptoEtl.Data.Tests.QualityGate.Report;

/// <summary>A lake with verdicts on one table, a batch a day, and the pages made of it.</summary>
internal sealed class ReportLake
{
    public static readonly DateTimeOffset Noon = new(2018, 2, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly string Market = LiveTables.BronzeMarket.FullName;

    private readonly TimeProvider clock = new FixedClock(Noon.AddDays(20));

    public ReportLake() => Lake = Open();

    public MemoryStorage Storage { get; } = new();

    public MemoryStorage Pages { get; } = new();

    public Lake Lake { get; private set; }

    /// <summary>As a new process would.</summary>
    public void Reopen() => Lake = Open();

    public string Page(string path) => Encoding.UTF8.GetString(Pages.Files[path]);

    public static BatchId BatchOf(int day) => new("live", Noon.AddDays(day));

    public Task<Committed> AppendAsync(int day, Decision decision = Decision.Pass, string reason = "LM101: lossy", BatchId? batch = null) => new VerdictLedger(Lake, new(null)).AppendAsync(
        batch ?? BatchOf(day), Noon.AddDays(day),
        [
            new(Market, decision, 500, 490, 10, 0.02, 0.05, new Dictionary<string, int> { ["LM003"] = 10 }, decision == Decision.Halt ? [reason] : [], new string('a', 64))
            {
                Metrics = new(500, new Dictionary<string, int> { ["market_cap_usd"] = 5 }, null, new Dictionary<string, double>()),
                Thresholds = new Dictionary<string, string> { ["LM101"] = "at most 5 % of a batch is held back" },
            },
        ],
        (batch ?? BatchOf(day)).Id);

    public Task<ReportSummary> ReportAsync() => ReportAsync(Pages);

    public Task<ReportSummary> ReportAsync(MemoryStorage pages) => new GateReport(Lake, pages, new(), clock).WriteAsync();

    /// <summary>Bars of one asset over days, as the past is committed.</summary>
    public async Task AddBarsAsync(int batchDay, string asset, DateOnly first, int days, string revision = "appended")
    {
        var (batch, rows, table) = (new BatchId("historical", Noon.AddDays(batchDay)), new BatchBuilder(HistoricalTables.SilverMarket), Lake.Table(HistoricalTables.SilverMarket));
        for (var day = 0; day < days; day++)
        {
            rows.Text("asset_id", asset).Day("day", first.AddDays(day)).Number("close_usd", revision == "withdrawn" ? null : 1).Text("revision", revision)
                .Origin(new(batch, batch.Slot, null), batch.Slot, TimeSpan.Zero).EndRow();
        }

        await table.CommitAsync(batch, [await table.StageAsync(batch, "p", rows.Build())]);
    }

    /// <summary>A chart point that was held back.</summary>
    public async Task HoldBackAsync(string asset, DateOnly day)
    {
        var (batch, rows, table) = (new BatchId("universe", Noon), new BatchBuilder(GateTables.Quarantine), Lake.Table(GateTables.Quarantine));
        rows.Text("row_id", "1").Text("table_name", HistoricalTables.Chart.FullName).Text("rule", "HC001").Text("field", "price_usd").Text("contract_sha256", "c")
            .Text("row_json", $$"""{"asset_id":"{{asset}}","grain":"day","day":"{{day:yyyy-MM-dd}}T00:00:00Z"}""")
            .Origin(new(batch, batch.Slot, null), batch.Slot, TimeSpan.Zero).EndRow();
        await table.CommitAsync(batch, [await table.StageAsync(batch, "p", rows.Build())]);
    }

    private Lake Open() => new(Storage, clock);

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
