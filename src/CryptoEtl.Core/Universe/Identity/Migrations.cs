namespace CryptoEtl.Core.Universe.Identity;

/// <summary>Finds ids that went on under another id.</summary>
/// <remarks>
/// An id goes when it turns inactive or is on no list any more. Who by then had come to hold what it held, later than it did, or comes to
/// hold it afterwards, is its successor, if it is the only one. A contract is one token, so time does not matter; name and symbol
/// together are used again by others (Terra), so they count within a month only.
/// </remarks>
internal static class Migrations
{
    private const string SameContract = "same contract";
    private const string SameNames = "same name and symbol";

    private static readonly TimeSpan AroundNames = TimeSpan.FromDays(30);

    private sealed record Holding(string Asset, DateTime From, DateTime? To);

    private sealed record Taking(string Asset, DateTime At, string Evidence);

    public static IEnumerable<IdentityFact> Of(IReadOnlyDictionary<string, List<ListingVintage>> assets)
    {
        var contracts = Holdings(assets, v => v.IsActive ? v.Contracts ?? [] : []);
        var names = Holdings(assets, v => v.IsActive && v is { Name.Length: > 0, Symbol.Length: > 0 } ? [NamesOf(v)] : []);
        foreach (var (asset, vintages) in assets)
        {
            foreach (var (last, going, back) in Goings(vintages))
            {
                var takings = Takings(asset, last.Contracts ?? [], contracts, going, back, TimeSpan.MaxValue, SameContract)
                    .Concat(Takings(asset, [NamesOf(last)], names, going, back, AroundNames, SameNames));
                if (TheFirst(takings) is not { } taken)
                    continue;
                yield return new(asset, IdentityKind.Successor, taken.Asset, taken.At, back, taken.Evidence, back ?? taken.At);
                yield return new(taken.Asset, IdentityKind.Predecessor, asset, taken.At, back, taken.Evidence, back ?? taken.At);
            }
        }
    }

    /// <summary>Each time the coin ceased to be active: the vintage before, the moment, and when it came back.</summary>
    private static IEnumerable<(ListingVintage Last, DateTime Going, DateTime? Back)> Goings(List<ListingVintage> vintages)
    {
        for (var at = 1; at < vintages.Count; at++)
        {
            if (vintages[at - 1].IsActive && !vintages[at].IsActive)
                yield return (vintages[at - 1], vintages[at].SeenAt, vintages.Skip(at).FirstOrDefault(v => v.IsActive)?.SeenAt);
        }
    }

    /// <summary>The one asset that first took something. Null: none, or several at once. What comes later changes nothing.</summary>
    private static Taking? TheFirst(IEnumerable<Taking> takings) =>
        takings.GroupBy(taking => taking.At).MinBy(moment => moment.Key)?.DistinctBy(taking => taking.Asset).ToList() is [var only] ? only : null;

    /// <summary>Who else took what the asset held when it went, and when both were known.</summary>
    private static IEnumerable<Taking> Takings(
        string asset, IEnumerable<string> held, ILookup<string, Holding> holdings, DateTime going, DateTime? back, TimeSpan within, string evidence) =>
        from value in held
        from own in holdings[value].Where(h => h.Asset == asset && h.From < going)
        from other in holdings[value]
        where other.Asset != asset && other.From > own.From && !(other.To <= going) && !(other.From >= back) && (other.From - going).Duration() <= within
        select new Taking(other.Asset, other.From > going ? other.From : going, evidence);

    /// <summary>Who held what, from when we saw it: an activation told later must not change who was first.</summary>
    private static ILookup<string, Holding> Holdings(
        IReadOnlyDictionary<string, List<ListingVintage>> assets, Func<ListingVintage, IReadOnlyList<string>> valuesOf) =>
        assets.SelectMany(asset => Intervals.Of(asset.Key, "", [.. asset.Value.Select(v => v with { ActivatedAt = null })], valuesOf))
            .ToLookup(fact => fact.Value, fact => new Holding(fact.AssetId, fact.From, fact.To), StringComparer.Ordinal);

    private static string NamesOf(ListingVintage one) => $"{one.Name?.ToLowerInvariant()}\n{one.Symbol}";
}
