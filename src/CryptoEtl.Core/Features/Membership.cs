namespace CryptoEtl.Core.Features;

/// <summary>Which assets were members of the universe on which day, as decided with what was known then.</summary>
/// <param name="assets">How many assets there are.</param>
public sealed class Membership(int assets)
{
    private readonly Dictionary<int, ulong[]> days = [];

    /// <summary>Days with at least one member, unordered.</summary>
    public IReadOnlyCollection<int> Days => days.Keys;

    /// <param name="asset">Position of the asset in its panel.</param>
    /// <param name="day">Day number.</param>
    public void Add(int asset, int day)
    {
        if (!days.TryGetValue(day, out var bits))
            days.Add(day, bits = new ulong[(assets + 63) / 64]);
        bits[asset / 64] |= 1UL << (asset % 64);
    }

    public bool Contains(int asset, int day) => Of(day).Contains(asset);

    /// <summary>All members of a day.</summary>
    public DayMembers Of(int day) => new(days.GetValueOrDefault(day));
}

/// <summary>The members of one day.</summary>
public readonly struct DayMembers
{
    private readonly ulong[]? bits;

    internal DayMembers(ulong[]? bits) => this.bits = bits;

    /// <param name="asset">Position of the asset in its panel.</param>
    public bool Contains(int asset) => bits is not null && (bits[asset / 64] >> (asset % 64) & 1) != 0;
}
