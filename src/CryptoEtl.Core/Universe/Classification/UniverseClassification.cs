using CryptoEtl.Core.Universe.Membership;

namespace CryptoEtl.Core.Universe.Classification;

/// <summary>Which coins are none in their own right, by what, and from when.</summary>
/// <remarks>
/// Evidence by nature (name, symbol, DefiLlama's list) holds from a coin's first day though we learn it later: what a token is, it was
/// from its creation, and its name told everybody so. Evidence by price holds from the day on which the price had shown it.
/// </remarks>
public static class UniverseClassification
{
    private const string Stablecoin = "stablecoin";

    /// <summary>Rows of <see cref="UniverseTables.Classification"/>, by asset, class and evidence. Revisions are left null.</summary>
    /// <param name="listing">Rows of <see cref="UniverseTables.Listing"/>, every vintage: a name once carried counts.</param>
    /// <param name="stablecoins">Rows of <see cref="UniverseTables.Stablecoins"/>, every vintage.</param>
    /// <param name="history">Prices, for the peg.</param>
    /// <param name="rules">The decision offset.</param>
    /// <param name="to">Last UTC day that prices are looked at.</param>
    /// <param name="origin">The run.</param>
    public static Batch Build(
        IEnumerable<Batch> listing, IEnumerable<Batch> stablecoins, CapHistory history, UniverseRules rules, DateOnly to, RowOrigin origin)
    {
        var facts = new SortedDictionary<(string Asset, string Class, string Evidence), Fact>();
        foreach (var rows in listing)
            AddNames(rows, facts);
        foreach (var rows in stablecoins)
            AddListed(rows, facts);
        foreach (var found in PegEvidence.Find(history, rules, to))
        {
            var detail = $"{found.Near} of {found.Known} daily prices within {PegEvidence.Tolerance * 100:0} % of 1 USD";
            facts.Add((found.AssetId, Stablecoin, "price_peg"), new(detail, rules.DecisionTime(found.Day).UtcDateTime, found.Day));
        }

        return ToRows(facts, rules, origin);
    }

    private sealed record Fact(string Detail, DateTime KnownAt, DateOnly? From);

    private static void AddNames(Batch rows, SortedDictionary<(string, string, string), Fact> facts)
    {
        var (assets, names, symbols, seen) = (rows.Texts("asset_id"), rows.Texts("name"), rows.Texts("symbol"), rows.Instants(Tables.ObservedAt));
        for (var row = 0; row < rows.RowCount; row++)
        {
            if (assets[row] is not { } asset || seen[row] is not { } at)
                continue;
            foreach (var found in NameEvidence.Of(names[row], symbols[row]))
                Keep(facts, (asset, found.Class, found.Evidence), new(found.Detail, at, null));
        }
    }

    private static void AddListed(Batch rows, SortedDictionary<(string, string, string), Fact> facts)
    {
        var (assets, pegs, mechanisms) = (rows.Texts("gecko_id"), rows.Texts("peg_type"), rows.Texts("peg_mechanism"));
        var seen = rows.Instants(Tables.ObservedAt);
        for (var row = 0; row < rows.RowCount; row++)
        {
            if (assets[row] is { } asset && seen[row] is { } at)
                Keep(facts, (asset, Stablecoin, "stablecoin_list"), new($"{pegs[row]}, {mechanisms[row]}", at, null));
        }
    }

    /// <summary>What was seen first stays; at one moment, the first by its text.</summary>
    private static void Keep(SortedDictionary<(string, string, string), Fact> facts, (string, string, string) key, Fact fact)
    {
        if (!facts.TryGetValue(key, out var known) || fact.KnownAt < known.KnownAt
            || (fact.KnownAt == known.KnownAt && string.CompareOrdinal(fact.Detail, known.Detail) < 0))
            facts[key] = fact;
    }

    private static Batch ToRows(SortedDictionary<(string Asset, string Class, string Evidence), Fact> facts, UniverseRules rules, RowOrigin origin)
    {
        var rows = new BatchBuilder(UniverseTables.Classification);
        foreach (var ((asset, named, evidence), fact) in facts)
        {
            rows.Text("asset_id", asset).Text("class", named).Text("evidence", evidence).Text("detail", fact.Detail).Day("valid_from", fact.From);
            if (fact.From is { } day)
                rows.Origin(origin, UniverseRules.EndOf(day), rules.DecisionOffset);
            else
                rows.Origin(origin, fact.KnownAt, TimeSpan.Zero);
            rows.EndRow();
        }

        return rows.Build();
    }
}
