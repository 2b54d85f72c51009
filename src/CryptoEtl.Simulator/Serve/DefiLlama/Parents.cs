using System.Globalization;
using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Serve.DefiLlama;

/// <summary>What several protocols belong to. It is no row of <c>/protocols</c>, and holds the token its children have not.</summary>
/// <param name="GeckoId">Null: nobody mapped it.</param>
internal sealed record ParentProtocol(string Slug, string Name, string? GeckoId, string Symbol, IReadOnlyList<TapeProtocol> Children);

/// <summary>The parents a tape speaks of: it knows them from their children only.</summary>
internal static class Parents
{
    /// <summary>By slug.</summary>
    public static IReadOnlyList<ParentProtocol> Of(MarketSnapshot market) =>
    [
        .. market.Tape.Protocols
            .Where(protocol => protocol.Parent is not null)
            .GroupBy(protocol => protocol.Parent!, StringComparer.Ordinal)
            .OrderBy(family => family.Key, StringComparer.Ordinal)
            .Select(family => Make(family.Key, [.. family], market)),
    ];

    private static ParentProtocol Make(string slug, IReadOnlyList<TapeProtocol> children, MarketSnapshot market)
    {
        var symbol = children.Select(child => child.Symbol).FirstOrDefault(text => text.Length > 0) ?? "";
        var own = market.Tape.Protocols.FirstOrDefault(protocol => protocol.Slug == slug)?.GeckoId;
        return new ParentProtocol(
            slug, CultureInfo.InvariantCulture.TextInfo.ToTitleCase(slug.Replace('-', ' ')),
            own ?? children.Select(child => child.GeckoId).OfType<string>().FirstOrDefault() ?? ByTicker(symbol, market), symbol, children);
    }

    // The coin that has had the ticker longest: that choice does not change when another coin takes it.
    private static string? ByTicker(string symbol, MarketSnapshot market) => symbol.Length == 0
        ? null
        : market.Tape.Assets
            .Where(asset => asset.OnCoinGecko && asset.Symbol == symbol)
            .OrderBy(asset => asset.ListedOn)
            .ThenBy(asset => asset.Id, StringComparer.Ordinal)
            .FirstOrDefault()?.Id;
}
