using CryptoEtl.Core;
using CryptoEtl.Core.Universe;

namespace CryptoEtl.Data.Sources.LunarCrush;

/// <summary>Reads <c>/coins/{coin}/v1</c>. The envelope has the stamp.</summary>
internal static class SocialCoin
{
    /// <summary>Fresh within seconds.</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(10);

    private static readonly string[] SameName = ["price_btc", "circulating_supply", "max_supply", "galaxy_score", "volatility"];

    public static async Task<Batch> ParseAsync(Stream body, Reading reading, CancellationToken cancellation)
    {
        var (envelope, coin) = await JsonRows.ObjectAsync(body, "data", reading, cancellation);
        var rows = new BatchBuilder(UniverseTables.SocialCoin);
        foreach (var column in SameName)
            rows.Number(column, coin.Number(column));
        rows.Integer("lunarcrush_id", coin.Integer("id"))
            .Text("symbol", coin.Text("symbol"))
            .Text("name", coin.Text("name"))
            .Number("price_usd", coin.Number("price"))
            .Number("market_cap_usd", coin.Number("market_cap"))
            .Integer("market_cap_rank", coin.Integer("market_cap_rank"))
            .Number("volume_24h_usd", coin.Number("volume_24h"))
            .Number("change_24h_pct", coin.Number("percent_change_24h"))
            .Number("change_7d_pct", coin.Number("percent_change_7d"))
            .Number("change_30d_pct", coin.Number("percent_change_30d"))
            .Integer("alt_rank", coin.Integer("alt_rank"))
            .Text("type_errors", coin.TypeErrors)
            .Origin(reading.Origin, envelope.Inner("config")?.Seconds("generated") ?? reading.ObservedAt, Lag)
            .EndRow();
        return rows.Build();
    }
}
