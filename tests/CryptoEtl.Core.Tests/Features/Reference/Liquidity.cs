using CryptoEtl.Core.Features;
using static CryptoEtl.Core.Tests.Features.Reference.Plain;

namespace CryptoEtl.Core.Tests.Features.Reference;

/// <summary>Group D.</summary>
internal static class Liquidity
{
    public static IEnumerable<(string, Func<Snapshot, Past, double>)> All =>
    [
        ("log_dvol_30", Own(past => Plain.LogOnePlus(MeanVolume(past, 30, 20)))),
        ("turnover_1d", Own(past => Turnover(past, past.Day))),
        ("turnover_30", Own(past => In(day => Turnover(past, day), past.Day, 30, 20, Mean))),
        ("amihud_30", Own(past => In(day => Over(Math.Abs(past.Simple(day)), past.Volume(day)), past.Day, 30, 20, ratios => 1e6 * Mean(ratios)))),
        ("volume_z_30", Own(past => ZPrevious(day => Plain.LogOnePlus(past.Volume(day)), past.Day, 30, 20))),
        ("volume_ratio_7_30", Own(past => Over(MeanVolume(past, 7, 5), MeanVolume(past, 30, 20)))),
        ("zero_volume_frac_30", Own(past => In(past.Volume, past.Day, 30, 20, v => (double)v.Count(value => value == 0) / v.Length))),
        ("missing_frac_30", Own(MissingShare)),
        ("cs_spread_30", Own(past => In(day => TwoDaySpread(past, day), past.Day, 29, 20, Mean))),
        ("edge_spread_30", Own(EdgeSpread)),
        ("obv_ratio_20", Own(ObvRatio)),
        ("cmf_20", Own(MoneyFlow)),
        ("mfi_14", Own(MoneyFlowIndex)),
        ("vwap_dev_20", Own(VwapDeviation)),
        ("ret_volume_corr_30", Own(ReturnVolume)),
    ];

    private static Func<Snapshot, Past, double> Own(Func<Past, double> value) => (_, past) => value(past);

    private static double MeanVolume(Past past, int days, int least) => In(past.Volume, past.Day, days, least, Mean);

    private static double Turnover(Past past, int day) => past.Volume(day) / past.Cap(day);

    private static double MissingShare(Past past)
    {
        var span = Math.Min(30, past.Day - past.FirstBar + 1);
        return 1 - Enumerable.Range(past.Day - 29, 30).Count(past.HasBar) / (double)span;
    }

    private static double TwoDaySpread(Past past, int day) => past.HasBar(day) && past.HasBar(day - 1)
        ? Spreads.TwoDay(Math.Log(past.High(day - 1)), Math.Log(past.Low(day - 1)), Math.Log(past.Close(day - 1)), Math.Log(past.High(day)), Math.Log(past.Low(day)))
        : double.NaN;

    private static double EdgeSpread(Past past)
    {
        double[] Rows(Field field) => [.. Enumerable.Range(past.Day - 29, 30).Select(day => past.Raw(field, day))];
        return Known(Rows(Field.Close)).Length < 20
            ? double.NaN
            : Spreads.Edge(Rows(Field.Open), Rows(Field.High), Rows(Field.Low), Rows(Field.Close));
    }

    /// <summary>Something of each of the last n bars; null where there are not so many or one has no volume.</summary>
    private static (int At, double Volume)[]? LastBars(PastBars bars, int n, int before)
    {
        if (bars.Count < n + before || bars.Volume[^n..].Any(double.IsNaN))
            return null;
        return [.. Enumerable.Range(bars.Count - n, n).Select(at => (at, bars.Volume[at]))];
    }

    private static double ObvRatio(Past past) => LastBars(past.Bars, 20, before: 1) is { } last
        ? Over(last.Sum(bar => Math.Sign(past.Bars.Close[bar.At] - past.Bars.Close[bar.At - 1]) * bar.Volume), last.Sum(bar => bar.Volume))
        : double.NaN;

    private static double MoneyFlow(Past past)
    {
        double Multiplier(int at)
        {
            var (high, low, close) = (past.Bars.High[at], past.Bars.Low[at], past.Bars.Close[at]);
            return high == low ? 0 : (close - low - (high - close)) / (high - low);
        }

        return LastBars(past.Bars, 20, before: 0) is { } last ? Over(last.Sum(bar => Multiplier(bar.At) * bar.Volume), last.Sum(bar => bar.Volume)) : double.NaN;
    }

    private static double MoneyFlowIndex(Past past)
    {
        if (LastBars(past.Bars, 14, before: 1) is not { } last)
            return double.NaN;
        var typical = past.Bars.Typical;
        var moved = last.Where(bar => Math.Abs(typical[bar.At] - typical[bar.At - 1]) > 1e-12 * typical[bar.At]).ToArray();
        return 100 * Over(moved.Where(bar => typical[bar.At] > typical[bar.At - 1]).Sum(bar => bar.Volume), moved.Sum(bar => bar.Volume));
    }

    private static double VwapDeviation(Past past) => LastBars(past.Bars, 20, before: 0) is { } last
        ? past.Bars.Close[^1] / Over(last.Sum(bar => bar.Volume), last.Sum(bar => bar.Volume / past.Bars.Typical[bar.At])) - 1
        : double.NaN;

    private static double ReturnVolume(Past past)
    {
        double VolumeChange(int day) => Plain.LogOnePlus(past.Volume(day)) - Plain.LogOnePlus(past.Volume(day - 1));
        return Both(past.Log, VolumeChange, past.Day, 30, 20) is { } days
            ? Correlation([.. days.Select(past.Log)], [.. days.Select(VolumeChange)])
            : double.NaN;
    }
}
