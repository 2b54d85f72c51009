using CryptoEtl.Core.Features;

namespace CryptoEtl.Core.Tests.Features.Reference;

/// <summary>Markets that never were, with all that goes wrong in real ones.</summary>
/// <param name="dirt">How much goes wrong; 1: something on most days.</param>
internal sealed class RandomTape(int seed, int assets, int days, double dirt, FeatureConfig config)
{
    /// <summary>Day number of the first day of all tapes.</summary>
    public const int Start = 737_425;

    private readonly string[] names =
    [
        .. new[] { "aave", "bitcoin", "Cardano", "dogecoin", "ethereum", "flow", "gala", "helium", "icon", "juno", "kava", "litecoin", "maker", "neo" }.Take(assets),
        .. Enumerable.Range(14, Math.Max(0, assets - 14)).Select(number => $"coin-{number}"),
    ];

    private readonly Random random = new(seed);
    private readonly List<Told> records = [];
    private readonly List<Told> later = [];
    private readonly SortedSet<int> events = [];

    public static Tape Make(int seed, int assets = 13, int days = 480, double dirt = 1, FeatureConfig? config = null) =>
        new RandomTape(seed, assets, days, dirt, config ?? new()).Make();

    private Tape Make()
    {
        for (var asset = 0; asset < assets; asset++)
            new RandomAsset(this, names[asset], asset).Tell();
        return new(config, [.. records, .. later], [.. Members()]) { Events = events };
    }

    public Random Random => random;

    public int Days => days;

    public FeatureConfig Config => config;

    /// <summary>True in some of 1000 cases, more or less by how much goes wrong.</summary>
    public bool Goes(double wrong) => random.NextDouble() * 1000 < wrong * dirt;

    public int Event(int day)
    {
        events.Add(day);
        return day;
    }

    /// <summary>Tells at the usual time.</summary>
    public void Tell(Told record) => records.Add(record);

    /// <summary>Tells, after everything usual, at a moment some days after the usual one (or before it).</summary>
    public void TellLate(Told record, double daysLate)
    {
        var at = record.PublishedAt(config) + (long)(daysLate * TimeSpan.TicksPerDay);
        later.Add(record with { Published = at });
        Event(record.Day);
        Event(FirstRow(at));
    }

    /// <summary>Tells at the very moment of a decision, or a tick after.</summary>
    public void TellAt(Told record, int row, int ticksAfter)
    {
        later.Add(record with { Published = Tape.Decision(config, row) + ticksAfter });
        Event(row);
    }

    public int FirstRow(long published) => (int)Math.Ceiling((published - Tape.Decision(config, 0)) / (decimal)TimeSpan.TicksPerDay);

    /// <summary>Changes every month; now and then too few, none, or all but bitcoin.</summary>
    private IEnumerable<(string Asset, int Day)> Members()
    {
        for (var month = 0; month * 30 < days; month++)
        {
            Event(Start + month * 30);
            var some = (month % 9) switch { 4 => 3, 6 => 0, _ => random.Next(assets * 2 / 3, assets + 1) };
            var chosen = names.Where(name => month % 9 != 2 || name != config.BtcAssetId).OrderBy(_ => random.Next()).Take(some).ToArray();
            foreach (var day in Enumerable.Range(Start + month * 30, Math.Min(30, days - month * 30)))
            {
                foreach (var name in chosen)
                    yield return (name, day);
            }
        }
    }
}
