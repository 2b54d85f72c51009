using CryptoEtl.Core.Historical;
using CryptoEtl.Core.QualityGate;

namespace CryptoEtl.Core.Tests.QualityGate;

/// <summary>Value locked beside the price of the asset.</summary>
public sealed class OnchainContractTests
{
    private static readonly DateTimeOffset Start = new(2024, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly BatchId Batch = new("historical", Start);

    [Theory]
    [InlineData(2000, 1.0, true)]
    [InlineData(5, 1.0, true)]
    [InlineData(0, 1.0, true)]
    [InlineData(900, 1.0, false)]
    [InlineData(2000, 3.0, false)]
    [InlineData(5, 0.3, false)]
    public void A_leap_of_value_locked_is_told_where_the_price_stands_still(double tvl, double close, bool isTold)
    {
        var judged = Judge(Days(100, tvl), Bars(1, close));
        Assert.Equal(isTold ? 1 : 0, judged.Verdict.Findings.GetValueOrDefault("HO005"));
        Assert.Equal(Decision.Pass, judged.Verdict.Decision);
    }

    [Fact]
    public void Where_no_bar_is_known_nothing_is_told()
    {
        Assert.DoesNotContain("HO005", Judge(Days(100, 5000), Bars(1)).Verdict.Findings.Keys);
        Assert.DoesNotContain("HO005", Gate.JudgePart(OnchainContracts.Day(new()), new(Days(100, 5000), Start)).Verdict.Findings.Keys);
    }

    [Fact]
    public void Value_below_zero_is_held_back() => Assert.Equal(1, Judge(Days(100, -1), Bars(1, 1)).Verdict.Findings["HO002"]);

    private static Judgement Judge(Batch days, Batch bars) => Gate.Judge(
        OnchainContracts.Day(new(MaxLoss: 0.6)), new(days, Start) { Others = new Dictionary<string, Batch> { [bars.Table.FullName] = bars } });

    private static Batch Days(params double[] values) => Of(HistoricalTables.SilverOnchain, "tvl_usd", values);

    private static Batch Bars(params double[] closes) => Of(HistoricalTables.SilverMarket, "close_usd", closes);

    private static Batch Of(TableDefinition table, string column, double[] values)
    {
        var rows = new BatchBuilder(table);
        for (var at = 0; at < values.Length; at++)
        {
            rows.Text("asset_id", "aave").Day("day", DateOnly.FromDateTime(Start.UtcDateTime).AddDays(at)).Number(column, values[at])
                .Origin(new(Batch, Start, RawSha256: null), Start.AddDays(at + 1), TimeSpan.Zero).EndRow();
        }

        return rows.Build();
    }
}
