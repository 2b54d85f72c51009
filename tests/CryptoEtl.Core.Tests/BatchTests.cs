using CryptoEtl.Core.Live;

namespace CryptoEtl.Core.Tests;

public sealed class BatchTests
{
    [Fact]
    public void A_column_that_is_not_set_is_null()
    {
        var rows = new BatchBuilder(LiveTables.AssetFeatures);
        rows.Text("asset_id", "a").EndRow();
        rows.Number("ret_24h", 1).EndRow();

        var batch = rows.Build();
        Assert.Equal(["a", null], batch.Texts("asset_id"));
        Assert.Equal([null, 1d], batch.Numbers("ret_24h"));
    }

    [Theory, InlineData(double.NaN), InlineData(double.PositiveInfinity), InlineData(double.NegativeInfinity)]
    public void What_is_no_figure_never_reaches_a_table(double value)
    {
        var rows = new BatchBuilder(LiveTables.AssetFeatures);
        rows.Number("ret_24h", value).EndRow();
        Assert.Null(rows.Build().Numbers("ret_24h")[0]);
    }

    [Fact]
    public void An_unknown_column_is_named()
    {
        var failure = Assert.Throws<ArgumentException>(() => new BatchBuilder(LiveTables.AssetFeatures).Number("nope", 1));
        Assert.Contains("features_live_asset has no column 'nope'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_is_never_available_after_it_was_seen()
    {
        var seen = new DateTimeOffset(2024, 1, 1, 0, 0, 10, TimeSpan.Zero);
        var rows = new BatchBuilder(LiveTables.AssetFeatures);
        rows.Origin(new RowOrigin(new BatchId("live", seen), seen, null), seen.AddSeconds(-5), TimeSpan.FromSeconds(45)).EndRow();
        Assert.Equal(seen.UtcDateTime, rows.Build().Instants(Tables.AvailableAt)[0]);
    }

    [Fact]
    public void Every_table_has_the_clocks_and_a_key_of_its_own_columns()
    {
        Assert.All(Tables.All, table =>
        {
            Assert.Equal(Tables.Clocks.Select(c => c.Name), table.Columns.TakeLast(Tables.Clocks.Length).Select(c => c.Name));
            Assert.All(table.Key, column => table.PositionOf(column));
        });
        Assert.Equal(Tables.All.Count, Tables.All.Select(table => table.Folder).Distinct().Count());
    }
}
