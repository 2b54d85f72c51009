using System.Globalization;

namespace CryptoEtl.Core.Live;

/// <summary>LunarCrush's own links to CoinGecko: asked for only where the list alone does not map a coin.</summary>
/// <param name="metas">Rows of <see cref="LiveTables.SocialMeta"/>.</param>
public sealed class SocialLinks(Batch metas)
{
    private readonly Dictionary<long, int> byId = Enumerable.Range(0, metas.RowCount)
        .Where(row => metas.Integers("lunarcrush_id")[row] is not null)
        .DistinctBy(row => metas.Integers("lunarcrush_id")[row])
        .ToDictionary(row => metas.Integers("lunarcrush_id")[row]!.Value);

    public static SocialLinks None { get; } = new(new BatchBuilder(LiveTables.SocialMeta).Build());

    /// <summary>The slug of the coin's page; null without link.</summary>
    public string? SlugOf(string lunarCrushId) => RowOf(lunarCrushId) is { } row ? metas.Texts("coingecko_slug")[row] : null;

    /// <summary>The coins worth a question: large, and not mapped by what the list says.</summary>
    /// <param name="social">Rows of <see cref="LiveTables.BronzeSocial"/>.</param>
    /// <param name="mappings">One per row of <paramref name="social"/>.</param>
    /// <param name="smallestCap">USD; coins below it cannot be in the snapshot.</param>
    /// <param name="most">How many questions at most.</param>
    public static IReadOnlyList<long> Wanted(Batch social, IReadOnlyList<Mapping> mappings, double smallestCap, int most) =>
    [
        .. Enumerable.Range(0, social.RowCount)
            .Where(row => mappings[row].Status != MappingStatus.Mapped && social.Numbers("market_cap_usd")[row] >= smallestCap)
            .OrderByDescending(row => social.Numbers("market_cap_usd")[row]).ThenBy(row => social.Integers("lunarcrush_id")[row])
            .Select(row => social.Integers("lunarcrush_id")[row]).OfType<long>().Distinct().Take(most),
    ];

    private int? RowOf(string lunarCrushId) =>
        byId.TryGetValue(long.Parse(lunarCrushId, CultureInfo.InvariantCulture), out var row) ? row : null;
}
