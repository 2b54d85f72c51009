using static CryptoEtl.Core.QualityGate.RowRules;

namespace CryptoEtl.Core.QualityGate;

/// <summary>Rules on a list by market cap.</summary>
public static class RankRules
{
    /// <summary>With fewer caps than this there is no market to compare one with.</summary>
    private const int FewestCaps = 50;

    private const double Dwarf = 100;

    /// <summary>Each rank once.</summary>
    public static Rule NoSharedRank(string id, string rank) => new(
        id, Severity.Info, $"{rank} occurs once in a batch", "Ranks move while pages are read.", input => Shared(input, id, rank)) { Columns = [rank] };

    /// <summary>The cap does not rise with the rank.</summary>
    public static Rule CapFallsWithRank(string id, string rank, string cap) => new(
        id, Severity.Info, $"{cap} does not rise from one {rank} to the next", "The source ranks by more than the cap; we rank by the cap.",
        input => Rises(input, id, rank, cap)) { Columns = [rank, cap] };

    /// <summary>No coin dwarfs all others.</summary>
    public static Rule NoGiant(string id, string cap) => new(
        id, Severity.Quarantine, $"{cap} is at most {Dwarf} times the next smaller one of the largest ten, where {FewestCaps} rows have one above 0",
        "A wrong unit makes an unknown coin the largest of all; bitcoin never was a hundred times the second.",
        input => Giants(input, id, cap)) { Columns = [cap] };

    private static List<Finding> Shared(GateInput input, string id, string rank)
    {
        var (ranks, first, found) = (input.Rows.Integers(rank), new Dictionary<long, int>(), new Found(id));
        for (var row = 0; row < ranks.Length; row++)
        {
            if (ranks[row] is { } value && !first.TryAdd(value, row))
                found.Add(row, rank, value, $"{rank} {value} stands in row {first[value]} already", first[value]);
        }

        return found.All;
    }

    private static List<Finding> Rises(GateInput input, string id, string rank, string cap)
    {
        var (ranks, caps, found) = (input.Rows.Integers(rank), input.Rows.Numbers(cap), new Found(id));
        var last = -1;
        foreach (var row in Enumerable.Range(0, ranks.Length).Where(row => ranks[row] is not null).OrderBy(row => ranks[row]))
        {
            if (last >= 0 && ranks[row] > ranks[last] && caps[last] > 0 && caps[row] > caps[last])
                found.Add(row, cap, caps[row], $"{cap} {Text(caps[row])} at rank {ranks[row]} is above {Text(caps[last])} at rank {ranks[last]}");
            last = row;
        }

        return found.All;
    }

    private static List<Finding> Giants(GateInput input, string id, string cap)
    {
        var (caps, found) = (input.Rows.Numbers(cap), new Found(id));
        var largest = Enumerable.Range(0, caps.Length).Where(row => caps[row] > 0).OrderByDescending(row => caps[row]).ToList();
        if (largest.Count < FewestCaps)
            return found.All;
        var gap = Enumerable.Range(0, 10).LastOrDefault(at => caps[largest[at]] > Dwarf * caps[largest[at + 1]], -1);
        foreach (var row in largest.Take(gap + 1))
            found.Add(row, cap, caps[row], $"{cap} {Text(caps[row])} is more than {Dwarf} times {Text(caps[largest[gap + 1]])}, where the others begin");
        return found.All;
    }
}
