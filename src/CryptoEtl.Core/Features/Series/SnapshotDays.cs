namespace CryptoEtl.Core.Features.Series;

/// <summary>A day's value as it was known from a moment on.</summary>
/// <param name="Day">Day number.</param>
/// <param name="Value">NaN: none, where there was one before.</param>
/// <param name="Published">UTC ticks.</param>
public readonly record struct DayVintage(Field Field, int Day, double Value, long Published);

/// <summary>Makes daily observations of an asset's snapshots: the last open interest, the mean funding rate and the mean basis of the day.</summary>
/// <remarks>A day is told at its source's usual time, of the snapshots that were there by then. Each moment at which more of them came is a vintage of all that was there by then.</remarks>
public static class SnapshotDays
{
    /// <param name="snapshots">Of one asset, in any order.</param>
    /// <returns>By day, and those of a day as they were published. What says the same again is left out.</returns>
    public static IEnumerable<DayVintage> Of(IEnumerable<VenuesSnapshot> snapshots, FeatureConfig config) =>
        snapshots.GroupBy(one => one.Day).OrderBy(day => day.Key).SelectMany(day => Vintages(day.Key, InOrder(day), config));

    /// <summary>As they describe the day; all of what they hold decides, so that rows may come in any order.</summary>
    private static VenuesSnapshot[] InOrder(IEnumerable<VenuesSnapshot> snapshots) =>
    [
        .. snapshots.OrderBy(one => one.Moment).ThenBy(one => one.Available).ThenBy(one => one.OpenInterest).ThenBy(one => one.FundingRate).ThenBy(one => one.Basis),
    ];

    private static IEnumerable<DayVintage> Vintages(int day, VenuesSnapshot[] snapshots, FeatureConfig config)
    {
        var (usual, told) = (config.PublishedTicks(FeatureSource.Derivatives, day), new Dictionary<Field, double>());
        foreach (var moment in snapshots.Select(one => Math.Max(one.Available, usual)).Distinct().Order())
        {
            foreach (var (field, value) in Values(Array.FindAll(snapshots, one => one.Available <= moment)))
            {
                if (!value.Equals(told.GetValueOrDefault(field, double.NaN)))
                    yield return new(field, day, told[field] = value, moment);
            }
        }
    }

    /// <param name="known">In order.</param>
    private static (Field Field, double Value)[] Values(VenuesSnapshot[] known) =>
    [
        (Field.OpenInterest, known[^1].OpenInterest), (Field.FundingRate, Mean(known, one => one.FundingRate)), (Field.Basis, Mean(known, one => one.Basis)),
    ];

    /// <summary>Of the snapshots that tell it.</summary>
    private static double Mean(VenuesSnapshot[] known, Func<VenuesSnapshot, double> of) =>
        known.Select(of).Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Average();
}
