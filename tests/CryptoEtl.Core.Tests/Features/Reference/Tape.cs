using CryptoEtl.Core.Features;
using CryptoEtl.Core.Features.Series;

namespace CryptoEtl.Core.Tests.Features.Reference;

/// <summary>Everything that was ever told, in the order of its coming, and the table of members.</summary>
internal sealed record Tape(FeatureConfig Config, IReadOnlyList<Told> Records, IReadOnlyList<(string Asset, int Day)> Members)
{
    /// <summary>Days on which something happened that a leak would show: arrivals, restatements, listings, holes, changes of members.</summary>
    public IReadOnlyCollection<int> Events { get; init; } = [];

    /// <summary>Ids in the order of a panel.</summary>
    public IReadOnlyList<string> Assets { get; } = [.. Records.Select(record => record.Asset).Distinct().Order(StringComparer.Ordinal)];

    public int FirstDay { get; } = Records.Min(record => record.Day);

    public int LastDay { get; } = Records.Max(record => record.Day);

    /// <summary>UTC ticks at which the row of a day is made.</summary>
    public static long Decision(FeatureConfig config, int day) => (day + 1L) * TimeSpan.TicksPerDay + config.DecisionOffset.Ticks;

    /// <summary>What there was when the row of a day was made: nothing published later, no members of later days.</summary>
    public Tape CutAt(int day) => new(Config,
        [.. Records.Where(record => record.PublishedAt(Config) <= Decision(Config, day))], [.. Members.Where(member => member.Day <= day)]);

    public Tape With(Func<Told, Told> change) => new(Config, [.. Records.Select(change)], Members) { Events = Events };

    public Tape And(params IEnumerable<Told> more) => new(Config, [.. Records, .. more], Members) { Events = Events };

    public Tape Without(Func<Told, bool> gone) => new(Config, [.. Records.Where(record => !gone(record))], Members) { Events = Events };

    public FeaturePanel Panel()
    {
        var told = Records.ToLookup(record => record.Asset);
        return new(Config, [.. Assets.Select(asset => History(asset, told[asset]))], Table());
    }

    private AssetHistory History(string asset, IEnumerable<Told> told)
    {
        var builder = new AssetHistoryBuilder(asset, Config);
        foreach (var record in told)
            Add(builder, record);
        return builder.Build();
    }

    private static void Add(AssetHistoryBuilder builder, Told record)
    {
        if (record.Series == Told.Hours && record.Published is { } hourPublished)
            builder.AddHour(record.Place, record.Value, hourPublished);
        else if (record.Series == Told.Hours)
            builder.AddHour(record.Place, record.Value);
        else if (record.Published is { } published)
            builder.Add((Field)record.Series, record.Place, record.Value, published);
        else
            builder.Add((Field)record.Series, record.Place, record.Value);
    }

    private Membership Table()
    {
        var table = new Membership(Assets.Count);
        var places = Assets.Index().ToDictionary(one => one.Item, one => one.Index);
        foreach (var (asset, day) in Members)
        {
            if (places.TryGetValue(asset, out var at))
                table.Add(at, day);
        }

        return table;
    }
}
