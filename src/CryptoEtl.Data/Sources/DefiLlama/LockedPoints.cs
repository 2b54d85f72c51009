using CryptoEtl.Core;
using CryptoEtl.Core.Historical;

namespace CryptoEtl.Data.Sources.DefiLlama;

/// <summary>One series of TVL on its way into rows. Which point is of the moment is known when the series is over.</summary>
/// <remarks>
/// A point at midnight is the first hourly snapshot of the day that starts there, so it stands for the end of the day before. The newest point
/// is of the moment when it is off midnight; an older one off midnight is an old slip of the source and no live value.
/// </remarks>
internal sealed class LockedPoints
{
    private readonly List<(DateTimeOffset Stamp, double? Usd, string? Errors)> points = [];

    public void Add(DateTimeOffset stamp, double? usd, string? errors) => points.Add((stamp, usd, errors));

    /// <summary>Writes the points, in the order given, and empties the series.</summary>
    /// <param name="start">Sets the columns that name the series.</param>
    public void Flush(BatchBuilder rows, Action<BatchBuilder> start, Reading reading)
    {
        var newest = points.Count == 0 ? default : points.Max(point => point.Stamp);
        foreach (var (stamp, usd, errors) in points)
        {
            start(rows);
            rows.Instant("stamp", stamp)
                .Day("day", Stamps.DayOf(stamp))
                .Number("tvl_usd", usd)
                .Flag("is_live", stamp == newest && !Stamps.IsMidnight(stamp))
                .Text("type_errors", errors)
                .Origin(reading.Origin, stamp, PublicationLags.LockedValue)
                .EndRow();
        }

        points.Clear();
    }
}
