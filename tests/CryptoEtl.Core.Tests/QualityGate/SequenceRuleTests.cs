using CryptoEtl.Core.Coinbase;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Live;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.Tests.Historical;
using static CryptoEtl.Core.Tests.Live.MarketRows;

namespace CryptoEtl.Core.Tests.QualityGate;

/// <summary>Rules on neighbours and on other tables: what is context, and what is judged.</summary>
public sealed class SequenceRuleTests
{
    private static readonly DateTimeOffset Seen = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Known_rows_are_context_and_never_judged()
    {
        var findings = Bars([Bar(0), Bar(3), Bar(4)], Bar(9), Bar(10));
        Assert.Equal(("HB016", 0, "4 periods are missing after 2021-01-05T00:00:00Z"), findings.Select(finding => (finding.Rule, finding.Row, finding.Reason)).Single());
    }

    [Fact]
    public void A_known_row_told_again_is_a_later_word_and_no_duplicate_but_two_rows_of_the_batch_are() =>
        Assert.Equal([("HB008", 1)], Bars([Bar(0), Bar(1)], Bar(1), Bar(1)).Select(finding => (finding.Rule, finding.Row)));

    [Fact]
    public void A_move_is_measured_from_the_known_row() =>
        Assert.Equal(["HB018"], Bars([Bar(0, 1)], Bar(1, 3)).Select(finding => finding.Rule));

    [Fact]
    public void Newest_first_is_counted_once_per_coin_and_judged_as_oldest_first() =>
        Assert.Equal([("HB015", 1), ("HB018", 1)], Bars([], Bar(3, 1), Bar(2, 1), Bar(1, 3)).Select(finding => (finding.Rule, finding.Row)));

    [Fact]
    public void A_coin_that_ends_a_month_before_the_others_is_counted() =>
        Assert.Equal([("HB023", 1)], Bars([], [.. Enumerable.Range(0, 2).Select(day => Bar(day, asset: "dead")), .. Enumerable.Range(0, 33).Select(day => Bar(day))]).Select(finding => (finding.Rule, finding.Row)));

    [Fact]
    public void A_coin_whose_supply_is_minted_without_end_is_kept_through_its_fall()
    {
        (double Price, double Cap)[] days = [(80, 28e9), (60, 21e9), (30, 11e9), (16.9, 6.5e9), (1.06, 1.64e9), (0.00122, 4.9e8), (0.000116, 7.4e8), (0.0002, 1.3e9)];
        var findings = Bars([], [.. days.Select((one, day) => Bar(day, one.Price, one.Cap))]);
        Assert.Equal(["HB017", "HB018", "HB020"], findings.Select(finding => finding.Rule).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Rows_of_one_time_keep_their_order_in_a_mixed_file()
    {
        var batch = BarTape.Batch([Bar(2), Bar(0), Bar(1, 5), Bar(1, 6), Bar(0, 7)]);
        var index = SeriesIndex.Of(new(["asset_id"], "day", TimeSpan.FromDays(1)), null, batch);
        Assert.Equal([1, 4, 2, 3, 0], index.Order);
        Assert.Equal([0, 5], index.Starts);
    }

    [Fact]
    public void A_protocol_that_is_empty_for_a_day_alone_is_counted_and_a_day_on_which_all_fall_is_not()
    {
        Told[] Rows(string slug, params double[] values) => [.. values.Select((value, day) => new Told(slug, day, value))];
        Assert.Equal([("HT007", 1)], Ledger(HistoricalContracts.Tvl(new()), SeriesData.Tvl([.. Rows("a", 100, 5, 101), .. Rows("b", 900, 901, 902)])).Where(finding => finding.Rule == "HT007").Select(finding => (finding.Rule, finding.Row)));
        Assert.DoesNotContain(Ledger(HistoricalContracts.Tvl(new()), SeriesData.Tvl([.. Rows("a", 100, 5, 101), .. Rows("b", 900, 9, 902)])), finding => finding.Rule == "HT007");
    }

    [Fact]
    public void A_candle_is_held_against_the_chart_of_the_same_stamp()
    {
        var candles = SeriesData.Candles(new Told("a", 0, 10), new Told("a", 1, 10), new Told("b", 0, 10));
        var input = new GateInput(candles, Seen) { Others = new Dictionary<string, Batch> { [HistoricalTables.Chart.FullName] = SeriesData.Chart(new Told("a", 0, 10.5), new Told("a", 1, 12)) } };
        Assert.Equal([1], Gate.Judge(HistoricalContracts.Candles(new()), input).Findings.Where(finding => finding.Rule == "HK012").Select(finding => finding.Row));
    }

    [Fact]
    public void A_restated_row_stands_alone_and_leaves_no_gap()
    {
        var rows = SeriesData.Chart(new Told("a", 0, 10), new Told("a", 20, 10));
        Assert.Contains(Ledger(HistoricalContracts.Chart(new()), rows), finding => finding.Rule == "HC007");
        rows.Texts("revision")[0] = "restated";
        Assert.DoesNotContain(Ledger(HistoricalContracts.Chart(new()), rows), finding => finding.Rule == "HC007");
    }

    [Fact]
    public void A_flag_of_a_wrong_type_refuses_all_products_since_a_null_reads_as_tradable()
    {
        Assert.Equal(Decision.Halt, Products("trading_disabled=\"no\"").Decision);
        Assert.Equal(Decision.Pass, Products("margin_enabled=\"no\"").Decision);
        Assert.Equal(Decision.PassWithQuarantine, Products("base_increment=[]").Decision);
    }

    [Fact]
    public void A_ticker_outside_the_day_of_the_live_market_is_counted()
    {
        var rows = new BatchBuilder(CoinbaseTables.Ticker);
        foreach (var (price, stale) in new[] { (10.0, false), (12.0, false), (8.0, false), (12.0, true) })
            rows.Text("base", $"B{rows.RowCount}").Text("target", "USD").Text("asset_id", "a").Number("last_usd", price).Flag("is_stale", stale).EndRow();
        var input = new GateInput(rows.Build(), Noon) { Others = new Dictionary<string, Batch> { [LiveTables.BronzeMarket.FullName] = Market(new Coin("a")) } };
        Assert.Equal([("CT007", 1), ("CT008", 2)], Gate.Judge(CoinbaseContracts.Ticker(new()), input).Findings.Select(finding => (finding.Rule, finding.Row)));
    }

    private static Verdict Products(string errors)
    {
        var rows = new BatchBuilder(CoinbaseTables.Product);
        for (var at = 0; at < 40; at++)
        {
            rows.Text("product_id", $"P{at}-USD").Text("base_currency", $"P{at}").Text("quote_currency", "USD").Text("status", "online")
                .Text("type_errors", at == 3 ? errors : null).EndRow();
        }

        return Gate.Judge(CoinbaseContracts.Product(new()), new(rows.Build(), Noon)).Verdict;
    }

    private static IReadOnlyList<Finding> Ledger(Contract contract, Batch rows) => Gate.Judge(contract, new(rows, Seen)).Findings;

    private static IReadOnlyList<Finding> Bars(Bar[] known, params Bar[] bars) =>
        Gate.Judge(BarContracts.Day(new()), new(BarTape.Batch(bars), Seen) { Before = BarTape.Batch(known) }).Findings;

    private static Bar Bar(int day, double close = 1, double? cap = null, string asset = "a") => new()
    {
        Asset = asset, Day = BarTape.First.AddDays(day), Open = close * 0.99, High = close * 1.02, Low = close * (0.97 - 0.001 * day), Close = close * (1 + 1e-4 * day), Volume = 50 + day, Cap = cap ?? close * 1000,
    };
}
