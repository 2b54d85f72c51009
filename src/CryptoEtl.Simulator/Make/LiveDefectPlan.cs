using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Make;

/// <summary>Spreads declared defects over the live rows of the last day, one of each kind after the other.</summary>
internal sealed class LiveDefectPlan(TapeMakeOptions options)
{
    /// <summary>The gate looks at so many rows, so the share has to hold among them as well as below.</summary>
    private const int TopRows = 200;

    private const int PageRows = 250;

    // The first six are the hard rules of a live gate: they come first, so that the top rows hold each of them.
    private static readonly (string Field, string Kind, double? Value)[] Kinds =
    [
        ("current_price", LiveDefects.Zero, null),
        ("high_24h", LiveDefects.Inverted, null),
        ("market_cap", LiveDefects.Scaled, 1000),
        ("last_updated", LiveDefects.Stale, 4),
        ("id", LiveDefects.Duplicate, 3),
        ("current_price", LiveDefects.Null, null),
        ("current_price", LiveDefects.Negative, null),
        ("market_cap", LiveDefects.Missing, null),
    ];

    /// <param name="ranked">Ids on the market on the last day, largest first.</param>
    public IEnumerable<Defect> Make(IReadOnlyList<string> ranked)
    {
        var top = Math.Min(TopRows, ranked.Count);
        var random = new SeededRandom(StableHash.Of(options.Seed, 11));
        // The first few are what everything else is measured by; the last rows of a page have a defect of their own.
        var upper = Spread(random, Math.Min(5, top), top, (int)(top * options.DefectShare));
        var lower = Spread(random, PageRows + 10, ranked.Count, (int)(Math.Max(0, ranked.Count - PageRows - 10) * options.DefectShare));

        var number = 0;
        foreach (var place in upper.Concat(lower))
        {
            var (field, kind, value) = Kinds[number++ % Kinds.Length];
            yield return new Defect(ranked[place], options.End, "live", field, kind, value);
        }

        if (ranked.Count > PageRows + 10 && options.DefectShare > 0)
            yield return new Defect(ranked[PageRows - 3], options.End, "live", "id", LiveDefects.Duplicate, 8);
    }

    // Distinct places, in drawn order.
    private static List<int> Spread(SeededRandom random, int from, int to, int count)
    {
        var places = new List<int>();
        while (places.Count < Math.Min(count, to - from))
        {
            var place = from + random.Below(to - from);
            if (!places.Contains(place))
                places.Add(place);
        }

        return places;
    }
}
