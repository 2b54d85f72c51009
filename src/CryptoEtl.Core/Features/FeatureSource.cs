namespace CryptoEtl.Core.Features;

/// <summary>Where observations come from: each source publishes with a lag of its own, and its series end at an anchor day of its own.</summary>
public enum FeatureSource
{
    /// <summary>Daily bars, volume and market cap.</summary>
    Market,

    /// <summary>Hourly closes.</summary>
    Hourly,

    /// <summary>Open interest, funding rate and basis.</summary>
    Derivatives,

    /// <summary>Galaxy score, alt rank, sentiment and interactions.</summary>
    Social,

    /// <summary>Value locked and DEX volume.</summary>
    Onchain,
}

/// <summary>One daily observation of an asset.</summary>
public enum Field
{
    /// <summary>First price of the day, USD.</summary>
    Open,

    /// <summary>Highest price of the day, USD.</summary>
    High,

    /// <summary>Lowest price of the day, USD.</summary>
    Low,

    /// <summary>Last price of the day, USD.</summary>
    Close,

    /// <summary>Quote volume of the day, USD.</summary>
    Volume,

    /// <summary>Circulating market cap at the day's end, USD.</summary>
    MarketCap,

    /// <summary>Total value locked at the day's end, USD.</summary>
    Tvl,

    /// <summary>Volume on decentralised exchanges, USD a day.</summary>
    DexVolume,

    /// <summary>LunarCrush score, 0-100.</summary>
    GalaxyScore,

    /// <summary>LunarCrush rank, 1 = best.</summary>
    AltRank,

    /// <summary>Share of positive posts, 0-100.</summary>
    Sentiment,

    /// <summary>Interactions of the day.</summary>
    Interactions,

    /// <summary>Open interest of the day's last snapshot over all venues, USD.</summary>
    OpenInterest,

    /// <summary>Mean of the day's funding rates, as a decimal per 8 hours.</summary>
    FundingRate,

    /// <summary>Mean of mark over index less one, decimal.</summary>
    Basis,
}

/// <summary>What is known of a field whatever the asset.</summary>
public static class Fields
{
    /// <summary>In the order of <see cref="Field"/>.</summary>
    public static readonly IReadOnlyList<Field> All = Enum.GetValues<Field>();

    public static readonly int Count = All.Count;

    public static FeatureSource SourceOf(Field field) => field switch
    {
        <= Field.MarketCap => FeatureSource.Market,
        Field.Tvl or Field.DexVolume => FeatureSource.Onchain,
        Field.GalaxyScore or Field.AltRank or Field.Sentiment or Field.Interactions => FeatureSource.Social,
        _ => FeatureSource.Derivatives,
    };

    /// <summary>Name of a field in files, such as <c>market_cap</c>.</summary>
    public static string NameOf(Field field) => Names[(int)field];

    /// <summary>The field of that name; null: there is none.</summary>
    public static Field? Named(string name) => Array.IndexOf(Names, name) is >= 0 and var at ? (Field)at : null;

    /// <summary>A value that means something: others count as missing. Prices are judged with their whole bar.</summary>
    public static bool IsMeant(Field field, double value) => double.IsFinite(value) && field switch
    {
        Field.MarketCap or Field.Tvl or Field.OpenInterest or Field.AltRank => value > 0,
        Field.Volume or Field.DexVolume or Field.Interactions => value >= 0,
        _ => true,
    };

    private static readonly string[] Names =
    [
        "open", "high", "low", "close", "volume", "market_cap", "tvl", "dex_volume", "galaxy_score", "alt_rank",
        "sentiment", "interactions", "open_interest", "funding_rate", "basis",
    ];
}
