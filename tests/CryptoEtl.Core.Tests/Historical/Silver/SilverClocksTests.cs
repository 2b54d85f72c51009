using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Historical.Silver;
using CryptoEtl.Core.Revisions;
using static CryptoEtl.Core.Tests.Historical.SeriesData;

namespace CryptoEtl.Core.Tests.Historical.Silver;

/// <summary>A bar that loses its newest input is made of older ones, and is news all the same.</summary>
public sealed class SilverClocksTests
{
    private static readonly DateTimeOffset Later = EndOf(20);

    [Theory]
    [InlineData(24, 25)]
    [InlineData(24, 24)]
    [InlineData(25, 24)]
    public void A_bar_whose_candle_was_withdrawn_is_restated_when_that_was_seen(double chartSeen, double candleSeen)
    {
        var chart = Chart(new("bitcoin", 1, 100, Seen: 24), new Told("bitcoin", 2, 90, Seen: chartSeen));
        var before = Appended(None(HistoricalTables.SilverMarket), Bars(chart, Candles(new Told("bitcoin", 2, 91, Seen: candleSeen))));

        var (rows, counts) = Differ(before, Bars(chart, None(HistoricalTables.Candles)));

        Assert.Equal(new RevisionCounts(Restated: 1, Unchanged: 1), counts);
        Assert.Equal(("points", "restated"), (rows.Texts("bar_source")[0], rows.Texts("revision")[0]));
        Assert.Equal([Later.UtcDateTime], rows.Instants("available_at"));
        Assert.Equal([Later.UtcDateTime], rows.Instants("observed_at"));
    }

    [Fact]
    public void A_bar_that_gets_a_newer_input_is_known_when_that_was_seen()
    {
        var chart = Chart(new Told("bitcoin", 2, 90));
        var before = Appended(None(HistoricalTables.SilverMarket), Bars(chart, None(HistoricalTables.Candles)));

        var (rows, _) = Differ(before, Bars(chart, Candles(new Told("bitcoin", 2, 91, Seen: 30))));

        Assert.Equal([EndOf(2).AddHours(30).UtcDateTime], rows.Instants("available_at"));
    }

    [Fact]
    public void The_same_bars_again_are_nothing_new()
    {
        var bars = Bars(Chart(new("bitcoin", 1, 100), new("bitcoin", 2, 90)), None(HistoricalTables.Candles));
        Assert.Equal(new RevisionCounts(Unchanged: 2), Differ(Appended(None(HistoricalTables.SilverMarket), bars), bars).Counts);
    }

    private static Batch Bars(Batch chart, Batch candles) => MarketBars.Of(chart, candles, None(HistoricalTables.Chart), SeriesData.Batch);

    private static Batch Appended(Batch held, Batch fresh) => Differ(held, fresh).Rows;

    private static (Batch Rows, RevisionCounts Counts) Differ(Batch held, Batch fresh)
    {
        var found = Differences.Of(
            HistoricalTables.SilverMarket, held, SilverClocks.After(fresh, held, "day", Later), _ => true, _ => false, Origin(Later, null));
        return (found.Rows, found.Counts);
    }
}
