using CryptoEtl.Core.Live;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.QualityGate.Quarantine;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoEtl.Core.Tests.QualityGate.Quarantine;

public sealed class RowFixTests
{
    private static readonly BatchId Batch = new("live", new(2024, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_row_read_back_is_the_same_text() => Prop.ForAll(Rows(), row =>
    {
        var json = GateRecords.RowJson(row, 0);
        Assert.Equal(json, GateRecords.RowJson(RowReader.Read(row.Table, [json]), 0));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_fix_changes_what_it_names_and_nothing_else() => Prop.ForAll(Rows(), row =>
    {
        var fixedRow = RowReader.Read(row.Table, [RowFix.Parse(row.Table, ["price_usd=2.5,volume_24h_usd=,name=a, b"]).Apply(GateRecords.RowJson(row, 0))]);
        Assert.Equal((2.5, null, "a, b"), (fixedRow.Numbers("price_usd")[0], fixedRow.Numbers("volume_24h_usd")[0], fixedRow.Texts("name")[0]));
        foreach (var column in row.Table.Columns.Select(column => column.Name).Except(["price_usd", "volume_24h_usd", "name"]))
            Assert.Equal(row[column].GetValue(0), fixedRow[column].GetValue(0));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Fixes_stack() => Assert.Equal("""{"name":"c","price_usd":3}""", Apply("""{"price_usd":1}""", "price_usd=2,name=c", "price_usd=3"));

    [Theory]
    [InlineData("asset_id=x", "asset_id", "it names the row")]
    [InlineData("observed_at=2024-01-01", "observed_at", "when the row was seen")]
    [InlineData("raw_sha256=00", "raw_sha256", "where and when")]
    [InlineData("price_usd=cheap", "cheap", "not a number")]
    [InlineData("price_usd=NaN", "NaN", "not a number")]
    [InlineData("market_cap_rank=1.5", "1.5", "not a whole number")]
    [InlineData("ath_at=yesterday", "yesterday", "not an ISO-8601 time")]
    [InlineData("price=1", "price", "has no column")]
    [InlineData("price_usd=1,prize=2", "prize", "has no column")]
    [InlineData("price_usd", "price_usd", "not column=value")]
    [InlineData("price_usd=1,price_usd=2", "2", "set twice")]
    public void What_cannot_be_is_refused_by_column_and_value(string set, string named, string why)
    {
        var refused = Assert.Throws<BadInputException>(() => RowFix.Parse(LiveTables.BronzeMarket, [set]));
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    private static string Apply(string json, params string[] sets) =>
        sets.Aggregate(json, (row, set) => RowFix.Parse(LiveTables.BronzeMarket, [set]).Apply(row));

    private static Arbitrary<Batch> Rows() => (
        from price in Gen.Elements<double?>(null, 0, -1.5, 1e-18, 0.1 + 0.2, 1.7e308)
        from rank in Gen.Elements<long?>(null, 1, long.MaxValue)
        from name in Gen.Elements<string?>(null, "", "Bitcoin", "a\"b\\c\n|,=", "ünï→")
        from ticks in Gen.Choose(0, int.MaxValue)
        select Row(price, rank, name, new DateTimeOffset(2018, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMicroseconds(ticks))).ToArbitrary();

    private static Batch Row(double? price, long? rank, string? name, DateTimeOffset at)
    {
        var rows = new BatchBuilder(LiveTables.BronzeMarket);
        rows.Text("asset_id", "bitcoin").Text("name", name).Number("price_usd", price).Number("volume_24h_usd", 5).Integer("market_cap_rank", rank)
            .Instant("last_updated", at).Origin(new(Batch, at, "ab"), at, TimeSpan.Zero).EndRow();
        return rows.Build();
    }
}
