using System.Globalization;
using CryptoEtl.Core.Live;
using CryptoEtl.Core.Universe.Identity;

namespace CryptoEtl.Core.Historical;

/// <summary>Who the assets are at the other sources, from their lists.</summary>
public sealed class AssetLinks
{
    /// <summary>Customer deposits at an exchange are not value locked on a chain.</summary>
    private const string ExchangeCategory = "CEX";

    private readonly ILookup<string, string> tvl, dex;
    private readonly Dictionary<string, long> social;

    /// <param name="directory">Every asset the listing knows, with prices.</param>
    /// <param name="protocols">Rows of <see cref="LiveTables.BronzeOnchain"/>.</param>
    /// <param name="parents">Rows of <see cref="LiveTables.Parent"/>.</param>
    /// <param name="exchanges">Rows of <see cref="HistoricalTables.DexVolume"/>: rolling totals of every exchange.</param>
    /// <param name="coins">Rows of <see cref="LiveTables.BronzeSocial"/>; none where the source is not asked.</param>
    /// <param name="known">LunarCrush ids that were linked before, with their assets.</param>
    public AssetLinks(
        AssetDirectory directory, Batch protocols, Batch parents, Batch exchanges, Batch coins, IReadOnlyDictionary<string, string>? known = null)
    {
        Onchain = AssetMapping.Onchain(protocols, directory, parents);
        var rowsById = Enumerable.Range(0, protocols.RowCount).Where(row => protocols.Texts("protocol_id")[row] is not null)
            .DistinctBy(row => protocols.Texts("protocol_id")[row]).ToDictionary(row => protocols.Texts("protocol_id")[row]!);
        tvl = Mapped(protocols).Where(row => protocols.Texts("category")[row] != ExchangeCategory)
            .ToLookup(row => Onchain[row].AssetId!, row => protocols.Texts("slug")[row]!);
        dex = Exchanges(exchanges, rowsById).ToLookup(pair => pair.Asset, pair => pair.Slug);
        Social = Remembered(AssetMapping.Social(WithIds(coins), directory, SocialLinks.None), known ?? new Dictionary<string, string>());
        social = Social.Where(mapping => mapping.AssetId is not null).ToDictionary(mapping => mapping.AssetId!, mapping => long.Parse(mapping.SourceId, CultureInfo.InvariantCulture));
    }

    /// <summary>One per protocol.</summary>
    public IReadOnlyList<Mapping> Onchain { get; }

    /// <summary>One per LunarCrush coin.</summary>
    public IReadOnlyList<Mapping> Social { get; }

    /// <summary>Every link that is certain.</summary>
    public IEnumerable<AssetLink> All(Batch protocols) =>
    [
        .. Social.Where(mapping => mapping.AssetId is not null).Select(mapping => new AssetLink(mapping.AssetId!, IdentityKind.LunarCrushId, mapping.SourceId, mapping.Evidence)),
        .. Mapped(protocols).Select(row => new AssetLink(Onchain[row].AssetId!, IdentityKind.DefiLlamaSlug, protocols.Texts("slug")[row]!, Onchain[row].Evidence)),
    ];

    /// <summary>An asset with nothing asked of it yet.</summary>
    public AssetWork Of(string assetId) => new(
        assetId, social.TryGetValue(assetId, out var id) ? id : null,
        [.. tvl[assetId].Distinct().Order(StringComparer.Ordinal)], [.. dex[assetId].Distinct().Order(StringComparer.Ordinal)], []);

    /// <summary>A link once found stays while its asset is nobody else's: the price that confirmed it may be a day old and further off today.</summary>
    private static List<Mapping> Remembered(IReadOnlyList<Mapping> mappings, IReadOnlyDictionary<string, string> known)
    {
        var taken = mappings.Select(mapping => mapping.AssetId).OfType<string>().ToHashSet();
        return
        [
            .. mappings.Select(mapping => mapping.Status == MappingStatus.Unmatched && known.TryGetValue(mapping.SourceId, out var asset) && taken.Add(asset)
                ? mapping with { Status = MappingStatus.Mapped, AssetId = asset, Evidence = "linked before" }
                : mapping),
        ];
    }

    private IEnumerable<int> Mapped(Batch protocols) =>
        Enumerable.Range(0, protocols.RowCount).Where(row => Onchain[row].AssetId is not null && protocols.Texts("slug")[row] is { Length: > 0 });

    /// <summary>An exchange is the asset's whose protocol it is, by DefiLlama's own id.</summary>
    private IEnumerable<(string Asset, string Slug)> Exchanges(Batch exchanges, Dictionary<string, int> rowsById)
    {
        var (ids, slugs, scopes) = (exchanges.Texts("protocol_id"), exchanges.Texts("slug"), exchanges.Texts("scope"));
        for (var row = 0; row < exchanges.RowCount; row++)
        {
            if (scopes[row] == "protocol" && slugs[row] is { Length: > 0 } slug && ids[row] is { } id && rowsById.TryGetValue(id, out var protocol) && Onchain[protocol].AssetId is { } asset)
                yield return (asset, slug);
        }
    }

    private static Batch WithIds(Batch coins) =>
        coins.Take([.. Enumerable.Range(0, coins.RowCount).Where(row => coins.Integers("lunarcrush_id")[row] is not null)]);
}
