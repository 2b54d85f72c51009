using System.Collections.Frozen;
using CryptoEtl.Core.Live;

namespace CryptoEtl.Core.Universe.Identity;

/// <summary>The answer to: which asset was this?</summary>
public abstract record Resolution;

/// <summary>Exactly one asset was known by it.</summary>
/// <param name="Fact">What says so.</param>
/// <param name="IsAssumed">The moment is before anybody looked: taken from the asset's earliest interval.</param>
public sealed record Resolved(IdentityFact Fact, bool IsAssumed) : Resolution
{
    public string AssetId => Fact.AssetId;
}

/// <summary>None, or more than one. Nothing is guessed.</summary>
/// <param name="Reason"><c>ambiguous</c>, <c>unknown</c> or <c>not_at_that_time</c>.</param>
/// <param name="Candidates">Everyone that was ever known by it; for <c>ambiguous</c>, those at that moment.</param>
public sealed record Refused(string Reason, IReadOnlyList<IdentityFact> Candidates) : Resolution
{
    public const string Ambiguous = "ambiguous";
    public const string Unknown = "unknown";
    public const string NotAtThatTime = "not_at_that_time";
}

/// <summary>How far the resolver may go beyond what was seen. By default not at all.</summary>
/// <param name="AssumeEarliest">A moment before an asset was first seen counts as its first interval. What was seen at the moment goes before.</param>
/// <param name="ActiveOnly">Leave out assets that were not on the list of active coins at the moment: dead coins keep their tickers.</param>
public sealed record ResolveOptions(bool AssumeEarliest = false, bool ActiveOnly = false);

/// <summary>Finds the one asset that had a symbol, a name or a contract at a moment. Case does not matter, but in addresses that tell it apart.</summary>
public sealed class SymbolResolver
{
    private readonly FrozenDictionary<(string Kind, string Value), IdentityFact[]> byValue;
    private readonly FrozenDictionary<string, IdentityFact[]> byAsset;

    public SymbolResolver(IEnumerable<IdentityFact> facts)
    {
        var all = facts.OrderBy(f => f.AssetId, StringComparer.Ordinal).ThenBy(f => f.From).ThenBy(f => f.Value, StringComparer.Ordinal).ToList();
        byValue = all.GroupBy(f => KeyOf(f.Kind, f.Value)).ToFrozenDictionary(g => g.Key, g => g.ToArray());
        byAsset = all.GroupBy(f => f.AssetId).ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
    }

    /// <param name="identity">Rows of <see cref="UniverseTables.Identity"/>. Of several with one key the one seen last counts.</param>
    public static SymbolResolver FromRows(IEnumerable<Batch> identity) => new(IdentityRows.Current(identity));

    public Resolution Resolve(string symbol, DateTimeOffset at, ResolveOptions? options = null) => Find(IdentityKind.Symbol, symbol, at, options ?? new());

    public Resolution ResolveName(string name, DateTimeOffset at, ResolveOptions? options = null) => Find(IdentityKind.Name, name, at, options ?? new());

    /// <param name="contract">platform:address.</param>
    public Resolution ResolveContract(string contract, DateTimeOffset at, ResolveOptions? options = null) =>
        Find(IdentityKind.Contract, contract, at, options ?? new());

    /// <summary>Everything known of an asset, by first moment. Empty: there is no such asset.</summary>
    public IReadOnlyList<IdentityFact> FactsOf(string assetId) => byAsset.GetValueOrDefault(assetId) ?? [];

    private Resolution Find(string kind, string value, DateTimeOffset at, ResolveOptions options)
    {
        var moment = at.UtcDateTime;
        var ever = byValue.GetValueOrDefault(KeyOf(kind, value)) ?? [];
        var then = ever.Where(f => f.HoldsAt(moment) && (!options.ActiveOnly || WasActive(f.AssetId, moment))).ToList();
        if (then.Count > 0)
            return Only(then, isAssumed: false);
        var assumed = options.AssumeEarliest ? ever.Where(f => moment < f.From && IsFirst(f)).ToList() : [];
        if (assumed.Count > 0)
            return Only(assumed, isAssumed: true);
        return new Refused(ever.Length == 0 ? Refused.Unknown : Refused.NotAtThatTime, ever);
    }

    private static (string, string) KeyOf(string kind, string value) =>
        kind == IdentityKind.Contract && value.Split(':', 2) is [var network, var address]
            ? (kind, ContractKey.Of(network, address))
            : (kind, value.Trim().ToLowerInvariant());

    private static Resolution Only(List<IdentityFact> found, bool isAssumed) =>
        found.DistinctBy(f => f.AssetId).Count() == 1 ? new Resolved(found[0], isAssumed) : new Refused(Refused.Ambiguous, found);

    private bool WasActive(string asset, DateTime moment) =>
        byAsset[asset].Any(f => f.Kind == IdentityKind.Status && f.Value == ListingVintage.Active && f.HoldsAt(moment));

    private bool IsFirst(IdentityFact fact) => byAsset[fact.AssetId].First(f => f.Kind == fact.Kind).From == fact.From;
}
