namespace CryptoEtl.Simulator.Tape;

/// <summary>One value a UTC day, ascending, with gaps.</summary>
/// <param name="Days">Day numbers as of <see cref="DateOnly.DayNumber"/>.</param>
/// <param name="Values">NaN where the source gave no figure.</param>
public sealed record DaySeries(int[] Days, double[] Values)
{
    public static readonly DaySeries Empty = new([], []);

    /// <summary>Index of the last row on or before the day, or -1.</summary>
    public int LastUpTo(int day) => DayIndex.LastUpTo(Days, day);
}

/// <summary>Market data of one asset, column by column, one entry a UTC day, ascending, with gaps.</summary>
/// <remarks>All money in US dollars. NaN: the source gave no figure.</remarks>
public sealed record DailySeries(
    int[] Days, double[] Open, double[] High, double[] Low, double[] Close,
    double[] Volume, double[] MarketCap, double[] Supply)
{
    public static readonly DailySeries Empty = new([], [], [], [], [], [], [], []);

    public int Count => Days.Length;

    /// <summary>Index of the last row on or before the day, or -1.</summary>
    public int LastUpTo(int day) => DayIndex.LastUpTo(Days, day);

    /// <summary>Index of the row of the day, or -1.</summary>
    public int Of(int day)
    {
        var index = LastUpTo(day);
        return index >= 0 && Days[index] == day ? index : -1;
    }

    /// <summary>The series with a run of rows taken out.</summary>
    public DailySeries Without(int first, int count)
    {
        return new DailySeries(
            Cut(Days), Cut(Open), Cut(High), Cut(Low), Cut(Close), Cut(Volume), Cut(MarketCap), Cut(Supply));

        T[] Cut<T>(T[] column) => [.. column[..first], .. column[Math.Min(column.Length, first + count)..]];
    }

    /// <summary>The column of a field of daily.csv, or null for a field it does not have.</summary>
    public double[]? Column(string field) => field switch
    {
        "open" => Open,
        "high" => High,
        "low" => Low,
        "close" => Close,
        "volume_usd" => Volume,
        "market_cap_usd" => MarketCap,
        "circulating_supply" => Supply,
        _ => null,
    };
}

/// <summary>Social activity of one asset, one entry a UTC day, ascending. NaN: no figure.</summary>
/// <param name="GalaxyScore">0 to 100.</param>
/// <param name="AltRank">1 is best.</param>
/// <param name="Sentiment">0 to 100.</param>
/// <param name="Dominance">Percent of all interactions.</param>
public sealed record SocialSeries(
    int[] Days, double[] Interactions, double[] SocialVolume, double[] GalaxyScore,
    double[] AltRank, double[] Sentiment, double[] Dominance)
{
    public static readonly SocialSeries Empty = new([], [], [], [], [], [], []);

    /// <summary>Index of the last row on or before the day, or -1.</summary>
    public int LastUpTo(int day) => DayIndex.LastUpTo(Days, day);
}

internal static class DayIndex
{
    public static int LastUpTo(int[] days, int day)
    {
        var index = Array.BinarySearch(days, day);
        return index >= 0 ? index : ~index - 1;
    }
}
