namespace CryptoEtl.Core.Features.Health;

/// <summary>Whether more rows turned null than ever in the window. A share that falls is no incident.</summary>
/// <param name="Before">Median share of the days before; NaN: too few days, or no row is due.</param>
/// <param name="Reason">Null: no jump.</param>
internal readonly record struct NullJudgement(double Before, string? Reason)
{
    public static NullJudgement Of(FeatureFigures day, IReadOnlyCollection<FeatureFigures> past)
    {
        var fewest = day.Feature.IsMarket ? 1 : HealthLimits.FewestNulls;
        var days = past.Where(one => one.DueRows >= fewest).ToList();
        if (days.Count < HealthLimits.FewestDays || day.DueRows < fewest)
            return new(double.NaN, null);

        var before = HealthJudge.Median(days.Select(one => one.DueNullShare));
        return new(before, day.Feature.Name != HealthLimits.NullByNature && IsJump(day, days, before, fewest) ? $"null {HealthJudge.Percent(before)} -> {HealthJudge.Percent(day.DueNullShare)}" : null);
    }

    private static bool IsJump(FeatureFigures day, List<FeatureFigures> days, double before, int fewest)
    {
        // A feature that few assets ever have: its share cannot rise by much, but it can end.
        if (day.DueValues == 0 && days.TrueForAll(one => one.DueValues >= fewest))
            return true;
        var rise = Math.Max(HealthLimits.NullRise, HealthLimits.NullDeviations * Math.Sqrt(before * (1 - before) / day.DueRows));
        return day.DueNullShare >= before + rise
            && day.DueNullShare >= days.Max(one => one.DueNullShare) + HealthLimits.NullBeyond
            && day.DueNulls - before * day.DueRows >= fewest;
    }
}
