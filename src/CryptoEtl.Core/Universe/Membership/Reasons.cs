namespace CryptoEtl.Core.Universe.Membership;

/// <summary>What happened to an asset on a day: the column <c>change</c>.</summary>
public static class Change
{
    public const string Entered = "entered";
    public const string Stays = "stays";
    public const string Left = "left";
    public const string Excluded = "excluded";
}

/// <summary>Why: the column <c>reason</c>. Beside these stand the classes of <see cref="ClassFacts.Classes"/>. docs/universe.md explains each.</summary>
public static class Reason
{
    /// <summary>Entered: the first day there is; who was a member before is not known.</summary>
    public const string FirstDay = "first_day";

    /// <summary>Entered: new on the market.</summary>
    public const string Listed = "listed";

    /// <summary>Entered: was left out or without a cap the day before.</summary>
    public const string Readmitted = "readmitted";

    /// <summary>Entered: its rank rose.</summary>
    public const string Rose = "rose";

    /// <summary>Stays: by its rank.</summary>
    public const string Rank = "rank";

    /// <summary>Left: its rank fell.</summary>
    public const string Fell = "fell";

    /// <summary>Left: no cap has been told for longer than one is carried: dead, delisted, or no longer covered.</summary>
    public const string CapStale = "cap_stale";

    /// <summary>Left: the cap it was ranked by was taken back.</summary>
    public const string CapWithdrawn = "cap_withdrawn";

    /// <summary>Excluded or left: younger than the rules demand.</summary>
    public const string TooYoung = "too_young";

    /// <summary>Excluded or left: the median volume is below what the rules demand, or not known.</summary>
    public const string Illiquid = "illiquid";
}
