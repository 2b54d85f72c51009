using CryptoEtl.Core.Features;
using CryptoEtl.Core.Features.Series;

namespace CryptoEtl.Functions.Features;

/// <summary>One value that a source told of an asset.</summary>
/// <param name="Series">A <see cref="Field"/>, or <see cref="AssetHistory.Hours"/>.</param>
/// <param name="Place">Day number; of hours, hours since day 0.</param>
/// <param name="Value">NaN: none, or withdrawn.</param>
/// <param name="Published">UTC ticks; <see cref="Usual"/>: at the usual time of its source.</param>
internal readonly record struct Told(int Series, int Place, double Value, long Published)
{
    public const long Usual = 0;

    private const int HoursADay = 24;

    public bool IsHour => Series == AssetHistory.Hours;

    public FeatureSource Source => IsHour ? FeatureSource.Hourly : Fields.SourceOf((Field)Series);

    public int Day => IsHour ? Place / HoursADay : Place;

    /// <summary>UTC ticks.</summary>
    public long PublishedAt(FeatureConfig config) => Published != Usual ? Published : UsualAt(config);

    /// <summary>UTC ticks at which its source tells such a value, where it is on time.</summary>
    public long UsualAt(FeatureConfig config) =>
        IsHour ? (Place + 1) * TimeSpan.TicksPerHour + config.HourlyLag.Ticks : config.PublishedTicks(Source, Place);

    public void AddTo(AssetHistoryBuilder builder)
    {
        if (IsHour && Published != Usual)
            builder.AddHour(Place, Value, Published);
        else if (IsHour)
            builder.AddHour(Place, Value);
        else if (Published != Usual)
            builder.Add((Field)Series, Place, Value, Published);
        else
            builder.Add((Field)Series, Place, Value);
    }
}
