using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.QualityGate.Quarantine;
using CryptoEtl.Core.Revisions;
using CryptoEtl.Data.QualityGate;
using CryptoEtl.Data.QualityGate.Quarantine;
using CryptoEtl.Functions.Historical;
using CryptoEtl.Functions.QualityGate;
using CryptoEtl.Functions.Rebuild;
using CryptoEtl.Functions.Series;
using CryptoEtl.Functions.Tests.Series;
using static CryptoEtl.Functions.Tests.Series.RecordedLake;

namespace CryptoEtl.Functions.Tests.QualityGate;

/// <summary>Rows of a ledger that were held back, fixed and replayed, on a real lake in a folder.</summary>
public sealed class QuarantineReplayTests : IDisposable
{
    private static readonly BatchId First = BatchOf("historical", 10);
    private readonly RecordedLake lake = new();

    public void Dispose() => lake.Dispose();

    private QuarantineStore Store => new(lake.Lake);

    [Fact]
    public async Task A_fixed_row_ends_in_bronze_and_in_silver_and_was_not_known_before()
    {
        await RunAsync((0, 10), (1, -12), (2, 14));
        var row = Assert.Single(await Store.ReadAsync(new() { Rule = "HC003" }));
        await FixAsync(row, Good(12));

        var replayed = Assert.Single(await ReplayAsync(At(50)));

        Assert.Equal((1, 0, 1), (replayed.Passed, replayed.Held, replayed.Committed));
        var vintages = await lake.ReadAsync(HistoricalTables.Chart, First, BatchId.TryParse(replayed.Batch)!);
        Assert.Equal([(0, "appended", 10), (1, "restated", 12), (2, "appended", 14)], Newest(vintages));
        Assert.Equal(row.RawSha256, vintages.Texts("raw_sha256")[3]);
        Assert.Equal(At(50).UtcDateTime, vintages.Instants("available_at")[3]);
        Assert.Equal([10.0, 12, 14], await ClosesAsync(replayed.Batch, At(50)));
        Assert.Equal([10.0, 14], await ClosesAsync(replayed.Batch, At(50).AddTicks(-10)));
        Assert.Equal(QuarantineState.Replayed, (await Store.FindAsync([row.Id]))[0].State);
    }

    [Fact]
    public async Task Twice_is_once()
    {
        await RunAsync((0, 10), (1, -12), (2, 14));
        await FixAsync((await Store.ReadAsync(new()))[0], Good(12));
        await ReplayAsync(At(50));
        var before = await VersionsAsync();

        Assert.Empty(await ReplayAsync(At(51)));
        Assert.Equal(before, await VersionsAsync());
    }

    /// <summary>What a replay that was killed leaves, after each of its commits; the same command goes on.</summary>
    [Theory]
    [InlineData("gate_quarantine_action")]
    [InlineData("silver_historical_market", "gate_quarantine_action")]
    [InlineData("bronze_historical_chart", "silver_historical_market", "gate_quarantine_action")]
    public async Task A_replay_that_was_cut_short_and_is_begun_again_ends_the_same(params string[] lost)
    {
        await RunAsync((0, 10), (1, -12), (2, 14));
        await FixAsync((await Store.ReadAsync(new()))[0], Good(12));
        var versions = await VersionsAsync();
        var whole = Assert.Single(await ReplayAsync(At(50)));
        var expected = await StateAsync(whole.Batch);

        foreach (var table in lost.Where(versions.ContainsKey))
            lake.CutLog(Tables.Named(table), versions[table]);
        var again = Assert.Single(await new QuarantineReplay(lake.Reopened(), lake.Settings, new StoppedClock(At(60)))
            .RunAsync(await new QuarantineStore(lake.Reopened()).ReadAsync(new()), "ada", "typo", isDry: false));

        Assert.Equal(whole.Batch, again.Batch);
        Assert.Equal(expected, await StateAsync(whole.Batch));
    }

    [Fact]
    public async Task A_fix_that_is_still_wrong_stays_and_is_told_once()
    {
        await RunAsync((0, 10), (1, -12), (2, 14));
        var row = (await Store.ReadAsync(new()))[0];
        await FixAsync(row, "price_usd=-1,market_cap_usd=1,volume_24h_usd=1");
        var before = await VersionsAsync();

        var replayed = Assert.Single(await ReplayAsync(At(50)));
        await ReplayAsync(At(51));

        Assert.Equal((0, 1), (replayed.Passed, replayed.Held));
        Assert.Contains("-1 is not above 0", Assert.Single(replayed.Rows[0].HeldBy), StringComparison.Ordinal);
        var now = (await Store.FindAsync([row.Id]))[0];
        Assert.Equal((QuarantineState.Fixed, "HC003"), (now.State, now.Actions[^1].Outcome));
        Assert.Equal(2, now.Actions.Count);
        var after = await VersionsAsync();
        Assert.Equal(["gate_quarantine_action"], after.Keys.Where(table => after[table] != before.GetValueOrDefault(table, -1)));
    }

    [Fact]
    public async Task Of_several_rows_those_that_pass_go_and_the_others_stay()
    {
        await RunAsync((0, -10), (1, -12), (2, 14), (3, 15), (4, 16));
        foreach (var row in await Store.ReadAsync(new()))
        {
            if (row.Key.Contains("2024-03-03", StringComparison.Ordinal))
                await FixAsync(row, Good(12));
        }

        var replayed = Assert.Single(await ReplayAsync(At(50)));

        Assert.Equal((2, 1, 1), (replayed.Rows.Count, replayed.Passed, replayed.Held));
        var verdict = Assert.Single(await lake.Lake.Gate.OfAsync(BatchId.TryParse(replayed.Batch)!, "bronze_historical_chart"));
        Assert.True(verdict.IsReplay);
        Assert.Equal((2, 1, 1), (verdict.Verdict.RowsIn, verdict.Verdict.RowsPassed, verdict.Verdict.RowsQuarantined));
        Assert.Empty((await new VerdictLedger(lake.Lake, new(null)).VerifyAsync()).Faults);
        Assert.Equal([12.0, 14, 15, 16], await ClosesAsync(replayed.Batch, At(99)));
    }

    /// <summary>The ledger holds the row already; silver did not, and did not know it before.</summary>
    [Fact]
    public async Task An_untouched_row_that_passes_under_other_rules_needs_no_new_vintage()
    {
        await LandAsync(First, (0, 10), (1, 12), (2, 14));
        await QuarantineAsync(row: 1);
        var replayed = Assert.Single(await ReplayAsync(At(50)));

        Assert.Equal((1, 0), (replayed.Passed, replayed.Committed));
        Assert.Equal(3, (await lake.ReadAsync(HistoricalTables.Chart, First, BatchId.TryParse(replayed.Batch)!)).RowCount);
        Assert.Equal([10.0, 12, 14], await ClosesAsync(replayed.Batch, At(50)));
        Assert.Empty(await ClosesAsync(replayed.Batch, At(50).AddTicks(-10)));
    }

    [Fact]
    public async Task What_the_source_told_since_is_not_put_aside_for_an_older_value()
    {
        await RunAsync((0, 10), (1, -12), (2, 14));
        var row = (await Store.ReadAsync(new()))[0];
        await FixAsync(row, Good(12));
        await LandAsync(BatchOf("historical", 20), (0, 10), (1, 13), (2, 14));

        var replayed = Assert.Single(await ReplayAsync(At(50)));

        Assert.Equal(0, replayed.Passed);
        Assert.StartsWith("superseded: ", replayed.Rows[0].HeldBy[0], StringComparison.Ordinal);
        Assert.Equal(13, Newest(await lake.ReadAsync(HistoricalTables.Chart, First, BatchOf("historical", 20)))[1].Price);
    }

    [Fact]
    public async Task A_row_replayed_once_can_be_fixed_and_replayed_again_also_back()
    {
        await RunAsync((0, 10), (1, -12), (2, 14));
        var row = (await Store.ReadAsync(new()))[0];
        var batches = new List<BatchId> { First };
        foreach (var (price, day) in new[] { (12, 50), (13, 51), (12, 52) })
        {
            await FixAsync((await Store.FindAsync([row.Id]))[0], Good(price));
            batches.Add(BatchId.TryParse(Assert.Single(await ReplayAsync(At(day))).Batch)!);
            Assert.Equal(price, Newest(await lake.ReadAsync(HistoricalTables.Chart, [.. batches]))[1].Price);
        }

        Assert.Equal(4, batches.Distinct().Count());
    }

    [Fact]
    public async Task The_ledger_is_made_again_with_its_replayed_rows()
    {
        await RunAsync((0, 10), (1, -12), (2, 14));
        await FixAsync((await Store.ReadAsync(new()))[0], Good(12));
        await ReplayAsync(At(50));

        var aside = Directory.CreateTempSubdirectory("cryptoetl-rebuild-");
        var report = await new TableRebuild(lake.Reopened(), new Data.Lakehouse.FolderStorage(aside.FullName), new StoppedClock(At(60))).RunAsync(HistoricalTables.Chart, null, null, RebuildMode.Check);
        aside.Delete(recursive: true);

        Assert.Equal([RebuildOutcome.Identical, RebuildOutcome.Identical], report.Files.Select(file => file.Outcome));
    }

    [Fact]
    public async Task A_dry_run_writes_nothing()
    {
        await RunAsync((0, 10), (1, -12), (2, 14));
        await FixAsync((await Store.ReadAsync(new()))[0], Good(12));
        var before = await VersionsAsync();
        Assert.Equal(1, Assert.Single(await ReplayAsync(At(50), isDry: true)).Passed);
        Assert.Equal(before, await VersionsAsync());
    }

    private static string Good(int price) => $"price_usd={price},market_cap_usd={price}000,volume_24h_usd={price}";

    private async Task<IReadOnlyList<ReplayedBatch>> ReplayAsync(DateTimeOffset now, bool isDry = false) =>
        await new QuarantineReplay(lake.Lake, lake.Settings, new StoppedClock(now)).RunAsync(await Store.ReadAsync(new()), "ada", "typo", isDry);

    private async Task FixAsync(HeldRow row, string set) => await Store.RecordAsync(
        [new(row.Id, row.Table.FullName, QuarantineAction.Fix, "ada", "typo", RowFix.Parse(row.Table, [set]).Apply(row.Json), null, null, await Store.NextMomentAsync(At(40)))]);

    private async Task RunAsync(params (int Day, double Price)[] points)
    {
        var fetched = await LandAsync(First, points);
        var promoted = await new PromoteHistorical(lake.Lake, lake.Settings, new SeriesTurns()).RunAsync(new(First, First.Slot, fetched.Page), default);
        foreach (var part in promoted.Parts)
            await lake.CommitAsync(First, part.Table, part.Part);
    }

    private async Task<FetchedSeries> LandAsync(BatchId batch, params (int Day, double Price)[] points)
    {
        var fetched = await lake.LandAsync(batch, (Chart("bitcoin", 0, points.Length), ChartBody(points), 200));
        foreach (var part in fetched.Parts.Select(part => part.Quarantine).OfType<Data.Lakehouse.StagedPart>())
            await lake.CommitAsync(batch, GateTables.Quarantine.FullName, part);
        return fetched;
    }

    /// <summary>A good row, held back by a rule that is no more.</summary>
    private async Task QuarantineAsync(int row)
    {
        var rows = await lake.ReadAsync(HistoricalTables.Chart, First);
        var contract = new Contract(HistoricalTables.Chart, null, 0, "HC101", 1, [RowRules.Within("HC900", 0, 1, "price_usd")]);
        var origin = new RowOrigin(First, First.Slot, RawSha256: null);
        var held = GateRecords.Quarantine(contract, new(rows, First.Slot), [new("HC900", row, "price_usd", "12", "12 is outside 0..1")], origin);
        await lake.CommitAsync(First, GateTables.Quarantine.FullName, await lake.Lake.Table(GateTables.Quarantine).StageAsync(First, "chart", held));
    }

    private async Task<double?[]> ClosesAsync(string replay, DateTimeOffset knownAt)
    {
        var rows = await lake.ReadAsync(HistoricalTables.SilverMarket, First, BatchId.TryParse(replay)!);
        return Ledger.AsOf(rows, asOf: null, knownAt).Numbers("close_usd");
    }

    private async Task<SortedDictionary<string, long>> VersionsAsync()
    {
        var versions = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in Tables.All)
        {
            if (await lake.Reopened().Table(table).SnapshotAsync() is { } snapshot)
                versions[table.FullName] = snapshot.Version;
        }

        return versions;
    }

    /// <summary>Everything that a replay leaves, but for the times of its commits.</summary>
    private async Task<string> StateAsync(string replay)
    {
        var (opened, batch) = (lake.Reopened(), BatchId.TryParse(replay)!);
        var lines = new List<string>();
        foreach (var table in new[] { HistoricalTables.Chart, HistoricalTables.SilverMarket, GateTables.Verdict })
        {
            var rows = await opened.Table(table).ReadAsync(batch);
            lines.AddRange(Enumerable.Range(0, rows.RowCount).Select(row => GateRecords.RowJson(rows, row)));
        }

        lines.AddRange((await new QuarantineStore(opened).ReadAsync(new())).SelectMany(row => row.Actions).Select(action => action.ToString()));
        return string.Join('\n', lines);
    }
}
