namespace CryptoEtl.Core.Universe.Bias;

/// <summary>Who is held on each day of a panel, and with what cap: one day after the other, column by column.</summary>
public sealed class Holdings
{
    private readonly int[] starts;
    private readonly int[] assets;
    private readonly double[] caps;

    private Holdings(IReadOnlyList<List<(int Asset, double Cap)>> days)
    {
        starts = new int[days.Count + 1];
        for (var day = 0; day < days.Count; day++)
            starts[day + 1] = starts[day] + days[day].Count;
        (assets, caps) = ([.. days.SelectMany(day => day.Select(one => one.Asset))], [.. days.SelectMany(day => day.Select(one => one.Cap))]);
    }

    /// <summary>Positions in the panel.</summary>
    public ReadOnlySpan<int> AssetsOn(int day) => assets.AsSpan(starts[day], starts[day + 1] - starts[day]);

    /// <summary>USD, as known at the decision time of the day, or in hindsight, as told.</summary>
    public ReadOnlySpan<double> CapsOn(int day) => caps.AsSpan(starts[day], starts[day + 1] - starts[day]);

    /// <summary>The members of each day with the cap they were ranked by.</summary>
    /// <param name="universe">Rows of <see cref="UniverseTables.Silver"/>; of several with one key the one seen last counts.</param>
    public static Holdings OfMembers(IEnumerable<Batch> universe, ClosePanel panel)
    {
        var days = Enumerable.Range(0, panel.Days).Select(_ => new SortedDictionary<int, (DateTime Seen, double Cap)>()).ToList();
        foreach (var rows in universe)
            AddMembers(rows, panel, days);
        return new([.. days.Select(day => day.Where(one => !double.IsNaN(one.Value.Cap)).Select(one => (one.Key, one.Value.Cap)).ToList())]);
    }

    /// <summary>The same, but only those that are still there on the last day: what a list of today leaves of the past.</summary>
    public Holdings OfSurvivors(ClosePanel panel) =>
        Rebuilt(panel, day => Of(day).Where(one => !double.IsNaN(panel.CapOn(one.Asset, panel.Days - 1))));

    /// <summary>The members of the last day, all along: each from its first price on, with the cap of the day.</summary>
    public Holdings OfLastMembers(ClosePanel panel)
    {
        var last = AssetsOn(panel.Days - 1).ToArray();
        return Rebuilt(panel, day => last.Select(asset => (Asset: asset, Cap: panel.CapOn(asset, day))).Where(one => !double.IsNaN(one.Cap)));
    }

    private static Holdings Rebuilt(ClosePanel panel, Func<int, IEnumerable<(int Asset, double Cap)>> of) =>
        new([.. Enumerable.Range(0, panel.Days).Select(day => of(day).ToList())]);

    private IEnumerable<(int Asset, double Cap)> Of(int day) =>
        Enumerable.Range(starts[day], starts[day + 1] - starts[day]).Select(at => (assets[at], caps[at]));

    private static void AddMembers(Batch rows, ClosePanel panel, List<SortedDictionary<int, (DateTime Seen, double Cap)>> days)
    {
        var (ids, dates, isMember, worth) = (rows.Texts("asset_id"), rows.Instants("day"), rows.Flags("is_member"), rows.Numbers("market_cap_usd"));
        var (observed, revisions) = (rows.Instants(Tables.ObservedAt), rows.Texts(Tables.Revision));
        for (var row = 0; row < rows.RowCount; row++)
        {
            var day = dates[row] is { } date ? (int)(date.Ticks / TimeSpan.TicksPerDay) - panel.From.DayNumber : -1;
            if (day < 0 || day >= panel.Days || ids[row] is not { } id || panel.Find(id) is not (>= 0 and var asset))
                continue;
            var seen = observed[row] ?? DateTime.MinValue;
            if (!days[day].TryGetValue(asset, out var known) || known.Seen <= seen)
                days[day][asset] = (seen, isMember[row] == true && revisions[row] != "withdrawn" ? worth[row] ?? double.NaN : double.NaN);
        }
    }
}
