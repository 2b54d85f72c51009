namespace CryptoEtl.Core.Universe.Identity;

/// <summary>One thing an asset was known by, and when.</summary>
/// <param name="From">Inclusive, UTC.</param>
/// <param name="To">Exclusive, UTC. Null: it still holds.</param>
/// <param name="KnownAt">When it was seen to hold or, once over, to hold no more.</param>
public sealed record IdentityFact(string AssetId, string Kind, string Value, DateTime From, DateTime? To, string Evidence, DateTime KnownAt)
{
    public bool HoldsAt(DateTime moment) => From <= moment && !(moment >= To);
}

/// <summary>Values of the column <c>kind</c>.</summary>
public static class IdentityKind
{
    public const string Symbol = "symbol";
    public const string Name = "name";
    public const string Contract = "contract";

    /// <summary>active or inactive; on no list: neither.</summary>
    public const string Status = "status";

    /// <summary>The id it went on under.</summary>
    public const string Successor = "successor";

    /// <summary>The id it had before.</summary>
    public const string Predecessor = "predecessor";

    /// <summary>DefiLlama's id of it as a stablecoin.</summary>
    public const string StablecoinId = "stablecoin_id";

    /// <summary>LunarCrush's number of it.</summary>
    public const string LunarCrushId = "lunarcrush_id";

    /// <summary>A protocol of DefiLlama's whose token it is.</summary>
    public const string DefiLlamaSlug = "defillama_slug";

    /// <summary>Kinds that other sources' lists tell, in runs of <c>historical</c>.</summary>
    public static readonly IReadOnlySet<string> Links = new HashSet<string> { LunarCrushId, DefiLlamaSlug };
}
