using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Serve.DefiLlama;

/// <summary>Value locked right now: the last daily snapshot, moved a little every hour.</summary>
/// <remarks>The snapshot of a day is the first one taken on it and is out an hour into the day.</remarks>
internal sealed class LockedValue
{
    /// <summary>How far into a day its snapshot is out.</summary>
    public static readonly TimeSpan Ready = TimeSpan.FromHours(1);

    private readonly DaySeries series;
    private readonly ulong seed;
    private readonly int row;
    private readonly long hour;

    public LockedValue(string slug, DaySeries series, DateTimeOffset now)
    {
        this.series = series;
        seed = StableHash.Of(slug);
        row = series.LastUpTo(AssetHistory.DayNumber(now - Ready));
        hour = now.ToUnixTimeSeconds() / 3600;
    }

    /// <summary>US dollars. Null: no snapshot yet, or the source gave no figure.</summary>
    public double? Now => At(hour);

    /// <summary>Percent.</summary>
    public double? ChangeOverHour => Now is { } now ? LiveQuote.Percent(now, At(hour - 1)) : null;

    /// <summary>Percent since the snapshot so many days before the last one. Null: there is none.</summary>
    public double? ChangeOver(int days) => Now is { } now ? LiveQuote.Percent(now, Before(days)) : null;

    /// <summary>The snapshot so many days before the last one, US dollars. Null: there is none.</summary>
    public double? Before(int days)
    {
        var then = row < 0 ? -1 : series.LastUpTo(series.Days[row] - days);
        return then >= 0 && double.IsFinite(series.Values[then]) ? series.Values[then] : null;
    }

    // A series that ended stands still; a living one drifts by a tenth of a percent.
    private double? At(long atHour)
    {
        if (row < 0 || double.IsNaN(series.Values[row]))
            return null;

        var today = series.Days[row] >= DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber + hour / 24 - 1;
        var drift = today ? 0.001 * (2 * StableHash.Unit(StableHash.Of(seed, atHour)) - 1) : 0;
        return series.Values[row] * (1 + drift) is var value && double.IsFinite(value) ? value : null;
    }
}
