using CryptoEtl.Core;
using CryptoEtl.Core.Live;

namespace CryptoEtl.Data.Sources.LunarCrush;

/// <summary>Reads <c>/coins/{coin}/meta/v1</c>.</summary>
internal static class CoinMeta
{
    public static async Task<Batch> ParseAsync(Stream body, Reading reading, CancellationToken cancellation)
    {
        var (_, meta) = await JsonRows.ObjectAsync(body, "data", reading, cancellation);
        var rows = new BatchBuilder(LiveTables.SocialMeta);
        rows.Integer("lunarcrush_id", meta.Integer("id"))
            .Text("coingecko_slug", SlugOf(meta.Text("coingecko_link")))
            .Text("contracts", Blockchains.Of(meta, "blockchain"))
            .Text("type_errors", meta.TypeErrors)
            .Origin(reading.Origin, reading.ObservedAt, TimeSpan.Zero)
            .EndRow();
        return rows.Build();
    }

    /// <summary>The last part of the page's address.</summary>
    private static string? SlugOf(string? link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var page) && page.Segments[^1].Trim('/') is { Length: > 0 } slug ? Uri.UnescapeDataString(slug) : null;
}
