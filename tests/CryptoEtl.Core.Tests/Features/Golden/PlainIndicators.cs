using CryptoEtl.Core.Tests.Features.Reference;

namespace CryptoEtl.Core.Tests.Features.Golden;

/// <summary>The indicators of golden files by the plain definitions.</summary>
internal static class PlainIndicators
{
    public static Dictionary<string, double[]> Of(GoldenCase one) => one.Indicator switch
    {
        "sma" => new() { ["sma"] = Chart.Sma(one.Close, one.N) },
        "ema" => new() { ["ema"] = Chart.Ema(one.Close, one.N) },
        "rsi" => new() { ["rsi"] = Chart.Rsi(one.Close, one.N) },
        "true_range" => new() { ["tr"] = Chart.TrueRange(one.High, one.Low, one.Close) },
        "atr" => Atr(Chart.Atr(one.High, one.Low, one.Close, one.N), one.Close),
        "macd" => Macd(Chart.Macd(one.Close, one.Of("fast"), one.Of("slow"), one.Of("signal"))),
        "bollinger" => Bands(Chart.Bollinger(one.Close, one.N, one.Params["k"])),
        "obv" => new() { ["obv"] = Chart.Obv(one.Close, one.Volume) },
        "donchian" => Channel(Chart.Donchian(one.High, one.Low, one.N)),
        "roc" => new() { ["roc"] = [.. Back(one.Close, one.N).Select(ratio => 100 * (ratio - 1))] },
        "log_return" => new() { ["log_return"] = [.. Back(one.Close, one.N).Select(ratio => Math.Log(ratio))] },
        "parkinson" => new() { ["parkinson"] = Parkinson(one) },
        "yang_zhang" => new() { ["yang_zhang"] = YangZhang(one) },
        "efficiency_ratio" => new() { ["er"] = Chart.EfficiencyRatio(one.Close, one.N) },
        "edge_spread" => new() { ["edge_spread"] = Windows(one, one.N, Edge) },
        _ => throw new ArgumentException($"no indicator {one.Indicator}", nameof(one)),
    };

    public static Dictionary<string, double[]> Atr(double[] atr, double[] close) => new() { ["atr"] = atr, ["natr"] = [.. atr.Zip(close, (a, c) => 100 * a / c)] };

    public static Dictionary<string, double[]> Macd((double[], double[], double[]) made) => new() { ["macd"] = made.Item1, ["signal"] = made.Item2, ["histogram"] = made.Item3 };

    public static Dictionary<string, double[]> Bands((double[] Lower, double[] Middle, double[] Upper, double[] PercentB) made) => new()
    {
        ["lower"] = made.Lower, ["middle"] = made.Middle, ["upper"] = made.Upper, ["pctb"] = made.PercentB,
        ["width"] = [.. made.Middle.Select((middle, at) => (made.Upper[at] - made.Lower[at]) / middle)],
    };

    public static Dictionary<string, double[]> Channel((double[] Upper, double[] Lower) made) => new() { ["upper"] = made.Upper, ["lower"] = made.Lower };

    private static IEnumerable<double> Back(double[] x, int n) => x.Select((value, at) => at < n ? double.NaN : value / x[at - n]);

    private static double[] Windows(GoldenCase one, int bars, Func<GoldenCase, Range, double> value) =>
        [.. Enumerable.Range(1, one.Bars).Select(end => end < bars ? double.NaN : value(one, (end - bars)..end))];

    private static double Edge(GoldenCase one, Range bars) => Spreads.Edge(one.Open[bars], one.High[bars], one.Low[bars], one.Close[bars]);

    private static double[] Parkinson(GoldenCase one) => Chart.Rolling(
        [.. one.High.Zip(one.Low, (h, l) => Math.Pow(Math.Log(h / l), 2) / (4 * Math.Log(2)))], one.N, window => Math.Sqrt(one.Periods * Plain.Mean(window)));

    private static double[] YangZhang(GoldenCase one) => Windows(one, one.N + 1, (_, bars) =>
    {
        var (open, high, low, close) = (one.Open[bars][1..], one.High[bars][1..], one.Low[bars][1..], one.Close[bars][1..]);
        var overnight = Plain.Variance([.. open.Zip(one.Close[bars], (o, before) => Math.Log(o / before))]);
        var within = Plain.Variance([.. close.Zip(open, (c, o) => Math.Log(c / o))]);
        var range = Plain.Mean([.. high.Select((h, at) => Math.Log(h / close[at]) * Math.Log(h / open[at]) + Math.Log(low[at] / close[at]) * Math.Log(low[at] / open[at]))]);
        var k = 0.34 / (1.34 + (one.N + 1.0) / (one.N - 1));
        return Math.Sqrt(one.Periods * (overnight + k * within + (1 - k) * range));
    });
}
