namespace CryptoEtl.Core.Live;

/// <summary>How a row of another source was mapped to an asset.</summary>
public enum MappingStatus
{
    Mapped,
    Unmatched,
    Ambiguous,
}

/// <summary>One row's mapping.</summary>
/// <param name="AssetId">CoinGecko id; null unless mapped.</param>
/// <param name="Evidence">What it rests on, or why there is none.</param>
/// <param name="Candidates">Asset ids that came into question.</param>
public sealed record Mapping(
    string Source, string SourceId, string? SourceName, MappingStatus Status, string? AssetId, string Evidence, IReadOnlyList<string> Candidates);

/// <summary>Who is who: CoinGecko's list and prices, indexed for mapping.</summary>
/// <param name="listing">Rows of <see cref="LiveTables.Listing"/>.</param>
/// <param name="market">Rows of <see cref="LiveTables.BronzeMarket"/> that passed the gate.</param>
public sealed class AssetDirectory(Batch listing, Batch market)
{
    private readonly HashSet<string> ids = [.. listing.Texts("asset_id").OfType<string>()];
    private readonly ILookup<string, string> byContract = ByContract(listing);
    private readonly ILookup<(string, string), string> byNames = ByNames(listing);
    private readonly Dictionary<string, double> prices = Prices(market);

    public bool Knows(string assetId) => ids.Contains(assetId);

    /// <summary>Asset ids that any of the contracts belongs to.</summary>
    public IReadOnlyList<string> WithContracts(string? contracts) =>
        [.. (contracts?.Split('|') ?? []).SelectMany(contract => byContract[contract]).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Asset ids with that name and that symbol, case ignored.</summary>
    public IReadOnlyList<string> Named(string? name, string? symbol) =>
        [.. byNames[NamesOf(name, symbol)].Order(StringComparer.Ordinal)];

    /// <summary>USD; null when the asset is not in the market page.</summary>
    public double? PriceOf(string assetId) => prices.TryGetValue(assetId, out var price) ? price : null;

    private static ILookup<string, string> ByContract(Batch listing) =>
        listing.Texts("asset_id").Zip(listing.Texts("contracts"))
            .Where(row => row is { First: not null, Second: not null })
            .SelectMany(row => row.Second!.Split('|').Select(contract => (contract, Asset: row.First!)))
            .ToLookup(pair => pair.contract, pair => pair.Asset);

    private static ILookup<(string, string), string> ByNames(Batch listing)
    {
        var (names, symbols, assets) = (listing.Texts("name"), listing.Texts("symbol"), listing.Texts("asset_id"));
        return Enumerable.Range(0, listing.RowCount)
            .Where(row => assets[row] is not null)
            .ToLookup(row => NamesOf(names[row], symbols[row]), row => assets[row]!);
    }

    private static Dictionary<string, double> Prices(Batch market)
    {
        var prices = new Dictionary<string, double>();
        foreach (var (asset, price) in market.Texts("asset_id").Zip(market.Numbers("price_usd")))
        {
            if (asset is not null && price is { } usd)
                prices[asset] = usd;
        }

        return prices;
    }

    private static (string, string) NamesOf(string? name, string? symbol) =>
        ((name ?? "").Trim().ToLowerInvariant(), (symbol ?? "").Trim().ToLowerInvariant());
}

/// <summary>Maps rows of other sources to assets. What is not certain is listed, never guessed.</summary>
public static class AssetMapping
{
    /// <summary>Two sources quote the same coin a little apart; another coin is off by far more.</summary>
    private const double PriceTolerance = 0.10;

    /// <summary>LunarCrush: by its own link where it was asked for, then by token contract; coins without either by name, symbol
    /// and price together, never by symbol alone.</summary>
    public static IReadOnlyList<Mapping> Social(Batch social, AssetDirectory directory, SocialLinks links)
    {
        var mappings = Enumerable.Range(0, social.RowCount).Select(row => SocialRow(social, row, directory, links)).ToList();
        return RefuseDoubleClaims(mappings);
    }

    /// <summary>DefiLlama: by the protocol's own gecko_id, or its parent's.</summary>
    /// <param name="parents">Rows of <see cref="LiveTables.Parent"/>.</param>
    public static IReadOnlyList<Mapping> Onchain(Batch onchain, AssetDirectory directory, Batch parents)
    {
        var tokens = parents.Texts("parent_id").Zip(parents.Texts("gecko_id"))
            .Where(parent => parent is { First: not null, Second: not null })
            .DistinctBy(parent => parent.First).ToDictionary(parent => parent.First!, parent => parent.Second!);
        return [.. Enumerable.Range(0, onchain.RowCount).Select(row => OnchainRow(onchain, row, directory, tokens))];
    }

    private static Mapping SocialRow(Batch social, int row, AssetDirectory directory, SocialLinks links)
    {
        var id = social.Integers("lunarcrush_id")[row]!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var (name, symbol) = (social.Texts("name")[row], social.Texts("symbol")[row]);
        var result = ByLink(links.SlugOf(id), directory)
            ?? ByContract(directory.WithContracts(social.Texts("contracts")[row]))
            ?? ByNames(directory.Named(name, symbol), social.Numbers("price_usd")[row], directory);
        return new("lunarcrush", id, name, result.Status, result.AssetId, result.Evidence, result.Candidates);
    }

    /// <summary>The slug of a page is mostly the id; where no coin has such an id, it says nothing.</summary>
    private static Result? ByLink(string? slug, AssetDirectory directory) =>
        slug is not null && directory.Knows(slug) ? new(MappingStatus.Mapped, slug, "coingecko_link", [slug]) : null;

    private static Result? ByContract(IReadOnlyList<string> candidates) => candidates.Count switch
    {
        0 => null,
        1 => new(MappingStatus.Mapped, candidates[0], "contract", candidates),
        _ => new(MappingStatus.Ambiguous, null, "its contracts belong to several assets", candidates),
    };

    private static Result ByNames(IReadOnlyList<string> candidates, double? price, AssetDirectory directory) => candidates.Count switch
    {
        0 => new(MappingStatus.Unmatched, null, "no asset of that name and symbol", candidates),
        1 => ByPrice(candidates[0], price, directory.PriceOf(candidates[0])),
        _ => new(MappingStatus.Ambiguous, null, "several assets share name and symbol", candidates),
    };

    private static Result ByPrice(string candidate, double? price, double? known)
    {
        if (price is null || known is null)
            return new(MappingStatus.Unmatched, null, "no price to confirm name and symbol", [candidate]);
        return Math.Abs(price.Value / known.Value - 1) > PriceTolerance
            ? new(MappingStatus.Unmatched, null, "same name and symbol, another price", [candidate])
            : new(MappingStatus.Mapped, candidate, "name_symbol_price", [candidate]);
    }

    private static IReadOnlyList<Mapping> RefuseDoubleClaims(List<Mapping> mappings)
    {
        var twice = mappings.Where(m => m.AssetId is not null).GroupBy(m => m.AssetId!).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
        return
        [
            .. mappings.Select(m => m.AssetId is { } asset && twice.Contains(asset)
                ? m with { Status = MappingStatus.Ambiguous, AssetId = null, Evidence = "several rows claim this asset" }
                : m),
        ];
    }

    private static Mapping OnchainRow(Batch onchain, int row, AssetDirectory directory, Dictionary<string, string> parents)
    {
        var own = onchain.Texts("gecko_id")[row];
        var parent = onchain.Texts("parent_protocol")[row];
        var claimed = own ?? (parent is null ? null : parents.GetValueOrDefault(parent));
        var known = claimed is not null && directory.Knows(claimed);
        return new(
            "defillama", onchain.Texts("protocol_id")[row]!, onchain.Texts("name")[row],
            known ? MappingStatus.Mapped : MappingStatus.Unmatched, known ? claimed : null,
            Evidence(own, parent, claimed, known), claimed is null ? [] : [claimed]);
    }

    private static string Evidence(string? own, string? parent, string? claimed, bool known) => (known, claimed) switch
    {
        (true, _) => own is null ? "parent" : "gecko_id",
        (false, not null) => $"{(own is null ? "its parent's" : "its")} gecko_id is not in CoinGecko's list",
        _ => parent is null ? "no gecko_id" : "no gecko_id, nor has its parent one",
    };

    private sealed record Result(MappingStatus Status, string? AssetId, string Evidence, IReadOnlyList<string> Candidates);
}
