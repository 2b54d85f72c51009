using CryptoEtl.Core.Derivatives;
using CryptoEtl.Core.QualityGate;

namespace CryptoEtl.Core.Tests.QualityGate;

/// <summary>Funding of three venues over thirty days, right and then wrong in one way.</summary>
public sealed class FundingContractTests
{
    private static readonly DateTimeOffset First = new(2022, 1, 1, 0, 0, 0, TimeSpan.Zero), Seen = new(2023, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Contract Contract = FundingContracts.Payment(new());

    [Fact]
    public void Payments_on_their_grid_pass_also_where_it_starts_at_four() => AssertOnly(Decision.Pass, Judge(Payments()));

    [Fact]
    public void Stamps_of_another_zone_refuse_the_file_whether_the_interval_is_told_or_not()
    {
        var told = Judge(Payments(shift: TimeSpan.FromHours(3)));
        Assert.Equal((Decision.Halt, 180), (told.Decision, told.Findings["DF006"]));
        Assert.Equal(180, Judge(Payments(shift: TimeSpan.FromHours(3), interval: null)).Findings["DF006"]);
    }

    [Fact]
    public void Percent_taken_for_fractions_refuse_the_file()
    {
        var verdict = Judge(Payments(scale: 100));
        Assert.Equal(Decision.Halt, verdict.Decision);
        Assert.Contains(verdict.Reasons, reason => reason.StartsWith("DF102: large_rates", StringComparison.Ordinal));
    }

    [Fact]
    public void A_percentage_that_is_not_a_hundred_times_the_rate_is_held_back() => AssertOnly(Decision.PassWithQuarantine, Judge(Payments(fifth: payment => payment with { Percent = 1 })), "DF005");

    [Fact]
    public void A_rate_beyond_all_caps_is_held_back() =>
        AssertOnly(Decision.PassWithQuarantine, Judge(Payments(fifth: payment => payment with { Rate = -0.06, Percent = -6 })), "DF004");

    [Fact]
    public void A_payment_told_twice_is_held_back_once()
    {
        var rows = Payments();
        AssertOnly(Decision.PassWithQuarantine, Judge(rows.Take([.. Enumerable.Range(0, rows.RowCount), 7])), "DF002", "DF008");
    }

    [Fact]
    public void Missing_payments_are_counted() =>
        Assert.Equal(1, Judge(Payments().Take([.. Enumerable.Range(0, 270).Where(row => row is not (8 or 9))])).Findings["DF007"]);

    [Fact]
    public void Seconds_taken_for_milliseconds_are_held_back() =>
        Assert.Equal(1, Judge(Payments(fifth: payment => payment with { At = new DateTimeOffset(1970, 1, 19, 0, 0, 0, TimeSpan.Zero) })).Findings["DF003"]);

    private static void AssertOnly(Decision decision, Verdict verdict, params string[] rules)
    {
        Assert.Equal(rules, verdict.Findings.Keys);
        Assert.Equal(decision, verdict.Decision);
    }

    private static Verdict Judge(Batch rows) => Gate.Judge(Contract, new(rows, Seen)).Verdict;

    /// <param name="shift">Of the stamps of the venues that pay every eight hours from midnight.</param>
    private static Batch Payments(TimeSpan shift = default, double scale = 1, double? interval = 8, Func<Payment, Payment>? fifth = null)
    {
        var rows = new BatchBuilder(FundingTables.Payment);
        foreach (var (venue, start, isShifted) in new[] { ("binance", 0, true), ("bybit", 0, true), ("kucoin", 4, false) })
        {
            for (var at = 0; at < 90; at++)
            {
                var rate = 0.0001 * scale * (1 + at % 3);
                var payment = new Payment(First.AddHours(start + 8 * at) + (isShifted ? shift : default), rate, rate * 100);
                Add(rows, venue, rows.RowCount == 5 && fifth is not null ? fifth(payment) : payment, interval);
            }
        }

        return rows.Build();
    }

    private static void Add(BatchBuilder rows, string venue, Payment payment, double? interval) => rows
        .Text("venue", venue).Text("symbol", "BTCUSDT").Number("interval_hours", interval)
        .Instant("settled_at", payment.At).Number("funding_rate", payment.Rate).Number("funding_rate_pct", payment.Percent).EndRow();

    private sealed record Payment(DateTimeOffset At, double Rate, double Percent);
}
