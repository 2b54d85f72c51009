using CryptoEtl.Core.Features.Families;
using CryptoEtl.Core.Features.Kernels;

namespace CryptoEtl.Core.Features;

/// <summary>The building blocks of features by themselves, with any window: a value per element given. Null is NaN, in and out.</summary>
public static class Indicators
{
    /// <summary>Mean of the last n.</summary>
    public static double[] Sma(double[] x, int n) => Make(x, (padded, places, output) => Rolling.Mean(padded, places, n, n, output));

    /// <summary>Exponential average with weight 2/(n+1), from the mean of the first n on.</summary>
    public static double[] Ema(double[] x, int n) => Make(x, (padded, places, output) => Smoothing.Ema(padded, places.End, n, output));

    /// <summary>Wilder's relative strength index, 0-100.</summary>
    public static double[] Rsi(double[] close, int n) => Make(close, (padded, places, output) => Oscillators.Rsi(padded, places.End, n, output));

    /// <summary>The largest of high less low, and of both against the close before; none for the first bar.</summary>
    public static double[] TrueRange(double[] high, double[] low, double[] close) =>
        Make(high, (_, places, output) => Directional.TrueRanges(Pad(high), Pad(low), Pad(close), places.End, output));

    /// <summary>Wilder's average of the true range.</summary>
    public static double[] Atr(double[] high, double[] low, double[] close, int n) =>
        Make(TrueRange(high, low, close), (padded, places, output) => Smoothing.Wilder(padded, places.End, n, output));

    /// <summary>Difference of two exponential averages, its own average, and what is between them.</summary>
    public static (double[] Macd, double[] Signal, double[] Histogram) Macd(double[] close, int fast, int slow, int signal)
    {
        var macd = Each(Ema(close, fast), Ema(close, slow), (one, two) => one - two);
        var average = Ema(macd, signal);
        return (macd, average, Each(macd, average, (one, two) => one - two));
    }

    /// <summary>Mean, k population deviations around it, and where the close stands between them.</summary>
    public static (double[] Lower, double[] Middle, double[] Upper, double[] PercentB) Bollinger(double[] close, int n, double k)
    {
        var middle = Sma(close, n);
        var deviation = Make(close, (padded, places, output) =>
        {
            var moments = new Moments();
            moments.Take(padded, padded.Length, places, n);
            for (var at = places.First; at < places.End; at++)
                output[at] = moments.Counts[at] < n ? double.NaN : Math.Sqrt(moments.Squares[at] / n);
        });
        var lower = Each(middle, deviation, (mean, off) => mean - k * off);
        var upper = Each(middle, deviation, (mean, off) => mean + k * off);
        return (lower, middle, upper, [.. close.Select((value, at) => Divide.Safe(value - lower[at], upper[at] - lower[at]))]);
    }

    /// <summary>Volume of bars that rose less that of bars that fell, summed from 0 on.</summary>
    public static double[] Obv(double[] close, double[] volume)
    {
        var sum = new double[close.Length];
        for (var at = 1; at < sum.Length; at++)
            sum[at] = sum[at - 1] + (close[at] > close[at - 1] ? volume[at] : close[at] < close[at - 1] ? -volume[at] : 0);
        return sum;
    }

    /// <summary>Highest high and lowest low of the n bars before.</summary>
    public static (double[] Upper, double[] Lower) Donchian(double[] high, double[] low, int n)
    {
        var upper = Make(high, (padded, places, output) => Rolling.Max(padded, places, n, n, output));
        var lower = Make(low, (padded, places, output) => Rolling.Min(padded, places, n, n, output));
        return ([.. upper.Prepend(double.NaN).SkipLast(1)], [.. lower.Prepend(double.NaN).SkipLast(1)]);
    }

    /// <summary>Change over n in percent.</summary>
    public static double[] Roc(double[] close, int n) => Against(close, n, (now, then) => 100 * (now / then - 1));

    /// <summary>ln(C[t]/C[t-n]).</summary>
    public static double[] LogReturn(double[] close, int n) => Against(close, n, (now, then) => Math.Log(now / then));

    /// <summary>Parkinson's volatility, annualised.</summary>
    public static double[] Parkinson(double[] high, double[] low, int n, double periodsPerYear)
    {
        var squares = Each(high, low, (top, bottom) => Math.Log(top / bottom) * Math.Log(top / bottom) / (4 * Math.Log(2)));
        return [.. Sma(squares, n).Select(mean => Math.Sqrt(periodsPerYear * mean))];
    }

    /// <summary>Yang and Zhang's volatility over bars with one before them, annualised.</summary>
    public static double[] YangZhang(double[] open, double[] high, double[] low, double[] close, int n, double periodsPerYear)
    {
        var gaps = Against(close, 1, (_, before) => before).Select((before, at) => Math.Log(open[at] / before)).ToArray();
        var days = close.Select((value, at) => at == 0 ? double.NaN : Math.Log(value / open[at])).ToArray();
        var satchell = close.Select((value, at) => at == 0 ? double.NaN : Math.Log(high[at] / value) * Math.Log(high[at] / open[at]) + Math.Log(low[at] / value) * Math.Log(low[at] / open[at])).ToArray();
        var (gap, day, mean, k) = (Variance(gaps, n), Variance(days, n), Sma(satchell, n), RangeVolatility.Weight(n));
        return [.. mean.Select((value, at) => Math.Sqrt(periodsPerYear * (gap[at] + k * day[at] + (1 - k) * value)))];
    }

    /// <summary>Net change over n over the sum of all changes.</summary>
    public static double[] EfficiencyRatio(double[] close, int n)
    {
        var path = Make(Against(close, 1, (now, then) => Math.Abs(now - then)), (padded, places, output) => Rolling.Sum(padded, places, n, n, output));
        return Each(Against(close, n, (now, then) => Math.Abs(now - then)), path, Divide.Safe);
    }

    /// <summary>EDGE estimate of the spread over n rows, absolute value.</summary>
    public static double[] EdgeSpread(double[] open, double[] high, double[] low, double[] close, int n)
    {
        double[] Logs(double[] prices) => Pad([.. prices.Select(price => Math.Log(price))]);
        var edge = new EdgeWindow(Logs(open), Logs(high), Logs(low), Logs(close), n);
        return Make(close, (_, places, output) =>
        {
            edge.Prepare(places);
            for (var at = places.First; at < places.End; at += Layout.Lanes)
                System.Runtime.Intrinsics.Vector512.StoreUnsafe(edge.At(at), ref output[at]);
            output.AsSpan(places.First, Math.Min(n - 1, places.Count)).Fill(double.NaN);
        });
    }

    /// <summary>Deviation of returns, annualised.</summary>
    public static double AnnualVolatility(double[] returns, double periodsPerYear) => Math.Sqrt(Variance(returns, returns.Length)[^1] * periodsPerYear);

    /// <summary>Mean over deviation of returns, annualised; NaN where they are flat.</summary>
    public static double Sharpe(double[] returns, double periodsPerYear) =>
        Divide.Safe(Sma(returns, returns.Length)[^1], Math.Sqrt(Variance(returns, returns.Length)[^1])) * Math.Sqrt(periodsPerYear);

    /// <summary>Deepest fall of a wealth of 1 that earns simple returns, below its highest value till then, the start included; at most 0.</summary>
    public static double MaxDrawdown(double[] returns)
    {
        var (wealth, top, deepest) = (1.0, 1.0, 0.0);
        foreach (var value in returns)
        {
            wealth *= 1 + value;
            top = Math.Max(top, wealth);
            deepest = Math.Min(deepest, wealth / top - 1);
        }

        return deepest;
    }

    private static double[] Variance(double[] x, int n) => Make(x, (padded, places, output) =>
    {
        var moments = new Moments();
        moments.Take(padded, padded.Length, places, n);
        for (var at = places.First; at < places.End; at++)
            output[at] = moments.Counts[at] < n ? double.NaN : moments.Squares[at] / (n - 1);
    });

    private static double[] Each(double[] left, double[] right, Func<double, double, double> of) => [.. left.Zip(right, of)];

    private static double[] Against(double[] x, int n, Func<double, double, double> of) => [.. x.Select((value, at) => at < n ? double.NaN : of(value, x[at - n]))];

    private static double[] Make(double[] x, Action<double[], Places, double[]> fill)
    {
        var padded = Pad(x);
        var output = new double[padded.Length];
        Array.Fill(output, double.NaN);
        fill(padded, new(Layout.Before, x.Length), output);
        return output[Layout.Before..(Layout.Before + x.Length)];
    }

    private static double[] Pad(double[] x)
    {
        var padded = new double[Layout.Before + x.Length + Layout.After];
        Array.Fill(padded, double.NaN);
        x.CopyTo(padded, Layout.Before);
        return padded;
    }
}
