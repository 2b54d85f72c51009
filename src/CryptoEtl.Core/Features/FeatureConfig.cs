using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CryptoEtl.Core.Features;

/// <summary>The choices that features depend on. They are part of every result: <see cref="Hash"/> stands in each row.</summary>
public sealed record FeatureConfig
{
    /// <summary>Version of the definitions themselves.</summary>
    public const string SpecVersion = "1";

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>From the end of a day to the moment its row is made.</summary>
    public TimeSpan DecisionOffset { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>From the end of a day to the publication of its values; hourly: from the end of the hour.</summary>
    public TimeSpan MarketLag { get; init; } = TimeSpan.FromMinutes(40);

    public TimeSpan HourlyLag { get; init; } = TimeSpan.FromMinutes(10);

    public TimeSpan DerivativesLag { get; init; } = TimeSpan.FromMinutes(15);

    public TimeSpan SocialLag { get; init; } = TimeSpan.FromHours(6);

    public TimeSpan OnchainLag { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Missing days over which market cap is carried forward; likewise the others.</summary>
    public int MarketCapStaleDays { get; init; } = 3;

    public int TvlStaleDays { get; init; } = 3;

    public int GalaxyScoreStaleDays { get; init; } = 3;

    public int AltRankStaleDays { get; init; } = 3;

    public int OpenInterestStaleDays { get; init; } = 1;

    /// <summary>A hole of more missing days than this ends a segment of bars.</summary>
    public int MaxGapDays { get; init; } = 3;

    /// <summary>Least number of assets in a cross-section.</summary>
    public int MinCrossSection { get; init; } = 5;

    /// <summary>How many of the largest assets the market's correlation and outperformance look at.</summary>
    public int TopN { get; init; } = 50;

    public string BtcAssetId { get; init; } = "bitcoin";

    /// <summary>SHA-256 of all choices and the version of the definitions, hexadecimal.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    private string Text => string.Create(CultureInfo.InvariantCulture,
        $"{SpecVersion}|{DecisionOffset.Ticks}|{MarketLag.Ticks}|{HourlyLag.Ticks}|{DerivativesLag.Ticks}|{SocialLag.Ticks}|{OnchainLag.Ticks}|{MarketCapStaleDays}|{TvlStaleDays}|{GalaxyScoreStaleDays}|{AltRankStaleDays}|{OpenInterestStaleDays}|{MaxGapDays}|{MinCrossSection}|{TopN}|{BtcAssetId}");

    public TimeSpan LagOf(FeatureSource source) => source switch
    {
        FeatureSource.Market => MarketLag,
        FeatureSource.Hourly => HourlyLag,
        FeatureSource.Derivatives => DerivativesLag,
        FeatureSource.Social => SocialLag,
        _ => OnchainLag,
    };

    /// <summary>Days by which a source's series ends before the row's day: k.</summary>
    public int AnchorOf(FeatureSource source)
    {
        var late = (LagOf(source) - DecisionOffset).Ticks;
        return late <= 0 ? 0 : (int)((late + Day.Ticks - 1) / Day.Ticks);
    }

    /// <summary>Days over which a field is carried forward; 0: never.</summary>
    public int StaleDaysOf(Field field) => field switch
    {
        Field.MarketCap => MarketCapStaleDays,
        Field.Tvl => TvlStaleDays,
        Field.GalaxyScore => GalaxyScoreStaleDays,
        Field.AltRank => AltRankStaleDays,
        Field.OpenInterest => OpenInterestStaleDays,
        _ => 0,
    };

    /// <summary>Days over which a source's age is told.</summary>
    public int AgeDaysOf(FeatureSource source) => source switch
    {
        FeatureSource.Onchain => TvlStaleDays,
        FeatureSource.Social => GalaxyScoreStaleDays,
        _ => OpenInterestStaleDays,
    };

    /// <summary>UTC ticks of the moment at which a day's row is made.</summary>
    /// <param name="day">Day number, as of <see cref="DateOnly.DayNumber"/>.</param>
    public long DecisionTicks(int day) => (day + 1) * Day.Ticks + DecisionOffset.Ticks;

    /// <summary>UTC ticks at which a day's value is published where nothing else is known.</summary>
    public long PublishedTicks(FeatureSource source, int day) => (day + 1) * Day.Ticks + LagOf(source).Ticks;

    /// <summary>The first day whose row may use what is published at a moment. Equality is allowed.</summary>
    public int FirstRowOf(long publishedTicks)
    {
        var since = publishedTicks - DecisionOffset.Ticks;
        return (int)((since + Day.Ticks - 1) / Day.Ticks) - 1;
    }

    /// <exception cref="BadInputException">A choice contradicts another.</exception>
    public FeatureConfig Checked()
    {
        foreach (var source in new[] { FeatureSource.Market, FeatureSource.Hourly })
        {
            if (DecisionOffset < LagOf(source))
                throw new BadInputException($"decision_offset {DecisionOffset} is below the {source.ToString().ToLowerInvariant()} lag {LagOf(source)}: rows would be made before their own day is published");
        }

        if (Enum.GetValues<FeatureSource>().Any(source => LagOf(source) < TimeSpan.Zero || AnchorOf(source) > 30))
            throw new BadInputException("lags lie between 0 and 30 days");
        var days = new[] { MarketCapStaleDays, TvlStaleDays, GalaxyScoreStaleDays, AltRankStaleDays, OpenInterestStaleDays, MaxGapDays };
        if (days.Any(number => number is < 0 or > 30))
            throw new BadInputException("max_stale_days and max_gap_days lie between 0 and 30");
        return MinCrossSection < 2 || TopN < 2
            ? throw new BadInputException("min_cross_section and top_n are at least 2")
            : this;
    }
}
