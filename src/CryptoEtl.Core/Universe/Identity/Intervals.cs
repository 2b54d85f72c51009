namespace CryptoEtl.Core.Universe.Identity;

/// <summary>Turns what was told at moments into intervals: a value holds until a vintage tells otherwise.</summary>
internal static class Intervals
{
    public const string FromList = "coin list";
    public const string FromActivation = "coin list, activated_at";

    /// <param name="vintages">One asset's, oldest first.</param>
    /// <param name="valuesOf">What holds by that vintage; null: it does not say, so what held goes on.</param>
    public static IEnumerable<IdentityFact> Of(
        string asset, string kind, IReadOnlyList<ListingVintage> vintages, Func<ListingVintage, IReadOnlyList<string>?> valuesOf)
    {
        var open = new Dictionary<string, IdentityFact>(StringComparer.Ordinal);
        foreach (var vintage in vintages)
        {
            if (valuesOf(vintage) is not { } values)
                continue;
            foreach (var over in open.Keys.Except(values).ToList())
            {
                yield return open[over] with { To = vintage.SeenAt, KnownAt = vintage.SeenAt };
                open.Remove(over);
            }

            foreach (var value in values)
                open.TryAdd(value, Opened(asset, kind, value, vintage, isFirst: ReferenceEquals(vintage, vintages[0])));
        }

        foreach (var fact in open.Values)
            yield return fact;
    }

    /// <summary>A coin that was on the market before we looked had its first names from its activation on, as far as is known.</summary>
    private static IdentityFact Opened(string asset, string kind, string value, ListingVintage vintage, bool isFirst) =>
        isFirst && vintage.ActivatedAt < vintage.SeenAt
            ? new(asset, kind, value, vintage.ActivatedAt.Value, null, FromActivation, vintage.SeenAt)
            : new(asset, kind, value, vintage.SeenAt, null, FromList, vintage.SeenAt);
}
