namespace CryptoEtl.Core.Features.Health;

/// <summary>How far the values lie from where they lay: in spreads, so that no unit plays a part.</summary>
/// <param name="Reason">Null: no jump.</param>
internal readonly record struct DriftJudgement(double MedianBefore, double SpreadBefore, double Drift, string? Reason)
{
    private static readonly DriftJudgement None = new(double.NaN, double.NaN, double.NaN, null);

    public static DriftJudgement Of(FeatureFigures day, IReadOnlyCollection<FeatureFigures> past)
    {
        var fewest = day.Feature.IsMarket ? 1 : HealthLimits.FewestValues;
        var days = past.Where(one => one.Values >= fewest).ToList();
        if (days.Count < HealthLimits.FewestDays || day.Values < fewest)
            return None;

        var (low, middle, high) = (HealthJudge.Median(days.Select(one => one.P05)), HealthJudge.Median(days.Select(one => one.P50)), HealthJudge.Median(days.Select(one => one.P95)));
        var spread = day.Feature.IsMarket ? SpreadOfDays(days) : HealthJudge.Median(days.Select(one => one.Spread));
        if (!(spread > Math.Max(HealthLimits.FlatAtZero, HealthLimits.Flat * Math.Max(Math.Abs(low), Math.Abs(high)))))
            return new(middle, spread, double.NaN, null);

        double Far(FeatureFigures one) => (Math.Abs(one.P05 - low) + Math.Abs(one.P50 - middle) + Math.Abs(one.P95 - high)) / (3 * spread);
        var drift = Far(day);
        string[] reasons = [.. new[] { Moved(day, middle, drift, days.Max(Far)), Widened(day, days, spread) }.OfType<string>()];
        return new(middle, spread, drift, reasons.Length == 0 ? null : string.Join("; ", reasons));
    }

    private static string? Moved(FeatureFigures day, double middle, double drift, double farthest) =>
        drift >= (day.Feature.IsMarket ? HealthLimits.MarketDrift : HealthLimits.Drift) && drift >= HealthLimits.DriftBeyond * farthest
            ? $"p50 {HealthJudge.Number(middle)} -> {HealthJudge.Number(day.P50)}, drift {HealthJudge.Number(drift)}"
            : null;

    /// <summary>A spread of exactly 0 is none too narrow: features of a few steps have it on calm days.</summary>
    private static string? Widened(FeatureFigures day, List<FeatureFigures> days, double spread) =>
        !day.Feature.IsMarket && day.Spread > 0
        && (day.Spread >= HealthLimits.SpreadTimes * days.Max(one => one.Spread) || day.Spread <= days.Min(one => one.Spread) / HealthLimits.SpreadTimes)
            ? $"spread {HealthJudge.Number(spread)} -> {HealthJudge.Number(day.Spread)}"
            : null;

    private static double SpreadOfDays(List<FeatureFigures> days)
    {
        var sorted = days.Select(one => one.P50).Order().ToArray();
        return Kernels.Quantiles.OfSorted(sorted, 0.95) - Kernels.Quantiles.OfSorted(sorted, 0.05);
    }
}
