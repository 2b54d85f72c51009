using static CryptoEtl.Core.Tests.Features.Reference.Plain;

namespace CryptoEtl.Core.Tests.Features.Reference;

/// <summary>Indicators over bars in order, a value per bar. NaN: none yet, or none at all.</summary>
internal static class Chart
{
    /// <summary>A value of the last n bars at each bar that has so many.</summary>
    public static double[] Rolling(double[] x, int n, Func<double[], double> result) =>
        [.. x.Select((_, at) => at + 1 < n || x[(at + 1 - n)..(at + 1)].Any(double.IsNaN) ? double.NaN : result(x[(at + 1 - n)..(at + 1)]))];

    /// <summary>A value of the last n bars; null: there are not so many.</summary>
    public static double AtLast(double[] x, int n, Func<double[], double> result) => x.Length < n ? double.NaN : result(x[^n..]);

    public static double[] Sma(double[] x, int n) => Rolling(x, n, Mean);

    /// <summary>First value: mean of the first n inputs there are.</summary>
    public static double[] Ema(double[] x, int n) => Smooth(x, n, 2.0 / (n + 1));

    public static double[] Wilder(double[] x, int n) => Smooth(x, n, 1.0 / n);

    /// <summary>First value: the first input.</summary>
    public static double[] EmaFromFirst(double[] x, double alpha) => Smooth(x, 1, alpha);

    private static double[] Smooth(double[] x, int n, double alpha)
    {
        var smooth = Nothing(x);
        var seed = Array.FindIndex(x, Has) + n - 1;
        if (seed < n - 1 || seed >= x.Length)
            return smooth;
        smooth[seed] = Mean(x[(seed - n + 1)..(seed + 1)]);
        for (var at = seed + 1; at < x.Length; at++)
            smooth[at] = smooth[at - 1] + alpha * (x[at] - smooth[at - 1]);
        return smooth;
    }

    /// <summary>From each bar to the next; the first has none.</summary>
    public static double[] Changes(double[] x) => [.. x.Select((value, at) => at == 0 ? double.NaN : value - x[at - 1])];

    public static double[] Rsi(double[] close, int n)
    {
        var changes = Changes(close);
        var up = Wilder([.. changes.Select(change => double.IsNaN(change) ? change : Math.Max(change, 0))], n);
        var down = Wilder([.. changes.Select(change => double.IsNaN(change) ? change : Math.Max(-change, 0))], n);
        return [.. up.Zip(down, (gain, loss) => 100 * Over(gain, gain + loss))];
    }

    public static (double[] Macd, double[] Signal, double[] Histogram) Macd(double[] close, int fast, int slow, int signal)
    {
        double[] macd = [.. Ema(close, fast).Zip(Ema(close, slow), (f, s) => f - s)];
        var smooth = Ema(macd, signal);
        return (macd, smooth, [.. macd.Zip(smooth, (m, s) => m - s)]);
    }

    public static double[] TrueRange(double[] high, double[] low, double[] close) =>
        [.. close.Select((_, at) => at == 0 ? double.NaN
            : Math.Max(high[at] - low[at], Math.Max(Math.Abs(high[at] - close[at - 1]), Math.Abs(low[at] - close[at - 1]))))];

    public static double[] Atr(double[] high, double[] low, double[] close, int n) => Wilder(TrueRange(high, low, close), n);

    public static (double[] Lower, double[] Middle, double[] Upper, double[] PercentB) Bollinger(double[] close, int n, double k)
    {
        var middle = Sma(close, n);
        var width = Rolling(close, n, window => k * Math.Sqrt(Variance(window) * (n - 1) / n));
        double[] lower = [.. middle.Zip(width, (m, w) => m - w)], upper = [.. middle.Zip(width, (m, w) => m + w)];
        return (lower, middle, upper, [.. close.Select((c, at) => width[at] == 0 ? double.NaN : (c - lower[at]) / (upper[at] - lower[at]))]);
    }

    /// <summary>Highest high and lowest low of the n bars before.</summary>
    public static (double[] Upper, double[] Lower) Donchian(double[] high, double[] low, int n) =>
        ([.. high.Select((_, at) => at < n ? double.NaN : high[(at - n)..at].Max())], [.. low.Select((_, at) => at < n ? double.NaN : low[(at - n)..at].Min())]);

    public static double[] Obv(double[] close, double[] volume)
    {
        var obv = new double[close.Length];
        for (var at = 1; at < close.Length; at++)
            obv[at] = obv[at - 1] + Math.Sign(close[at] - close[at - 1]) * volume[at];
        return obv;
    }

    public static double[] EfficiencyRatio(double[] close, int n)
    {
        double[] moves = [.. Changes(close).Select(Math.Abs)];
        return [.. close.Select((c, at) => at < n ? double.NaN : Over(Math.Abs(c - close[at - n]), moves[(at - n + 1)..(at + 1)].Sum()))];
    }

    /// <summary>Where the close lies between the lowest low and the highest high of the last n bars, 0-100.</summary>
    public static double[] PlaceInRange(double[] high, double[] low, double[] close, int n) =>
        [.. close.Select((c, at) => at + 1 < n ? double.NaN
            : 100 * Over(c - low[(at + 1 - n)..(at + 1)].Min(), high[(at + 1 - n)..(at + 1)].Max() - low[(at + 1 - n)..(at + 1)].Min()))];

    public static double[] Nothing(double[] like) => [.. like.Select(_ => double.NaN)];
}
