using CryptoEtl.Core;
using CryptoEtl.Core.Live;
using CryptoEtl.Core.Revisions;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Revisions;

namespace CryptoEtl.Data.Tests.Revisions;

public sealed class TableHistoryTests
{
    /// <summary>Against all vintages in memory, whatever the size of the blocks.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 13)]
    [InlineData(3, 1 << 19)]
    public async Task What_was_known_is_read_block_by_block_as_from_memory(int seed, int blockRows)
    {
        using var home = new LedgerHome(seed);
        for (var day = 0; day < 6; day++)
            await home.TellAsync(day);

        foreach (var knownAt in new DateTimeOffset?[] { null, LedgerHome.SeenOn(0), LedgerHome.SeenOn(3), LedgerHome.SeenOn(3).AddHours(-1) })
        {
            foreach (var asOf in new DateTimeOffset?[] { null, LedgerHome.SeenOn(2), LedgerHome.SeenOn(4).AddTicks(-10) })
            {
                var expected = KnownRows.Of(home.Vintages, asOf, knownAt);
                AssertSame(expected, await ReadAsync(home.History(blockRows), new() { AsOf = asOf, KnownAt = knownAt }));
            }
        }
    }

    [Fact]
    public async Task Assets_and_days_choose_rows()
    {
        using var home = new LedgerHome(4);
        for (var day = 0; day < 5; day++)
            await home.TellAsync(day);
        var (from, to) = (new DateOnly(2024, 1, 1), new DateOnly(2024, 1, 2));

        var read = await ReadAsync(home.History(2), new() { From = from, To = to, Assets = new HashSet<string> { "tron", "Zcash", "nothing" } });

        var all = Ledger.AsOf(home.Vintages, null, null);
        AssertSame(all.Take([.. Enumerable.Range(0, all.RowCount).Where(row =>
            all.Texts("asset_id")[row] is "tron" or "Zcash" && DateOnly.FromDateTime(all.Instants("day")[row]!.Value) is var day && day >= from && day <= to)]), read);
        Assert.NotEqual(0, read.RowCount);
    }

    /// <summary>A value that was withdrawn stays away, though the row that says so has no day.</summary>
    [Fact]
    public async Task A_withdrawn_row_is_not_told_for_its_day()
    {
        using var home = new LedgerHome(5);
        for (var day = 0; day < 8; day++)
            await home.TellAsync(day);
        var withdrawn = Ledger.Newest(home.Vintages, withWithdrawn: true);
        Assert.Contains("withdrawn", withdrawn.Texts(Tables.Revision));

        var read = await ReadAsync(home.History(64), new() { From = new(2020, 1, 1) });
        AssertSame(Ledger.AsOf(home.Vintages, null, null), read);
    }

    /// <summary>Withdrawn rows too: they keep the day of what they withdraw.</summary>
    [Fact]
    public async Task Vintages_of_some_days_are_all_there_in_order_of_key_and_time()
    {
        using var home = new LedgerHome(7);
        for (var day = 0; day < 8; day++)
            await home.TellAsync(day);
        var stamps = new[] { new DateTime(2024, 1, 2, 0, 0, 0, DateTimeKind.Utc), new DateTime(2024, 1, 3, 0, 0, 0, DateTimeKind.Utc) };
        var all = KnownRows.Vintages(home.Vintages);
        var expected = all.Take([.. Enumerable.Range(0, all.RowCount).Where(row => stamps.Contains(all.Instants("stamp")[row]!.Value))]);
        Assert.Contains("withdrawn", expected.Texts(Tables.Revision));
        Assert.Contains("restated", expected.Texts(Tables.Revision));

        var parts = new List<Batch>();
        await foreach (var part in home.History(9).VintagesAsync(new() { From = new(2024, 1, 1), To = new(2024, 1, 2) }))
            parts.Add(part);

        AssertSame(expected, Batch.Concat(LedgerHome.Table, parts));
    }

    [Fact]
    public async Task The_newest_observation_is_exact()
    {
        using var home = new LedgerHome(6);
        Assert.Null(await home.History(64).NewestAsync());
        await home.TellAsync(1);
        await home.TellAsync(0);
        Assert.Equal(LedgerHome.SeenOn(1), await home.History(64).NewestAsync());
    }

    [Fact]
    public async Task Of_snapshots_every_known_row_is_read_in_order_of_key()
    {
        using var folder = new TemporaryFolder();
        var lake = new Lake(new FolderStorage(folder.Path), TimeProvider.System);
        foreach (var hour in new[] { 3, 1, 2 })
        {
            var batch = new BatchId("live", LedgerHome.SeenOn(0).AddHours(hour));
            var rows = new BatchBuilder(LiveTables.AssetFeatures);
            foreach (var asset in new[] { "tron", "bitcoin" })
                rows.Text("asset_id", asset).Origin(new(batch, batch.Slot, null), batch.Slot, TimeSpan.Zero).EndRow();
            await lake.Table(LiveTables.AssetFeatures).CommitAsync(batch, [await lake.Table(LiveTables.AssetFeatures).StageAsync(batch, "p", rows.Build())]);
        }

        var read = await ReadAsync(new TableHistory(lake.Table(LiveTables.AssetFeatures), 1), new() { KnownAt = LedgerHome.SeenOn(0).AddHours(2) });

        Assert.Equal(
            ["live-20240101T070000Z bitcoin", "live-20240101T070000Z tron", "live-20240101T080000Z bitcoin", "live-20240101T080000Z tron"],
            read.Texts("batch_id").Zip(read.Texts("asset_id"), (batch, asset) => $"{batch} {asset}"));
    }

    private static async Task<Batch> ReadAsync(TableHistory history, RowQuery query)
    {
        var parts = new List<Batch>();
        await foreach (var part in history.AsOfAsync(query))
            parts.Add(part);
        return Batch.Concat(history.Table, parts);
    }

    private static void AssertSame(Batch expected, Batch actual)
    {
        for (var column = 0; column < expected.Table.Columns.Count; column++)
            Assert.Equal(expected[column].Cast<object?>(), actual[column].Cast<object?>());
    }
}
