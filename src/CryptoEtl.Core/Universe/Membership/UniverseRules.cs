namespace CryptoEtl.Core.Universe.Membership;

/// <summary>What makes an asset a member of the universe on a day.</summary>
/// <remarks>Stored with the run that used them: another rule is another universe.</remarks>
public sealed record UniverseRules
{
    /// <summary>How many members a day has at most, by market cap.</summary>
    public int Top { get; init; } = 200;

    /// <summary>Least median daily volume over 30 days, USD. 0: not tested, so an asset without any volume may be a member.</summary>
    public double MinVolumeUsd { get; init; }

    /// <summary>Least age in days, counted from the first day that a cap or a price was told for. 0: none.</summary>
    public int MinAgeDays { get; init; }

    /// <summary>From the end of a day to its decision: what is known by then counts.</summary>
    public TimeSpan DecisionOffset { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>For how many days a cap is carried when none newer is known.</summary>
    public int MaxStaleDays { get; init; } = 3;

    /// <summary>D(d): the moment day d is decided, d+1 00:00 UTC plus the offset.</summary>
    public DateTimeOffset DecisionTime(DateOnly day) => EndOf(day) + DecisionOffset;

    /// <summary>The end of the day, UTC.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => new(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);

    /// <exception cref="BadInputException">A figure is out of its range; the message says which.</exception>
    public UniverseRules Checked()
    {
        Demand(Top >= 1, $"a universe of the top {Top} has no members");
        Demand(MinVolumeUsd >= 0, $"a least volume of {MinVolumeUsd} USD is none");
        Demand(MinAgeDays >= 0, $"a least age of {MinAgeDays} days is none");
        Demand(MaxStaleDays is >= 0 and < VisibleWindow.Days, $"a cap may be carried for 0 to {VisibleWindow.Days - 1} days, not {MaxStaleDays}");
        Demand(DecisionOffset >= TimeSpan.Zero && DecisionOffset < TimeSpan.FromDays(1), $"a decision offset of {DecisionOffset} is not within a day");
        return this;
    }

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
            throw new BadInputException(otherwise);
    }
}
