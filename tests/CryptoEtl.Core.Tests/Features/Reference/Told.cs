using CryptoEtl.Core.Features;

namespace CryptoEtl.Core.Tests.Features.Reference;

/// <summary>One record as a source told it.</summary>
/// <param name="Series">Position of a field, or <see cref="Hours"/>.</param>
/// <param name="Place">Day number, or hours since day 0.</param>
/// <param name="Value">NaN: nothing, or withdrawn.</param>
/// <param name="Published">UTC ticks; null: at the source's usual time.</param>
internal sealed record Told(string Asset, int Series, int Place, double Value, long? Published)
{
    public const int Hours = (int)Field.Basis + 1;

    public int Day => Series == Hours ? Place / 24 : Place;

    /// <summary>When the value could be had: as told, or period end and lag.</summary>
    public long PublishedAt(FeatureConfig config) => Published ?? PeriodEnd + Lag(config, Series).Ticks;

    private long PeriodEnd => Series == Hours ? (Place + 1L) * TimeSpan.TicksPerHour : (Place + 1L) * TimeSpan.TicksPerDay;

    public static TimeSpan Lag(FeatureConfig config, int series) => series switch
    {
        Hours => config.HourlyLag,
        (int)Field.Open or (int)Field.High or (int)Field.Low or (int)Field.Close or (int)Field.Volume or (int)Field.MarketCap => config.MarketLag,
        (int)Field.Tvl or (int)Field.DexVolume => config.OnchainLag,
        (int)Field.GalaxyScore or (int)Field.AltRank or (int)Field.Sentiment or (int)Field.Interactions => config.SocialLag,
        _ => config.DerivativesLag,
    };
}
