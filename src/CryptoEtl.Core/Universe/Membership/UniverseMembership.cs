using CryptoEtl.Core.Historical;

namespace CryptoEtl.Core.Universe.Membership;

/// <summary>Which days to reconstruct, and what went before.</summary>
/// <param name="From">First UTC day.</param>
/// <param name="To">Last UTC day. Before <paramref name="From"/>: no day.</param>
/// <param name="MembersBefore">Members of the day before the first. Null: there is no such day, the universe starts here.</param>
/// <param name="IsSurvivorshipFree">Inactive coins were listed too, so the dead are among the assets.</param>
public sealed record MembershipSpan(DateOnly From, DateOnly To, IReadOnlyCollection<string>? MembersBefore, bool IsSurvivorshipFree);

/// <summary>Reconstructs who was a member of the universe on each day, from what was known then.</summary>
/// <remarks>
/// A value counts on day d if it was available at the decision time D(d); of several vintages the newest of those counts. So a day's rows
/// never change by what is learnt later, and adding days one by one gives the same rows as all at once. docs/universe.md has the rules.
/// </remarks>
public static class UniverseMembership
{
    /// <summary>Rows of <see cref="UniverseTables.Silver"/>, one batch a calendar year, days ascending; within a day by rank among all,
    /// then those without a cap by id.</summary>
    /// <param name="rules">What makes a member.</param>
    /// <param name="history">Every vintage of <see cref="HistoricalTables.Chart"/>, from the assets' first days on: ages count from there.</param>
    /// <param name="facts">Who is left out for what it is.</param>
    /// <param name="span">The days.</param>
    /// <param name="origin">The run.</param>
    /// <exception cref="BadInputException">The rules are out of range.</exception>
    public static IEnumerable<Batch> Build(UniverseRules rules, CapHistory history, ClassFacts facts, MembershipSpan span, RowOrigin origin)
    {
        rules.Checked();
        return span.From > span.To ? [] : Years(rules, history, facts, span, origin);
    }

    private static IEnumerable<Batch> Years(UniverseRules rules, CapHistory history, ClassFacts facts, MembershipSpan span, RowOrigin origin)
    {
        var ranked = Before(rules, history, facts, span);
        var rows = new MembershipRows(history, rules, origin, span);
        for (var day = span.From; day <= span.To; day = day.AddDays(1))
        {
            ranked.MoveTo(day.DayNumber);
            rows.Write(ranked);
            if (day != span.To && day.AddDays(1).Year == day.Year)
                continue;
            if (rows.TakeRows() is { RowCount: > 0 } year)
                yield return year;
        }
    }

    /// <summary>The state of the day before the first. Its members are as given, not ranked anew: they may have been decided by other facts.</summary>
    private static RankedDay Before(UniverseRules rules, CapHistory history, ClassFacts facts, MembershipSpan span)
    {
        foreach (var asset in span.MembersBefore ?? [])
            history.PositionOf(asset);
        var ranked = new RankedDay(rules, history, facts);
        if (span.MembersBefore is null)
            return ranked;
        ranked.MoveTo(span.From.DayNumber - 1);
        ranked.SetMembers(span.MembersBefore);
        return ranked;
    }
}
