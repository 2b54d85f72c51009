using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.Revisions;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Revisions.Explain;

namespace CryptoEtl.Data.Tests.Revisions;

/// <summary>A bar of history, told, restated and withdrawn, explained at every moment.</summary>
public sealed class CellExplainerTests : IAsyncLifetime, IDisposable
{
    private static readonly DateTimeOffset Stamp = new(2024, 1, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Day = new(2024, 1, 1);

    private readonly TemporaryFolder folder = new();
    private readonly List<string> hashes = [];
    private Lake lake = null!;

    public async Task InitializeAsync()
    {
        lake = new Lake(new FolderStorage(folder.Path), TimeProvider.System);
        foreach (var (number, price) in new double?[] { 100, 101, null }.Index())
            await TellAsync(Stamp.AddDays(number + 1), price);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_value_known_then_is_explained_and_what_was_told_since_is_later()
    {
        var explained = await ExplainAsync(HistoricalTables.Chart, "price_usd", Stamp.AddDays(2));

        var row = Assert.Single(explained.Cells);
        Assert.Equal(("101", "restated", "historical-20240104T000000Z"), (row.Value, row.Revision, row.Batch));
        Assert.Equal(
            [("100", "appended", "earlier"), ("101", "restated", "explained"), (null, "withdrawn", "later")],
            row.Vintages.Select(vintage => (vintage.Value, vintage.Revision, vintage.Is)));
        Assert.Equal("Price at the stamp, USD per coin. Null: not told.", explained.Meaning);
        Assert.Equal(64, explained.DefinitionSha256.Length);
    }

    [Fact]
    public async Task The_commit_the_verdict_the_request_and_the_body_are_those_of_the_row()
    {
        var row = Assert.Single((await ExplainAsync(HistoricalTables.Chart, "price_usd", Stamp.AddDays(1))).Cells);

        Assert.Equal(0, row.Commit!.Version);
        Assert.Contains("/historical-20240103T000000Z.bitcoin.", Assert.Single(row.Commit.Files), StringComparison.Ordinal);
        var verdict = Assert.Single(row.Verdicts);
        Assert.Equal(("pass_with_quarantine", "HC001 price_usd=100: odd"), (verdict.Decision, Assert.Single(verdict.Findings)));
        var raw = Assert.Single(row.Raw);
        Assert.Equal((hashes[0], "coingecko", "coins/bitcoin/market_chart/range?from=1", "whole"), (raw.Sha256, raw.Source, raw.Request, raw.Body));
    }

    [Fact]
    public async Task Silver_is_made_from_the_bronze_that_was_known_when_it_was_made()
    {
        var row = Assert.Single((await ExplainAsync(HistoricalTables.SilverMarket, "close_usd", null)).Cells);

        var made = Assert.Single(row.MadeFrom);
        Assert.Equal(("bronze_historical_chart", 1), (made.Table, made.Count));
        var bronze = Assert.Single(made.Rows);
        Assert.Equal(("historical-20240104T000000Z", "101"), (bronze.Batch, bronze.Cells!["price_usd"]));
        Assert.Equal(hashes[1], Assert.Single(bronze.Raw).Sha256);
    }

    [Theory]
    [InlineData("broken")]
    [InlineData("missing")]
    public async Task A_body_that_is_gone_or_was_changed_is_told_so(string state)
    {
        var file = Path.Combine(folder.Path, "raw", "sha256", hashes[0][..2], $"{hashes[0]}.gz");
        if (state == "missing")
            File.Delete(file);
        else
            File.Copy(Path.Combine(folder.Path, "raw", "sha256", hashes[1][..2], $"{hashes[1]}.gz"), file, overwrite: true);

        var row = Assert.Single((await ExplainAsync(HistoricalTables.Chart, "price_usd", Stamp.AddDays(1))).Cells);
        Assert.Equal(state, Assert.Single(row.Raw).Body);
    }

    [Theory]
    [InlineData("bitcoin", "2024-01-01", "price", "has no column 'price'; there are: asset_id")]
    [InlineData("bitcoin", "2024-02-01", "price_usd", "of 'bitcoin' there are days 2024-01-01")]
    [InlineData("tron", "2024-01-01", "price_usd", "by asset_id there are bitcoin")]
    [InlineData("tron", "2024-02-01", "price_usd", "there are days 2024-01-01")]
    public async Task What_is_not_there_is_told_with_what_there_is(string asset, string day, string column, string why)
    {
        var refused = await Assert.ThrowsAsync<BadInputException>(() => new CellExplainer(lake, null).ExplainAsync(
            HistoricalTables.Chart, asset, DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), column));
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_it_was_seen_there_is_nothing_to_explain() =>
        await Assert.ThrowsAsync<BadInputException>(() => ExplainAsync(HistoricalTables.Chart, "price_usd", Stamp));

    private Task<CellExplanation> ExplainAsync(TableDefinition table, string column, DateTimeOffset? knownAt) =>
        new CellExplainer(lake, knownAt).ExplainAsync(table, "bitcoin", Day, column);

    /// <summary>One batch: raw answer and its record, bronze, verdict; silver once, from the second.</summary>
    private async Task TellAsync(DateTimeOffset seen, double? price)
    {
        var batch = new BatchId("historical", seen);
        var (sha256, bytes) = await lake.Raw.PutAsync(new MemoryStream(BitConverter.GetBytes(price ?? 0)));
        hashes.Add(sha256);
        await lake.Raw.RecordAsync(batch, "chart-bitcoin", new("coingecko", "coins/bitcoin/market_chart/range?from=1", 200, seen, sha256, bytes, 1, 1));
        var origin = new RowOrigin(batch, seen, sha256);

        var told = new BatchBuilder(HistoricalTables.Chart);
        if (price is not null)
            told.Text("asset_id", "bitcoin").Text("grain", "day").Instant("stamp", Stamp).Day("day", Day).Number("price_usd", price).Origin(origin, Stamp, TimeSpan.FromMinutes(35)).EndRow();
        var held = await HeldAsync();
        var bronze = Differences.Of(HistoricalTables.Chart, held, told.Build(), _ => true, _ => false, origin).Rows;
        await CommitAsync(batch, ("bitcoin", bronze), ("others", bronze.Take([])));

        var verdict = new Verdict(HistoricalTables.Chart.FullName, Decision.PassWithQuarantine, 1, 0, 1, 1, 1, new Dictionary<string, int>(), [], "c");
        await CommitAsync(batch, ("v", GateRecords.Verdicts([verdict], origin)));
        await CommitAsync(batch, ("q", Quarantine(bronze, origin)));
        if (price == 101)
            await CommitAsync(batch, ("s", Silver(origin)));
    }

    private async Task<Batch> HeldAsync()
    {
        var parts = new List<Batch>();
        foreach (var batch in await lake.Table(HistoricalTables.Chart).BatchesAsync())
            parts.Add(await lake.Table(HistoricalTables.Chart).ReadAsync(batch));
        return Batch.Concat(HistoricalTables.Chart, parts);
    }

    private async Task CommitAsync(BatchId batch, params (string Name, Batch Rows)[] parts)
    {
        var table = lake.Table(parts[0].Rows.Table);
        var staged = new List<StagedPart>();
        foreach (var (name, rows) in parts)
            staged.Add(await table.StageAsync(batch, name, rows));
        await table.CommitAsync(batch, staged);
    }

    private static Batch Quarantine(Batch bronze, RowOrigin origin)
    {
        var rows = new BatchBuilder(GateTables.Quarantine);
        rows.Text("table_name", bronze.Table.FullName).Text("row_key", "bitcoin|day|2024-01-02T00:00:00Z").Integer("row_number", 0).Text("rule", "HC001").Text("field", "price_usd")
            .Text("value", "100").Text("reason", "odd").Text("contract_sha256", "c").Origin(origin, Stamp, TimeSpan.Zero).EndRow();
        return rows.Build();
    }

    private static Batch Silver(RowOrigin origin)
    {
        var rows = new BatchBuilder(HistoricalTables.SilverMarket);
        rows.Text("asset_id", "bitcoin").Day("day", Day).Number("close_usd", 101).Text("revision", "appended").Origin(origin with { RawSha256 = null }, Stamp, PublicationLags.Market).EndRow();
        return rows.Build();
    }
}
