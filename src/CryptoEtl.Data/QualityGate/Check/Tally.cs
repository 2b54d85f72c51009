using CryptoEtl.Core.QualityGate;

namespace CryptoEtl.Data.QualityGate.Check;

/// <summary>How often a rule was broken, with the first places.</summary>
internal sealed class RuleTally
{
    /// <summary>Places kept of each rule.</summary>
    public const int MostExamples = 10;

    public int Count { get; private set; }

    public List<FileFinding> Examples { get; } = [];

    public void Add(FileFinding finding)
    {
        Count++;
        if (Examples.Count < MostExamples)
            Examples.Add(finding);
    }

    public void Add(RuleTally other)
    {
        Count += other.Count;
        Examples.AddRange(other.Examples.Take(MostExamples - Examples.Count));
    }

    /// <summary>Counts a finding that is not among the first.</summary>
    public bool TryCount()
    {
        if (Examples.Count < MostExamples)
            return false;
        Count++;
        return true;
    }
}

/// <summary>Everything found so far in a file, or in one batch of it.</summary>
internal sealed class Tally
{
    public List<Verdict> Parts { get; } = [];

    public Dictionary<string, RuleTally> Rules { get; } = [];

    public RuleTally Of(string rule)
    {
        if (!Rules.TryGetValue(rule, out var tally))
            Rules[rule] = tally = new();
        return tally;
    }

    public void Add(Tally other)
    {
        Parts.AddRange(other.Parts);
        foreach (var (rule, tally) in other.Rules)
            Of(rule).Add(tally);
    }

    /// <summary>Rows that could not be read: each is held back.</summary>
    public void Add(Contract contract, IReadOnlyList<FileFinding> unread)
    {
        foreach (var finding in unread)
            Of(finding.Rule).Add(finding);
        Parts.Add(new(
            contract.Table.FullName, Decision.PassWithQuarantine, unread.Count, 0, unread.Count, 1, contract.MaxLoss,
            unread.GroupBy(finding => finding.Rule).ToDictionary(rule => rule.Key, rule => rule.Count()), [], ""));
    }
}
