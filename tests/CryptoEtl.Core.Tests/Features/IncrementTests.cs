using CryptoEtl.Core.Features;
using CryptoEtl.Core.Tests.Features.Reference;

namespace CryptoEtl.Core.Tests.Features;

/// <summary>However the days are parted into runs, rows are the same; and each tells the newest thing that it knew.</summary>
public sealed class IncrementTests
{
    private static readonly Tape Markets = RandomTape.Make(51, assets: 7, days: 160, dirt: 0.7);
    private static readonly Rows Full = Rows.ByEngine(Markets, Markets.FirstDay, Markets.LastDay);

    private static IEnumerable<string> Keys => [.. Markets.Assets, Columns.Market];

    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(7, true)]
    [InlineData(64, false)]
    public void Rows_made_a_few_days_at_a_time_are_those_of_one_run(int days, bool anew)
    {
        var (engine, rows) = (new FeatureEngine(Markets.Panel()), new Rows());
        for (var day = Markets.FirstDay; day <= Markets.LastDay; day += days)
            rows.And(Rows.ByEngine(anew ? new FeatureEngine(Markets.Panel()) : engine, day, Math.Min(day + days - 1, Markets.LastDay)));
        Same(rows);
    }

    [Fact]
    public void Days_run_backwards_are_those_of_one_run()
    {
        var (engine, rows) = (new FeatureEngine(Markets.Panel()), new Rows());
        for (var day = Markets.LastDay; day >= Markets.FirstDay; day -= 13)
            rows.And(Rows.ByEngine(engine, Math.Max(Markets.FirstDay, day - 12), day));
        Same(rows);
    }

    [Fact]
    public void Some_columns_are_the_same_as_among_all()
    {
        string[] columns = ["rsi_14", "size_rank", "mkt_vol_30", "beta_down_90", "tvl_z_90"];
        var differences = new Differences();
        new FeatureEngine(Markets.Panel(), columns).Run(Markets.FirstDay, Markets.LastDay, block =>
        {
            Assert.Equal(columns.Order(), block.AssetColumns.Concat(block.MarketColumns).Select(column => column.Name).Order());
            foreach (var (column, at) in block.AssetColumns.Select((column, at) => (column.Name, at)))
            {
                foreach (var (asset, day) in Full.Keys.Where(row => row.Key != Columns.Market && row.Day >= block.FirstDay && row.Day < block.FirstDay + block.Days))
                {
                    var got = block.Column(at, Markets.Assets.ToList().IndexOf(asset))[day - block.FirstDay];
                    if (!Differences.IsSame(Full.Value(asset, day, column), got))
                        differences.Add(column, asset, day, $"{Full.Value(asset, day, column)}", $"{got}");
                }
            }
        });
        differences.Throw("columns asked for by name");
    }

    [Fact]
    public void A_row_tells_the_newest_record_that_it_may_have_read()
    {
        Assert.Equal(Full.Keys.Count(), Full.Published.Count);
        foreach (var ((key, day), published) in Full.Published)
        {
            var where = $"{key} {day}: {published}";
            Assert.True(published <= Tape.Decision(Markets.Config, day), $"{where} is after the decision");
            if (key != Columns.Market)
                Assert.True(published >= Newest(key, day), $"{where} is before the bar of the day, {Newest(key, day)}");
        }
    }

    /// <summary>Publication of the newest value of the day's bar that its row sees.</summary>
    private static long Newest(string asset, int day) => Markets.Records
        .Where(record => record.Asset == asset && record.Day == day && record.Series <= (int)Field.Close)
        .Select(record => record.PublishedAt(Markets.Config)).Where(published => published <= Tape.Decision(Markets.Config, day)).Max();

    private static void Same(Rows rows)
    {
        Assert.Equal(Full.Keys.Count(), rows.Keys.Count());
        var differences = new Differences();
        for (var day = Markets.FirstDay; day <= Markets.LastDay; day++)
            differences.Compare(Full, rows, day, Keys, Differences.IsSame);
        differences.Throw("rows of many runs");
        Assert.Equal(Full.Published.OrderBy(row => row.Key), rows.Published.OrderBy(row => row.Key));
    }
}
