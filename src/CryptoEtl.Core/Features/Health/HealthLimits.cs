namespace CryptoEtl.Core.Features.Health;

/// <summary>Every limit of the health of features, with its reason. docs/feature-health.md says how they work together.</summary>
public static class HealthLimits
{
    /// <summary>Days looked back on: a month has every weekday four times.</summary>
    public const int Window = 30;

    /// <summary>With fewer accepted days in the window nothing is judged: the spread of nine days is luck.</summary>
    public const int FewestDays = 10;

    /// <summary>Fewer values have no quantiles worth comparing; features that compare assets ask for as many.</summary>
    public const int FewestValues = 5;

    /// <summary>Rows that must have turned null: one or two coins are their own affair.</summary>
    public const int FewestNulls = 3;

    /// <summary>The null share must rise by this much, a fraction: less is no source that failed.</summary>
    public const double NullRise = 0.10;

    /// <summary>And by so many of its binomial deviations: with few rows a tenth is noise.</summary>
    public const double NullDeviations = 4;

    /// <summary>And be so much above the worst accepted day, a fraction.</summary>
    public const double NullBeyond = 0.05;

    /// <summary>Drift of an asset's feature, in spreads between p05 and p95: as far as from one end of all members to the other, three times.</summary>
    public const double Drift = 3;

    /// <summary>Drift of a market's feature, in spreads of its own past: it has one value a day, and its past is calm most months.</summary>
    public const double MarketDrift = 10;

    /// <summary>A drift must be so many times the largest of the accepted days: what moves much by nature is given room.</summary>
    public const double DriftBeyond = 4;

    /// <summary>A spread so many times wider than the widest accepted day's, or narrower than the narrowest: another unit, not another market.</summary>
    public const double SpreadTimes = 10;

    /// <summary>A spread below this share of the values is none: such a feature is constant, and rounding would decide.</summary>
    public const double Flat = 1e-9;

    /// <summary>So is a spread below this: near zero features are exact to no more.</summary>
    public const double FlatAtZero = 1e-12;

    /// <summary>Null by definition on days that have no fault: a cell of its double sort can be empty.</summary>
    public const string NullByNature = "cmom_7d";

    /// <summary>Days beyond a feature's lookback after which an asset is due to have it: the lag of its source, and a hole or two.</summary>
    public const int SpareDays = 7;
}
