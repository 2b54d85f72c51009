using CryptoEtl.Core.Coinbase;
using CryptoEtl.Core.Live;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.Universe;
using static CryptoEtl.Core.Tests.Live.MarketRows;

namespace CryptoEtl.Core.Tests.QualityGate;

/// <summary>Live pages that are wrong as a whole, against eight weeks of good ones.</summary>
public sealed class BatchRuleTests
{
    private static readonly Contract Contract = LiveContracts.Market(new(MaxLoss: 0.05, MinMarketRows: 10));

    [Fact]
    public void A_healthy_page_passes_and_nothing_is_remarked() => AssertPasses(Page(250));

    [Fact]
    public void A_page_is_not_compared_before_there_are_four_to_compare_with() =>
        Assert.Equal(Decision.Pass, Judge(Page(20), History(weeks: 3)).Decision);

    [Theory, InlineData(100, true), InlineData(124, true), InlineData(126, false), InlineData(499, false), InlineData(510, true)]
    public void A_page_of_less_than_half_or_more_than_twice_the_usual_rows_is_refused(int rows, bool isRefused)
    {
        var verdict = Judge(Page(rows));
        Assert.Equal(isRefused, verdict.Reasons.Any(reason => reason.StartsWith("LM102: ", StringComparison.Ordinal)));
        Assert.Equal(isRefused ? Decision.Halt : Decision.Pass, verdict.Decision);
    }

    [Fact]
    public void Tables_that_always_vary_may_vary()
    {
        var history = new Baseline([.. Enumerable.Range(1, 8).Select(week => Of(Page(100 + 100 * (week % 4)), week))]);
        Assert.Equal(Decision.Pass, Judge(Page(600), history).Decision);
    }

    [Theory, InlineData(10, false, false), InlineData(20, true, false), InlineData(60, true, true)]
    public void A_burst_of_nulls_is_remarked_and_then_refused(int nulls, bool isRemarked, bool isRefused)
    {
        var verdict = Judge(Market([.. Page(250).Select((coin, at) => at < nulls ? coin with { Volume = null } : coin)]));
        Assert.Equal(isRemarked, verdict.Remarks.Any(remark => remark.StartsWith("LM104: volume_24h_usd", StringComparison.Ordinal)));
        Assert.Equal(isRefused, verdict.Reasons.Any(reason => reason.StartsWith("LM103: volume_24h_usd", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_page_of_which_every_row_is_old_is_refused() =>
        AssertRefused("LM105", Judge(Market([.. Page(250).Select(coin => coin with { LastUpdated = Noon.AddHours(-7) })])));

    [Fact]
    public void A_page_without_the_largest_members_of_the_universe_is_refused()
    {
        AssertRefused("LM106", Judge(Market([.. Page(250).Skip(11)]), others: Universe(Noon.AddDays(-2))));
        Assert.Equal(Decision.Pass, Judge(Market([.. Page(250).Skip(10)]), others: Universe(Noon.AddDays(-2))).Decision);
        Assert.Equal(Decision.Pass, Judge(Market([.. Page(250).Skip(11)]), others: Universe(Noon.AddDays(-40))).Decision);
    }

    [Fact]
    public void A_page_whose_prices_Coinbase_does_not_know_is_refused_and_one_with_a_few_only_counted()
    {
        AssertRefused("LM018", Judge(Page(100), others: Tickers(_ => 12)));
        var verdict = Judge(Page(100), History(rows: 100), Tickers(at => at < 20 ? 12 : 10.5));
        Assert.Equal((Decision.Pass, 20), (verdict.Decision, verdict.Findings["LM018"]));
    }

    [Fact]
    public void A_ticker_of_hours_ago_is_no_measure() =>
        Assert.DoesNotContain("LM018", Judge(Page(100), History(rows: 100), Tickers(_ => 12, hours: -2)).Findings);

    private static void AssertPasses(Coin[] coins)
    {
        var verdict = Judge(coins);
        Assert.Equal(Decision.Pass, verdict.Decision);
        Assert.Empty(verdict.Remarks);
    }

    private static void AssertRefused(string rule, Verdict verdict)
    {
        Assert.Equal(Decision.Halt, verdict.Decision);
        Assert.Contains(verdict.Reasons, reason => reason.StartsWith($"{rule}: ", StringComparison.Ordinal));
    }

    private static Coin[] Page(int rows) => [.. Enumerable.Range(0, rows).Select(at => new Coin($"coin-{at}") { Supply = 1000 + at, Cap = 10 * (1000 + at) })];

    private static Verdict Judge(Coin[] coins, Baseline? history = null, (string Table, Batch Rows)? others = null) => Judge(Market(coins), history, others);

    private static Verdict Judge(Batch rows, Baseline? history = null, (string Table, Batch Rows)? others = null) => Gate.Judge(
        Contract, new(rows, Noon) { Others = others is { } other ? new Dictionary<string, Batch> { [other.Table] = other.Rows } : [] }, history ?? History()).Verdict;

    private static Baseline History(int weeks = 8, int rows = 250) => new([.. Enumerable.Range(1, weeks).Select(week => Of(Page(rows), week))]);

    private static BaselineBatch Of(Coin[] page, int week) =>
        new($"live-{week}", Noon.AddDays(-7 * week), BatchMetrics.Of(Contract, new(Market(page), Noon)));

    private static (string Table, Batch Rows) Universe(DateTimeOffset day)
    {
        var rows = new BatchBuilder(UniverseTables.Silver);
        for (var rank = 1; rank <= 80; rank++)
            rows.Text("asset_id", $"coin-{rank - 1}").Day("day", DateOnly.FromDateTime(day.UtcDateTime)).Integer("rank", rank).Flag("is_member", true).EndRow();
        return (UniverseTables.Silver.FullName, rows.Build());
    }

    private static (string Table, Batch Rows) Tickers(Func<int, double> price, int hours = 0)
    {
        var rows = new BatchBuilder(CoinbaseTables.Ticker);
        for (var at = 0; at < 100; at++)
            rows.Text("asset_id", $"coin-{at}").Number("last_usd", price(at)).Instant("last_fetch_at", Noon.AddHours(hours)).EndRow();
        return (CoinbaseTables.Ticker.FullName, rows.Build());
    }
}
