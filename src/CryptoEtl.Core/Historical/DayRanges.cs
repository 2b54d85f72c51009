namespace CryptoEtl.Core.Historical;

/// <summary>Days from one to another, both included.</summary>
public readonly record struct DayRange(DateOnly From, DateOnly To)
{
    public int Days => To.DayNumber - From.DayNumber + 1;

    public bool Contains(DateOnly day) => day >= From && day <= To;

    public bool Meets(DayRange other) => From <= other.To && other.From <= To;
}

/// <summary>A set of days, kept as ranges that neither touch nor overlap, oldest first.</summary>
public sealed class DayRanges
{
    private readonly List<DayRange> ranges = [];

    public IReadOnlyList<DayRange> All => ranges;

    public bool Contains(DateOnly day) => ranges.Exists(range => range.Contains(day));

    public void Add(DayRange added)
    {
        if (added.Days <= 0)
            return;

        var touching = ranges.Where(range => range.From <= added.To.AddDays(1) && added.From <= range.To.AddDays(1)).ToList();
        foreach (var range in touching)
        {
            added = new(range.From < added.From ? range.From : added.From, range.To > added.To ? range.To : added.To);
            ranges.Remove(range);
        }

        ranges.Insert(ranges.FindIndex(range => range.From > added.From) is var at and >= 0 ? at : ranges.Count, added);
    }

    /// <summary>The days of a range that are not in the set.</summary>
    public IReadOnlyList<DayRange> Missing(DayRange wanted)
    {
        var missing = new List<DayRange>();
        var next = wanted.From;
        foreach (var held in ranges.Where(range => range.Meets(wanted)))
        {
            if (held.From > next)
                missing.Add(new(next, held.From.AddDays(-1)));
            next = held.To.AddDays(1);
        }

        if (next <= wanted.To)
            missing.Add(new(next, wanted.To));
        return missing;
    }
}
