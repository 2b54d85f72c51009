using CryptoEtl.Core.Features.Kernels;

namespace CryptoEtl.Core.Features.Families;

/// <summary>RiskMetrics' volatility: squared log returns, weighted by 0.94 to the power of their age.</summary>
internal static class EwmaVolatility
{
    private const double Decay = 0.94;
    private const int Seed = 30;

    private static readonly Line<BarSegment> Moves = new((segment, x) => Logs.Ratio(segment.Close, segment.Close, 1, segment.All, x));

    private static readonly Line<BarSegment> Line = new((segment, x) =>
    {
        var (moves, sum, count, variance) = (segment.Of(Moves), 0.0, 0, double.NaN);
        for (var at = Layout.Before + 1; at < segment.End; at++)
        {
            // A return over a hole is null, and is stepped over.
            if (segment.DayAt(at) != segment.DayAt(at - 1) + 1)
                continue;
            var move = moves[at];
            sum += ++count <= Seed ? move * move : 0;
            variance = count < Seed ? double.NaN : count == Seed ? sum / Seed : Decay * variance + (1 - Decay) * move * move;
            if (at >= segment.Range.First)
                x[at] = Math.Sqrt(variance * Returns.DaysAYear);
        }
    });

    public static readonly AssetFormula Formula = AssetFormula.Bars(
        new("vol_ewma_94", 'B', FeatureKind.Bars, "v = 0.94 v + 0.06 r², the 30th v = mean of the first 30 r²; √(365 v)", "30", "rec (260)", "decimal a year", FeatureSource.Market, "RiskMetrics 1996; zero mean"), Line);
}
