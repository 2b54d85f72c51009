using CryptoEtl.Core.Features;

namespace CryptoEtl.Core.Tests.Features.Golden;

/// <summary>The indicators of golden files as the product makes them.</summary>
internal static class ProductIndicators
{
    public static Dictionary<string, double[]> Of(GoldenCase one) => one.Indicator switch
    {
        "sma" => new() { ["sma"] = Indicators.Sma(one.Close, one.N) },
        "ema" => new() { ["ema"] = Indicators.Ema(one.Close, one.N) },
        "rsi" => new() { ["rsi"] = Indicators.Rsi(one.Close, one.N) },
        "true_range" => new() { ["tr"] = Indicators.TrueRange(one.High, one.Low, one.Close) },
        "atr" => PlainIndicators.Atr(Indicators.Atr(one.High, one.Low, one.Close, one.N), one.Close),
        "macd" => PlainIndicators.Macd(Indicators.Macd(one.Close, one.Of("fast"), one.Of("slow"), one.Of("signal"))),
        "bollinger" => PlainIndicators.Bands(Indicators.Bollinger(one.Close, one.N, one.Params["k"])),
        "obv" => new() { ["obv"] = Indicators.Obv(one.Close, one.Volume) },
        "donchian" => PlainIndicators.Channel(Indicators.Donchian(one.High, one.Low, one.N)),
        "roc" => new() { ["roc"] = Indicators.Roc(one.Close, one.N) },
        "log_return" => new() { ["log_return"] = Indicators.LogReturn(one.Close, one.N) },
        "parkinson" => new() { ["parkinson"] = Indicators.Parkinson(one.High, one.Low, one.N, one.Periods) },
        "yang_zhang" => new() { ["yang_zhang"] = Indicators.YangZhang(one.Open, one.High, one.Low, one.Close, one.N, one.Periods) },
        "efficiency_ratio" => new() { ["er"] = Indicators.EfficiencyRatio(one.Close, one.N) },
        "edge_spread" => new() { ["edge_spread"] = Indicators.EdgeSpread(one.Open, one.High, one.Low, one.Close, one.N) },
        _ => throw new ArgumentException($"no indicator {one.Indicator}", nameof(one)),
    };
}
