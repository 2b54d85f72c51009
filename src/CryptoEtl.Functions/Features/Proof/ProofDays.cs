namespace CryptoEtl.Functions.Features.Proof;

/// <summary>How many days of a kind there are, and how many of them are looked at.</summary>
/// <param name="Taken">Of these the day before, the day and the day after are compared, where they are among the days asked for.</param>
public sealed record ProofEventCount(ProofEvent Kind, int Found, int Taken);

/// <summary>The days to compare: the same for the same seed.</summary>
/// <param name="Days">Day numbers, ascending.</param>
/// <param name="AtRandom">How many of them were drawn among all.</param>
internal sealed record ProofDays(IReadOnlyList<int> Days, int AtRandom, IReadOnlyList<ProofEventCount> Events)
{
    /// <param name="inside">First and last day number that may be compared: strictly inside the data, or the whole would be cut there too.</param>
    /// <param name="points">How many days at random, and how many at most of each kind of event.</param>
    public static ProofDays Choose(IReadOnlyDictionary<ProofEvent, SortedSet<int>> events, (int First, int Last) inside, int points, int seed)
    {
        var random = new Random(seed);
        var all = Enumerable.Range(inside.First, Math.Max(0, inside.Last - inside.First + 1)).ToArray();
        var drawn = Draw(all, points, random);
        var (days, counts) = (new SortedSet<int>(drawn), new List<ProofEventCount>());
        foreach (var (kind, found) in events.OrderBy(kind => kind.Key))
        {
            var near = found.Where(day => day >= inside.First - 1 && day <= inside.Last + 1).ToArray();
            var taken = Draw(near, points, random);
            counts.Add(new(kind, near.Length, taken.Length));
            days.UnionWith(taken.SelectMany(day => new[] { day - 1, day, day + 1 }).Where(day => day >= inside.First && day <= inside.Last));
        }

        return new([.. days], drawn.Length, counts);
    }

    public static int[] Draw(int[] days, int most, Random random)
    {
        var drawn = (int[])days.Clone();
        random.Shuffle(drawn);
        return drawn[..Math.Min(most, drawn.Length)];
    }
}
