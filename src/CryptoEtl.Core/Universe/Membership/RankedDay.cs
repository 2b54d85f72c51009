namespace CryptoEtl.Core.Universe.Membership;

/// <summary>The ranking of one day: who has a cap, who is left out and why, who is a member. Moves forward day by day.</summary>
internal sealed class RankedDay
{
    private readonly UniverseRules rules;
    private readonly CapHistory history;
    private readonly VisibleWindow window;
    private readonly int[] classDays;
    private readonly double[] keys;
    private readonly int[] order;
    private readonly double[] caps;
    private int[] capDays;
    private int[] capDaysBefore;
    private string?[] exclusions;
    private string?[] exclusionsBefore;
    private bool[] members;
    private bool[] membersBefore;

    public RankedDay(UniverseRules rules, CapHistory history, ClassFacts facts)
    {
        (this.rules, this.history) = (rules, history);
        window = new(history, rules.DecisionOffset);
        classDays = facts.FirstDays(history);
        var count = history.Assets.Count;
        (keys, order, caps, Ranks) = (new double[count], new int[count], new double[count], new int[count]);
        (capDays, capDaysBefore) = (new int[count], new int[count]);
        (exclusions, exclusionsBefore) = (new string?[count], new string?[count]);
        (members, membersBefore) = (new bool[count], new bool[count]);
    }

    /// <summary>Day number.</summary>
    public int Day { get; private set; }

    /// <summary>Assets with a cap, by rank among all of them.</summary>
    public ReadOnlySpan<int> Order => order.AsSpan(0, Count);

    /// <summary>Assets with a cap.</summary>
    public int Count { get; private set; }

    /// <summary>By asset: rank among those that may be members; 0: left out, or no cap.</summary>
    public int[] Ranks { get; }

    /// <summary>Position in <see cref="Order"/> of the last member; -1: there is none.</summary>
    public int LastMember { get; private set; }

    public bool IsMember(int asset) => members[asset];

    public bool WasMember(int asset) => membersBefore[asset];

    public double CapOf(int asset) => caps[asset];

    public int CapDayOf(int asset) => capDays[asset];

    /// <summary>Why it is left out; null: it is not.</summary>
    public string? ExclusionOf(int asset) => exclusions[asset];

    /// <summary>Left out, or without a cap, the day before.</summary>
    public bool WasOut(int asset) => exclusionsBefore[asset] is not null || capDaysBefore[asset] == int.MinValue;

    /// <summary>The cap of the day before is still young enough; so if there is none now, it was taken back.</summary>
    public bool LostItsCap(int asset) => capDaysBefore[asset] >= Day - rules.MaxStaleDays;

    public double? MedianVolume(int asset) => window.MedianVolume(asset);

    public int? AgeOf(int asset) => window.AgeOf(asset);

    /// <summary>Ranks a later day.</summary>
    public void MoveTo(int day)
    {
        (capDays, capDaysBefore) = (capDaysBefore, capDays);
        (exclusions, exclusionsBefore) = (exclusionsBefore, exclusions);
        (members, membersBefore) = (membersBefore, members);
        Day = day;
        window.MoveTo(day);
        Collect();
        Sort();
        Admit();
    }

    /// <summary>Says who the members were, before the next day is ranked.</summary>
    public void SetMembers(IReadOnlyCollection<string> assets)
    {
        Array.Clear(members);
        foreach (var asset in assets)
            members[history.PositionOf(asset)] = true;
    }

    private void Collect()
    {
        Count = 0;
        for (var asset = 0; asset < caps.Length; asset++)
        {
            (capDays[asset], caps[asset]) = window.NewestCap(asset, rules.MaxStaleDays);
            exclusions[asset] = null;
            if (capDays[asset] == int.MinValue)
                continue;
            exclusions[asset] = Exclusion(asset);
            (keys[Count], order[Count]) = (-caps[asset], asset);
            Count++;
        }
    }

    private string? Exclusion(int asset)
    {
        for (var at = 0; at < ClassFacts.Classes.Count; at++)
        {
            if (classDays[(asset * ClassFacts.Classes.Count) + at] <= Day)
                return ClassFacts.Classes[at];
        }

        if (rules.MinAgeDays > 0 && (window.AgeOf(asset) ?? 0) < rules.MinAgeDays)
            return Reason.TooYoung;
        return rules.MinVolumeUsd > 0 && !(window.MedianVolume(asset) >= rules.MinVolumeUsd) ? Reason.Illiquid : null;
    }

    /// <summary>By cap, the largest first. Equal caps are rare, so what decides between them is looked up only then.</summary>
    private void Sort()
    {
        Array.Sort(keys, order, 0, Count);
        for (var start = 0; start < Count;)
        {
            var end = start + 1;
            while (end < Count && keys[end] == keys[start])
                end++;
            if (end - start > 1)
                order.AsSpan(start, end - start).Sort(CompareEqualCaps);
            start = end;
        }
    }

    private int CompareEqualCaps(int a, int b)
    {
        var byVolume = (window.MedianVolume(b) ?? -1).CompareTo(window.MedianVolume(a) ?? -1);
        return byVolume != 0 ? byVolume : string.CompareOrdinal(history.Assets[a], history.Assets[b]);
    }

    private void Admit()
    {
        Array.Clear(Ranks);
        Array.Clear(members);
        LastMember = -1;
        var rank = 0;
        for (var at = 0; at < Count; at++)
        {
            var asset = order[at];
            if (exclusions[asset] is not null)
                continue;
            Ranks[asset] = ++rank;
            if (rank > rules.Top)
                continue;
            members[asset] = true;
            LastMember = at;
        }
    }
}
