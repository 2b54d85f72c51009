using System.Globalization;
using CryptoEtl.Core.Features.Health;

namespace CryptoEtl.Core.QualityGate.Report;

/// <summary>A feature that jumped on a day.</summary>
/// <param name="Day">Such as 2018-02-01.</param>
/// <param name="NullBefore">Share of nulls in rows that are due, a fraction: median of the days before. Null: not judged.</param>
/// <param name="NullNow">The same on the day. Null: no row is due.</param>
/// <param name="MedianBefore">Median of the days' medians. Null: not judged.</param>
/// <param name="MedianNow">Null: there is no value.</param>
/// <param name="Drift">In spreads. Null: not judged.</param>
public sealed record FeatureIncident(string Day, string Feature, char Group, double? NullBefore, double? NullNow, double? MedianBefore, double? MedianNow, double? Drift, string Reason)
{
    public static FeatureIncident Of(FeatureHealth jump) => new(
        FeatureIncidents.DayOf(jump), jump.Now.Feature.Name, jump.Now.Feature.Group, Told(jump.NullShareBefore), Told(jump.Now.DueNullShare), Told(jump.MedianBefore), Told(jump.Now.P50), Told(jump.Drift), jump.Reason!);

    private static double? Told(double value) => double.IsFinite(value) ? value : null;
}

/// <summary>Shares of nulls of one day, in the order of <see cref="FeatureIncidents.Names"/>; null: no row is due.</summary>
public sealed record DayOfNulls(string Day, IReadOnlyList<double?> Shares);

/// <summary>What the page of features is made of, and is kept to be continued.</summary>
/// <param name="Total">Incidents since the first day.</param>
/// <param name="Names">Features, in the order of the catalogue.</param>
/// <param name="Days">The last ones, oldest first.</param>
/// <param name="Latest">The last incidents, newest first.</param>
public sealed record FeatureIncidents(int Total, IReadOnlyList<string> Names, IReadOnlyList<DayOfNulls> Days, IReadOnlyList<FeatureIncident> Latest)
{
    /// <summary>Days and incidents that are kept.</summary>
    public const int MostDays = 120, MostIncidents = 500;

    public static readonly FeatureIncidents None = new(0, [.. Core.Features.FeatureCatalogue.All.Select(feature => feature.Name)], [], []);

    /// <param name="days">Whole days, in any order, none of which is here yet.</param>
    public FeatureIncidents And(IReadOnlyCollection<FeatureHealth> days)
    {
        var jumps = days.Where(day => day.IsJump).Select(FeatureIncident.Of).ToList();
        var nulls = days.GroupBy(DayOf).Select(day => new DayOfNulls(day.Key, SharesOf(day)));
        return this with
        {
            Total = Total + jumps.Count,
            Days = [.. Days.Concat(nulls).OrderBy(day => day.Day, StringComparer.Ordinal).TakeLast(MostDays)],
            Latest = [.. Latest.Concat(jumps).OrderByDescending(one => one.Day, StringComparer.Ordinal).ThenBy(one => one.Group).ThenBy(one => one.Feature, StringComparer.Ordinal).Take(MostIncidents)],
        };
    }

    internal static string DayOf(FeatureHealth health) => DateOnly.FromDayNumber(health.Now.Day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private List<double?> SharesOf(IEnumerable<FeatureHealth> day)
    {
        var shares = day.ToDictionary(one => one.Now.Feature.Name, one => one.Now.DueRows == 0 ? (double?)null : Math.Round(one.Now.DueNullShare, 4), StringComparer.Ordinal);
        return [.. Names.Select(name => shares.GetValueOrDefault(name))];
    }
}
