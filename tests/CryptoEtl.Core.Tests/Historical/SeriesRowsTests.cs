using CryptoEtl.Core.Historical;

namespace CryptoEtl.Core.Tests.Historical;

/// <summary>Which points of an answer are values of a series.</summary>
public sealed class SeriesRowsTests
{
    private static readonly DateTimeOffset Midnight = new(2024, 3, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_live_point_and_one_off_the_grid_are_no_days()
    {
        var rows = SeriesRows.Of(Coin(SeriesKinds.Chart), Points((Midnight, false), (Midnight.AddHours(5), false), (Midnight.AddDays(1), true)));

        Assert.Equal([Midnight.UtcDateTime], rows.Instants("stamp"));
        Assert.Equal(("bitcoin", "day"), (rows.Texts("asset_id")[0], rows.Texts("grain")[0]));
        Assert.Equal(HistoricalTables.Chart, rows.Table);
        Assert.Equal([(double?)7], rows.Numbers("price_usd"));
    }

    [Fact]
    public void Hours_need_not_be_on_the_hour() => Assert.Equal(
        2, SeriesRows.Of(Coin(SeriesKinds.ChartHours), Points((Midnight.AddMinutes(3), false), (Midnight.AddMinutes(64), false), (Midnight.AddMinutes(70), true))).RowCount);

    [Fact]
    public void Of_a_protocol_only_the_level_over_all_chains_is_kept()
    {
        var parsed = new BatchBuilder(HistoricalTables.ProtocolTvl);
        foreach (var scope in new[] { "Ethereum", "all", "borrowed", "all" })
            parsed.Text("slug", "Lido").Text("scope", scope).Instant("stamp", Midnight.AddDays(parsed.RowCount)).Day("day", new(2024, 3, 1)).Number("tvl_usd", parsed.RowCount).Flag("is_live", false).EndRow();

        var rows = SeriesRows.Of(SeriesShapes.Tvl("lido", new(new(2024, 1, 1), new(2024, 4, 1)), isPro: true), parsed.Build());

        Assert.Equal([1, 3], rows.Numbers("tvl_usd"));
        Assert.Equal(["lido", "lido"], rows.Texts("slug"));
    }

    [Fact]
    public void Of_an_exchange_only_days_are_kept_and_no_rolling_totals()
    {
        var parsed = new BatchBuilder(HistoricalTables.DexVolume);
        foreach (var measure in new[] { "rolling", "day" })
            parsed.Text("scope", "protocol").Text("measure", measure).Instant("stamp", Midnight).Day("day", new(2024, 3, 2)).Number("volume_usd", 5).Flag("is_live", false).EndRow();

        var rows = SeriesRows.Of(SeriesShapes.Dex("uniswap-v3", new(new(2024, 1, 1), new(2024, 4, 1))), parsed.Build());

        Assert.Equal((1, "uniswap-v3"), (rows.RowCount, rows.Texts("slug")[0]));
    }

    [Fact]
    public void A_social_bucket_is_of_the_coin_that_was_asked_for_though_the_answer_does_not_say_so()
    {
        var parsed = new BatchBuilder(HistoricalTables.Social);
        foreach (var isLive in new[] { false, true })
            parsed.Text("bucket", "day").Instant("stamp", Midnight).Day("day", new(2024, 3, 2)).Number("galaxy_score", 60).Flag("is_live", isLive).EndRow();

        var rows = SeriesRows.Of(SeriesShapes.Social(42, new(new(2024, 3, 1), new(2024, 3, 3))), parsed.Build());

        Assert.Equal([42L], rows.Integers("lunarcrush_id"));
    }

    private static SeriesRequest Coin(string kind) => SeriesShapes.OfCoin(kind, "bitcoin", [new(new(2024, 3, 1), new(2024, 3, 3))]).Single();

    private static Batch Points(params (DateTimeOffset Stamp, bool IsLive)[] points)
    {
        var rows = new BatchBuilder(HistoricalTables.PricePoint);
        foreach (var (stamp, isLive) in points)
            rows.Text("asset_id", "Bitcoin").Instant("stamp", stamp).Day("day", DateOnly.FromDateTime(stamp.UtcDateTime.AddTicks(-1))).Number("price_usd", 7).Flag("is_live", isLive).EndRow();
        return rows.Build();
    }
}
