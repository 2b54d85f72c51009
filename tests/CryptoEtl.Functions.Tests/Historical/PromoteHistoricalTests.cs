using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Functions.Historical;
using CryptoEtl.Functions.Series;
using CryptoEtl.Functions.Tests.Series;
using static CryptoEtl.Functions.Tests.Series.RecordedLake;

namespace CryptoEtl.Functions.Tests.Historical;

/// <summary>Bars made of what the ledgers hold, run by run.</summary>
public sealed class PromoteHistoricalTests : IDisposable
{
    private readonly RecordedLake lake = new();

    public void Dispose() => lake.Dispose();

    [Fact]
    public async Task A_candle_that_is_withdrawn_leaves_a_bar_of_points_known_when_that_was_seen()
    {
        var (first, second) = (BatchOf("historical", 10), BatchOf("historical", 12));
        await RunAsync(first, ChartBody((0, 10), (1, 12)), CandleBody((0, 11), (1, 13)));

        var parts = await RunAsync(second, ChartBody((0, 10), (1, 12)), CandleBody((0, 11)));

        Assert.Equal(1, Assert.Single(parts.Parts).Counts.Restated);
        var rows = await lake.ReadAsync(HistoricalTables.SilverMarket, second);
        Assert.Equal(("points", 12), (rows.Texts("bar_source")[0], rows.Numbers("close_usd")[0]));
        Assert.Equal([second.Slot.UtcDateTime], rows.Instants("available_at"));
        Assert.Equal(["candle", "candle"], (await lake.ReadAsync(HistoricalTables.SilverMarket, first)).Texts("bar_source"));
    }

    [Fact]
    public async Task Nothing_new_in_the_ledgers_is_nothing_new_in_silver()
    {
        await RunAsync(BatchOf("historical", 10), ChartBody((0, 10), (1, 12)), CandleBody((0, 11), (1, 13)));
        Assert.Empty((await RunAsync(BatchOf("historical", 11), ChartBody((0, 10), (1, 12)), CandleBody((0, 11), (1, 13)))).Parts);
    }

    [Fact]
    public async Task A_point_that_breaks_a_rule_makes_no_bar()
    {
        var batch = BatchOf("historical", 10);
        await RunAsync(batch, ChartBody((0, 10), (1, -12), (2, 14)), "[]");

        var rows = await lake.ReadAsync(HistoricalTables.SilverMarket, batch);
        Assert.Equal([10, 14], rows.Numbers("close_usd"));
        Assert.Equal(["close", "close"], rows.Texts("bar_source"));
    }

    private async Task<PromotedSeries> RunAsync(BatchId batch, string chart, string candles)
    {
        var fetched = await lake.LandAsync(
            batch, (Chart("bitcoin", 0, 3), chart, 200), (RecordedLake.Request(SeriesKinds.Candles, "bitcoin", 0, 3), candles, 200));
        var promoted = await new PromoteHistorical(lake.Lake, lake.Settings, new SeriesTurns()).RunAsync(new(batch, batch.Slot, fetched.Page), default);
        foreach (var part in promoted.Parts)
            await lake.CommitAsync(batch, part.Table, part.Part);
        return promoted;
    }
}
