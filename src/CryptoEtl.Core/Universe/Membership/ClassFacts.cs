namespace CryptoEtl.Core.Universe.Membership;

/// <summary>Which assets are left out of the universe for what they are, and from which day on.</summary>
/// <remarks>Of several rows with one key the one that was seen last counts; a fact withdrawn is none.</remarks>
public sealed class ClassFacts
{
    /// <summary>Classes in the order in which one of several is named as the reason.</summary>
    public static readonly IReadOnlyList<string> Classes = ["stablecoin", "wrapped", "staked", "bridged", "leveraged"];

    private readonly Dictionary<(string Asset, string Class, string? Evidence), (DateTime Seen, int? From)> facts = [];

    /// <param name="rows">Rows of <see cref="UniverseTables.Classification"/>. A fact without a first day holds for life.</param>
    /// <exception cref="BadInputException">A class that is none of <see cref="Classes"/>.</exception>
    public void Add(Batch rows)
    {
        var (assets, classes, evidence) = (rows.Texts("asset_id"), rows.Texts("class"), rows.Texts("evidence"));
        var (from, seen, revisions) = (rows.Instants("valid_from"), rows.Instants(Tables.ObservedAt), rows.Texts(Tables.Revision));
        for (var row = 0; row < rows.RowCount; row++)
        {
            if (assets[row] is not { } asset || classes[row] is not { } named)
                continue;
            if (!Classes.Contains(named))
                throw new BadInputException($"{asset} is said to be of the class '{named}'; there are: {string.Join(", ", Classes)}");
            int? first = revisions[row] == "withdrawn" ? null : from[row] is { } day ? (int)(day.Ticks / TimeSpan.TicksPerDay) : int.MinValue;
            Keep((asset, named, evidence[row]), seen[row] ?? DateTime.MinValue, first);
        }
    }

    /// <summary>First days by asset position and class, as day numbers; no fact: a day that never comes.</summary>
    internal int[] FirstDays(CapHistory history)
    {
        var days = new int[history.Assets.Count * Classes.Count];
        Array.Fill(days, int.MaxValue);
        var positions = history.Assets.Select((asset, at) => (asset, at)).ToDictionary(pair => pair.asset, pair => pair.at, StringComparer.Ordinal);
        foreach (var ((asset, named, _), (_, from)) in facts)
        {
            if (from is not { } first || !positions.TryGetValue(asset, out var at))
                continue;
            ref var day = ref days[(at * Classes.Count) + IndexOf(named)];
            day = Math.Min(day, first);
        }

        return days;
    }

    private static int IndexOf(string named) => Classes.TakeWhile(one => one != named).Count();

    /// <summary>Seen at the same moment: the earlier first day, so that the order of reading never decides.</summary>
    private void Keep((string, string, string?) key, DateTime seen, int? first)
    {
        if (facts.TryGetValue(key, out var known)
            && (known.Seen > seen || (known.Seen == seen && (known.From ?? int.MaxValue) <= (first ?? int.MaxValue))))
            return;
        facts[key] = (seen, first);
    }
}
