namespace CryptoEtl.Core.Universe.Identity;

/// <summary>Who an asset is at another source.</summary>
public sealed record AssetLink(string AssetId, string Kind, string Value, string Evidence);

/// <summary>Ids at other sources as facts: an interval starts when a link was first seen, and ends when it was seen no more.</summary>
public static class LinkHistory
{
    /// <param name="identity">Rows of <see cref="UniverseTables.Identity"/>: every vintage.</param>
    /// <param name="links">What the sources' lists say now.</param>
    /// <param name="kinds">Kinds that the lists were asked for; of others nothing is said.</param>
    /// <param name="origin">The run.</param>
    /// <returns>New links, links that hold on, and links that are over.</returns>
    public static Batch Build(Batch identity, IEnumerable<AssetLink> links, IReadOnlySet<string> kinds, RowOrigin origin)
    {
        var seen = origin.ObservedAt.UtcDateTime;
        var open = IdentityRows.Current([identity]).Where(fact => fact.To is null && kinds.Contains(fact.Kind))
            .ToDictionary(fact => (fact.AssetId, fact.Kind, fact.Value));
        var facts = new List<IdentityFact>();
        foreach (var link in links.Where(link => kinds.Contains(link.Kind)).DistinctBy(link => (link.AssetId, link.Kind, link.Value)))
        {
            facts.Add(open.Remove((link.AssetId, link.Kind, link.Value), out var held)
                ? held
                : new(link.AssetId, link.Kind, link.Value, seen, null, link.Evidence, seen));
        }

        return IdentityHistory.ToRows([.. facts, .. open.Values.Select(gone => gone with { To = seen, KnownAt = seen })], origin);
    }
}
