using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Serve.DefiLlama;

/// <summary>Value locked over time as shown now: the first snapshot of each day under its midnight, then a live point off the grid.</summary>
internal static class TvlPoints
{
    /// <summary>Unix seconds and US dollars, ascending. Days without a snapshot or a figure are not there.</summary>
    public static IEnumerable<(long Seconds, double Usd)> Of(string slug, DaySeries series, DateTimeOffset now)
    {
        var ready = series.LastUpTo(AssetHistory.DayNumber(now - LockedValue.Ready));
        for (var row = 0; row <= ready; row++)
        {
            if (double.IsFinite(series.Values[row]))
                yield return (LlamaJson.Seconds(series.Days[row]), series.Values[row]);
        }

        if (IsLiving(series, now) && new LockedValue(slug, series, now).Now is { } live)
            yield return (LiveStamp(slug, now), live);
    }

    /// <summary>A series goes on as long as it has a snapshot of today or yesterday.</summary>
    public static bool IsLiving(DaySeries series, DateTimeOffset now)
    {
        var last = series.LastUpTo(AssetHistory.DayNumber(now - LockedValue.Ready));
        return last >= 0 && series.Days[last] >= AssetHistory.DayNumber(now) - 1;
    }

    /// <summary>Within the last hour and never on a midnight.</summary>
    public static long LiveStamp(string slug, DateTimeOffset now)
    {
        var stamp = now.ToUnixTimeSeconds() - 1 - (long)(600 * LlamaJson.Share(slug, 40));
        return stamp % 86_400 == 0 ? stamp - 1 : stamp;
    }
}
