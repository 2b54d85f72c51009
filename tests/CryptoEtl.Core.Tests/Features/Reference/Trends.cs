using static CryptoEtl.Core.Tests.Features.Reference.Chart;
using static CryptoEtl.Core.Tests.Features.Reference.Plain;

namespace CryptoEtl.Core.Tests.Features.Reference;

/// <summary>Group A, what looks at bars in order. Values are those at the newest bar.</summary>
internal static class Trends
{
    public static IEnumerable<(string, Func<Snapshot, Past, double>)> All =>
    [
        ("cta_8_24", Last(bars => Crossover(bars, 8, 24))),
        ("cta_32_96", Last(bars => Crossover(bars, 32, 96))),
        ("cta_signal", (all, past) => (Response(all.Of("cta_8_24", past)) + Response(Crossover(past.Bars, 16, 48)) + Response(all.Of("cta_32_96", past))) / 3),
        ("px_sma_50", Last(bars => bars.Close[^1] / AtLast(bars.Close, 50, Mean) - 1)),
        ("sma_50_200", Last(bars => AtLast(bars.Close, 50, Mean) / AtLast(bars.Close, 200, Mean) - 1)),
        ("rsi_14", Last(bars => Rsi(bars.Close, 14)[^1])),
        ("macd_pct", Last(bars => 100 * Macd(bars.Close, 12, 26, 9).Macd[^1] / bars.Close[^1])),
        ("macd_hist_pct", Last(bars => 100 * Macd(bars.Close, 12, 26, 9).Histogram[^1] / bars.Close[^1])),
        ("stoch_k_14", Last(bars => Sma(PlaceInRange(bars.High, bars.Low, bars.Close, 14), 3)[^1])),
        ("willr_14", Last(bars => PlaceInRange(bars.High, bars.Low, bars.Close, 14)[^1] - 100)),
        ("cci_20", Last(bars => AtLast(bars.Typical, 20, ChannelIndex))),
        ("adx_14", Last(bars => Directional.Of(bars.High, bars.Low, bars.Close, 14).Adx[^1])),
        ("di_diff_14", Last(bars => Directional.Of(bars.High, bars.Low, bars.Close, 14).Difference[^1])),
        ("aroon_osc_25", Last(bars => AtLast(bars.High, 26, SinceHighest) - AtLast([.. bars.Low.Select(low => -low)], 26, SinceHighest))),
        ("trix_15", Last(Trix)),
        ("don_pos_20", Last(DonchianPlace)),
        ("don_break_20", Last(bars => Breakout(bars, 20))),
        ("don_break_55", Last(bars => Breakout(bars, 55))),
        ("efficiency_ratio_30", Last(bars => EfficiencyRatio(bars.Close, 30)[^1])),
    ];

    private static Func<Snapshot, Past, double> Last(Func<PastBars, double> value) => (_, past) => value(past.Bars);

    /// <summary>Difference of two averages, over the deviation of the price, over its own deviation.</summary>
    private static double Crossover(PastBars bars, int fast, int slow)
    {
        var (quick, calm) = (EmaFromFirst(bars.Close, 1.0 / fast), EmaFromFirst(bars.Close, 1.0 / slow));
        double[] y = [.. bars.Close.Select((_, at) => at + 1 < slow ? double.NaN : Over(quick[at] - calm[at], bars.Deviation[at]))];
        var year = Known(y.TakeLast(365));
        return year.Length < 90 ? double.NaN : Over(y[^1], Std(year));
    }

    private static double Response(double z) => z * Math.Exp(-z * z / 4) / 0.89;

    private static double ChannelIndex(double[] typical)
    {
        var mean = Mean(typical);
        return IsFlat(typical) ? double.NaN : (typical[^1] - mean) / (0.015 * Mean([.. typical.Select(value => Math.Abs(value - mean))]));
    }

    /// <summary>100 where the newest of 26 is the highest, 0 where the oldest is; the newest of equal ones counts.</summary>
    private static double SinceHighest(double[] window) => 100 * (25.0 - (window.Length - 1 - Array.LastIndexOf(window, window.Max()))) / 25;

    private static double Trix(PastBars bars)
    {
        var smooth = Ema(Ema(Ema(bars.Close, 15), 15), 15);
        return bars.Count < 2 ? double.NaN : 100 * (smooth[^1] / smooth[^2] - 1);
    }

    private static double DonchianPlace(PastBars bars)
    {
        var (upper, lower) = Donchian(bars.High, bars.Low, 20);
        return Over(bars.Close[^1] - lower[^1], upper[^1] - lower[^1]);
    }

    private static double Breakout(PastBars bars, int n)
    {
        var (upper, lower) = Donchian(bars.High, bars.Low, n);
        if (bars.Count <= n)
            return double.NaN;
        return bars.Close[^1] > upper[^1] ? 1 : bars.Close[^1] < lower[^1] ? -1 : 0;
    }
}
