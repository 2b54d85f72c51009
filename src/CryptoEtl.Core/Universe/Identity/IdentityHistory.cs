namespace CryptoEtl.Core.Universe.Identity;

/// <summary>Who was known by what, and when: made of the vintages of the coin lists.</summary>
/// <remarks>The lists tell no past, so an interval starts when the source or we first saw it, and what is over never changes again.</remarks>
public static class IdentityHistory
{
    /// <summary>Rows of <see cref="UniverseTables.Identity"/>, by asset, kind, value and first moment. Revisions are left null.</summary>
    /// <param name="listing">Rows of <see cref="UniverseTables.Listing"/>: every vintage, in any order.</param>
    /// <param name="stablecoins">Rows of <see cref="UniverseTables.Stablecoins"/>: every vintage.</param>
    /// <param name="origin">The run.</param>
    public static Batch Build(IEnumerable<Batch> listing, IEnumerable<Batch> stablecoins, RowOrigin origin) =>
        ToRows([.. Facts(listing), .. StablecoinLinks(stablecoins)], origin);

    /// <summary>The facts from the coin lists, in no particular order.</summary>
    public static IReadOnlyList<IdentityFact> Facts(IEnumerable<Batch> listing)
    {
        var assets = ListingVintages.ByAsset(listing);
        return [.. assets.SelectMany(asset => FactsOf(asset.Key, asset.Value)), .. Migrations.Of(assets)];
    }

    private static IEnumerable<IdentityFact> FactsOf(string asset, List<ListingVintage> vintages) =>
    [
        .. Intervals.Of(asset, IdentityKind.Symbol, vintages, v => One(v.Symbol)),
        .. Intervals.Of(asset, IdentityKind.Name, vintages, v => One(v.Name)),
        .. Intervals.Of(asset, IdentityKind.Contract, vintages, v => v.Contracts),
        .. Intervals.Of(asset, IdentityKind.Status, vintages, v => v.Status is null ? [] : [v.Status]),
    ];

    /// <summary>A stablecoin's link to its coin: the same ledger, the other way round.</summary>
    private static IEnumerable<IdentityFact> StablecoinLinks(IEnumerable<Batch> stablecoins) =>
        StablecoinVintages.ByStablecoin(stablecoins).SelectMany(one => Intervals.Of(one.Key, IdentityKind.StablecoinId, one.Value, v => One(v.Name)))
            .Select(fact => fact with { AssetId = fact.Value, Value = fact.AssetId, Evidence = "DefiLlama gecko_id" });

    private static string[]? One(string? value) => value is null ? null : value.Length == 0 ? [] : [value];

    internal static Batch ToRows(IEnumerable<IdentityFact> facts, RowOrigin origin)
    {
        var rows = new BatchBuilder(UniverseTables.Identity);
        foreach (var fact in facts.OrderBy(f => f.AssetId, StringComparer.Ordinal).ThenBy(f => f.Kind, StringComparer.Ordinal)
                     .ThenBy(f => f.Value, StringComparer.Ordinal).ThenBy(f => f.From))
        {
            rows.Text("asset_id", fact.AssetId).Text("kind", fact.Kind).Text("value", fact.Value)
                .Instant("valid_from", fact.From).Instant("valid_to", fact.To).Text("evidence", fact.Evidence)
                .Origin(origin, fact.KnownAt, TimeSpan.Zero).EndRow();
        }

        return rows.Build();
    }
}
