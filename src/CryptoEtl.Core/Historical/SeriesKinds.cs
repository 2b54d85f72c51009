namespace CryptoEtl.Core.Historical;

/// <summary>The kinds of series that <c>universe</c> and <c>historical</c> hold, by the name they have in the coverage.</summary>
public static class SeriesKinds
{
    public const string Chart = "chart";
    public const string ChartHours = "chart_hour";
    public const string Candles = "candle";
    public const string CandleHours = "candle_hour";
    public const string Tvl = "tvl";
    public const string Dex = "dex";
    public const string Social = "social";

    /// <summary>The ledger that a series' rows go to.</summary>
    public static TableDefinition TableOf(string series) => series switch
    {
        Chart or ChartHours => HistoricalTables.Chart,
        Candles or CandleHours => HistoricalTables.Candles,
        Tvl => HistoricalTables.Tvl,
        Dex => HistoricalTables.Dex,
        Social => HistoricalTables.SocialDay,
        _ => throw new ArgumentOutOfRangeException(nameof(series), series, "no such series"),
    };

    /// <summary>day or hour, for the series of one coin.</summary>
    public static string GrainOf(string series) => series is ChartHours or CandleHours ? "hour" : "day";

    /// <summary>How long after the end of a UTC day its value counts as told for good.</summary>
    public static TimeSpan LagOf(string series) => series switch
    {
        Chart or Candles => PublicationLags.Market,
        ChartHours or CandleHours => PublicationLags.Market,
        Tvl => PublicationLags.LockedValue,
        Dex => PublicationLags.DexVolume,
        Social => PublicationLags.Social,
        _ => throw new ArgumentOutOfRangeException(nameof(series), series, "no such series"),
    };

    /// <summary>The last UTC day of a series that is over and settled at a moment.</summary>
    public static DateOnly LastSettled(string series, DateTimeOffset now) => DateOnly.FromDateTime((now - LagOf(series)).UtcDateTime).AddDays(-1);
}
