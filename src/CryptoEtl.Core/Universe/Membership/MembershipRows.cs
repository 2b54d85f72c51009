namespace CryptoEtl.Core.Universe.Membership;

/// <summary>Writes a ranked day's rows: its members, those left out above the last member, and those that left.</summary>
internal sealed class MembershipRows(CapHistory history, UniverseRules rules, RowOrigin origin, MembershipSpan span)
{
    private BatchBuilder rows = new(UniverseTables.Silver);

    /// <summary>The rows since the last call.</summary>
    public Batch TakeRows()
    {
        var taken = rows.Build();
        rows = new(UniverseTables.Silver);
        return taken;
    }

    public void Write(RankedDay day)
    {
        for (var at = 0; at < day.Count; at++)
        {
            var asset = day.Order[at];
            if (ChangeOf(day, asset, isAbove: at <= day.LastMember) is { } change)
                Write(day, asset, at + 1, change, ReasonOf(day, asset, change));
        }

        foreach (var asset in WithoutCap(day))
            Write(day, asset, null, Change.Left, day.LostItsCap(asset) ? Reason.CapWithdrawn : Reason.CapStale);
    }

    /// <summary>Null: no row.</summary>
    private static string? ChangeOf(RankedDay day, int asset, bool isAbove) => (day.IsMember(asset), day.WasMember(asset)) switch
    {
        (true, true) => Change.Stays,
        (true, false) => Change.Entered,
        (false, true) => Change.Left,
        _ => isAbove ? Change.Excluded : null,
    };

    private string ReasonOf(RankedDay day, int asset, string change) => change switch
    {
        Change.Stays => Reason.Rank,
        Change.Entered => ReasonOfEntry(day, asset),
        _ => day.ExclusionOf(asset) ?? Reason.Fell,
    };

    private string ReasonOfEntry(RankedDay day, int asset)
    {
        if (span.MembersBefore is null && day.Day == span.From.DayNumber)
            return Reason.FirstDay;
        if (day.AgeOf(asset) <= rules.MaxStaleDays)
            return Reason.Listed;
        return day.WasOut(asset) ? Reason.Readmitted : Reason.Rose;
    }

    private IEnumerable<int> WithoutCap(RankedDay day) =>
        Enumerable.Range(0, history.Assets.Count)
            .Where(asset => day.WasMember(asset) && day.CapDayOf(asset) == int.MinValue)
            .OrderBy(asset => history.Assets[asset], StringComparer.Ordinal);

    private void Write(RankedDay day, int asset, int? rankOfAll, string change, string reason)
    {
        var date = DateOnly.FromDayNumber(day.Day);
        rows.Day("day", date).Text("asset_id", history.Assets[asset])
            .Flag("is_member", day.IsMember(asset))
            .Integer("rank", day.Ranks[asset] == 0 ? null : day.Ranks[asset])
            .Integer("rank_all", rankOfAll)
            .Number("market_cap_usd", day.CapOf(asset))
            .Day("cap_day", day.CapDayOf(asset) == int.MinValue ? null : DateOnly.FromDayNumber(day.CapDayOf(asset)))
            .Number("volume_usd", day.MedianVolume(asset))
            .Integer("age_days", day.AgeOf(asset))
            .Text("change", change).Text("reason", reason)
            .Flag("is_survivorship_free", span.IsSurvivorshipFree)
            .Origin(origin, UniverseRules.EndOf(date), rules.DecisionOffset)
            .EndRow();
    }
}
