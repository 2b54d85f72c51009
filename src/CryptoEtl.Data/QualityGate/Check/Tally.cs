using System.Runtime.InteropServices;
using CryptoEtl.Core.QualityGate;

namespace CryptoEtl.Data.QualityGate.Check;

/// <summary>How often a rule was broken, with the first places.</summary>
internal sealed class RuleTally
{
    /// <summary>Places kept of each rule.</summary>
    public const int MostExamples = 10;

    public int Count { get; private set; }

    /// <summary>Findings by field: a rule may look at several.</summary>
    public Dictionary<string, int> Fields { get; } = [];

    public List<FileFinding> Examples { get; } = [];

    public void Add(FileFinding finding)
    {
        Counted(finding.Field);
        if (Examples.Count < MostExamples)
            Examples.Add(finding);
    }

    public void Add(RuleTally other)
    {
        Count += other.Count;
        foreach (var (field, count) in other.Fields)
            Fields[field] = Fields.GetValueOrDefault(field) + count;
        Examples.AddRange(other.Examples.Take(MostExamples - Examples.Count));
    }

    /// <summary>Counts a finding that is not among the first.</summary>
    public bool TryCount(string field)
    {
        if (Examples.Count < MostExamples)
            return false;
        Counted(field);
        return true;
    }

    private void Counted(string field)
    {
        Count++;
        CollectionsMarshal.GetValueRefOrAddDefault(Fields, field, out _)++;
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

    /// <summary>Where series end; null: no rule asks.</summary>
    public SeriesEnds? Ends { get; set; }

    public void Add(Tally other)
    {
        if (other.Ends is not null)
            (Ends ??= new()).Add(other.Ends);
        Parts.AddRange(other.Parts);
        foreach (var (rule, tally) in other.Rules)
            Of(rule).Add(tally);
    }

    /// <summary>Tells which series ended early, now that the newest row of all is known.</summary>
    public void Close(Contract contract)
    {
        foreach (var rule in contract.Rules.Where(rule => rule.EndsWithin is not null && Ends is not null))
        {
            var before = Rules.GetValueOrDefault(rule.Id)?.Count ?? 0;
            Ends!.Tell(rule, Of(rule.Id));
            if (Of(rule.Id).Count == before)
                continue;
            Parts.Add(new(contract.Table.FullName, Decision.Pass, 0, 0, 0, 0, contract.MaxLoss, new Dictionary<string, int> { [rule.Id] = Of(rule.Id).Count - before }, [], ""));
        }
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
