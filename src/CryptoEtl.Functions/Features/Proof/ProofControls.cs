namespace CryptoEtl.Functions.Features.Proof;

/// <summary>Deliberate looks ahead: what proves that the comparison has eyes.</summary>
/// <param name="inside">Days that may be compared.</param>
internal sealed class ProofControls(ProofData data, (int First, int Last) inside, int seed)
{
    private const int MostDays = 10;

    /// <summary>Each of them in turn.</summary>
    public IEnumerable<ProofControl> Run(CancellationToken cancellation)
    {
        yield return Look(
            "latest vintage everywhere", "the last word on a value is taken to have been there from the start", PanelMakers.LatestVintage,
            data.Assets.Values.SelectMany(told => ProofEvents.LateWords(data.Config, told)).Select(word => word.Due), "nothing came late or was told otherwise", cancellation);
        yield return Look(
            "universe of the last day", "today's members are taken to have been members ever since", PanelMakers.UniverseOfLastDay,
            DaysOfOtherMembers(), "the members are the same on every day", cancellation);
        yield return Look(
            "no publication lag", "values locked and social figures are taken to be there when their day ends", PanelMakers.WithoutLag,
            data.Assets.Values.SelectMany(told => told).Where(told => PanelMakers.IsLagged(told) && !double.IsNaN(told.Value)).Select(told => told.Day),
            "there are no values locked and no social figures", cancellation);
    }

    private ProofControl Look(string name, string meaning, PanelMaker leaking, IEnumerable<int> candidates, string whyNot, CancellationToken cancellation)
    {
        var days = candidates.Distinct().Where(day => day >= inside.First && day <= inside.Last).Order().ToArray();
        if (days.Length == 0)
            return new(name, meaning, 0, 0, null, whyNot);
        var (comparison, full) = (new RowComparison(name), leaking(data, Limit.None));
        foreach (var day in ProofDays.Draw(days, MostDays, new Random(seed)).TakeWhile(_ => comparison.Mismatches == 0))
            comparison.Compare(DayRows.Of(full, day, cancellation), DayRows.Of(leaking(data, Limit.Of(day, data.Config)), day, cancellation));
        return new(name, meaning, days.Length, (int)comparison.Days, comparison.First.FirstOrDefault(), null);
    }

    private IEnumerable<int> DaysOfOtherMembers()
    {
        var byDay = data.Members(Limit.None).GroupBy(one => one.Day, one => one.AssetId).ToDictionary(day => day.Key, day => day.ToHashSet());
        return byDay.Count == 0 ? [] : byDay.Where(day => !day.Value.SetEquals(byDay[byDay.Keys.Max()])).Select(day => day.Key);
    }
}
