using System.Globalization;

namespace CryptoEtl.Core.Features.Health;

/// <summary>Judges the figures of features day by day against the accepted days before. It sees no later day than the one it judges.</summary>
/// <remarks>A day that jumped is not accepted, so it hides no other; what lasts is accepted when fewer than <see cref="HealthLimits.FewestDays"/> days of before are left in the window.</remarks>
public sealed class HealthJudge
{
    private readonly Dictionary<string, Queue<FeatureFigures>> accepted = new(StringComparer.Ordinal);

    /// <summary>Takes in a day that was judged before.</summary>
    /// <remarks>Days of a feature come in ascending order, here and in <see cref="Judge"/>.</remarks>
    public void Remember(FeatureFigures day, bool isJump)
    {
        var past = PastOf(day);
        if (!isJump)
            past.Enqueue(day);
    }

    public FeatureHealth Judge(FeatureFigures day)
    {
        var past = PastOf(day);
        var (nulls, drift) = (NullJudgement.Of(day, past), DriftJudgement.Of(day, past));
        string[] reasons = [.. new[] { nulls.Reason, drift.Reason }.OfType<string>()];
        if (reasons.Length == 0)
            past.Enqueue(day);
        return new(day, nulls.Before, drift.MedianBefore, drift.SpreadBefore, drift.Drift, reasons.Length == 0 ? null : string.Join("; ", reasons));
    }

    /// <summary>A share in whole percent, as reasons show it.</summary>
    internal static string Percent(double share) => share.ToString("0 %", CultureInfo.InvariantCulture);

    internal static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>Middle value; NaN without any.</summary>
    internal static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : Kernels.Quantiles.OfSorted(sorted, 0.5);
    }

    private Queue<FeatureFigures> PastOf(FeatureFigures day)
    {
        if (!accepted.TryGetValue(day.Feature.Name, out var past))
            accepted[day.Feature.Name] = past = new(HealthLimits.Window + 1);
        while (past.TryPeek(out var oldest) && oldest.Day < day.Day - HealthLimits.Window)
            past.Dequeue();
        return past;
    }
}
