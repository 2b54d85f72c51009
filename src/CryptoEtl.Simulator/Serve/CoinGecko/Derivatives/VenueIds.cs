using System.Collections.Frozen;

namespace CryptoEtl.Simulator.Serve.CoinGecko.Derivatives;

/// <summary>Ids CoinGecko gives real venues. Many are older than the venue's present name and cannot be derived from it.</summary>
internal static class VenueIds
{
    private static readonly FrozenDictionary<string, string> Known = new Dictionary<string, string>
    {
        ["Binance (Futures)"] = "binance_futures",
        ["Bitget Futures"] = "bitget_futures",
        ["BitMEX"] = "bitmex",
        ["Bybit"] = "bybit",
        ["Bybit (Futures)"] = "bybit",
        ["Delta Exchange (Futures)"] = "delta_futures",
        ["dYdX"] = "dydx_perpetual",
        ["dYdX Perpetual"] = "dydx_perpetual",
        ["Gate.io (Futures)"] = "gate_futures",
        ["Huobi Futures"] = "huobi_dm",
        ["Hyperliquid (Futures)"] = "hyperliquid",
        ["Kraken (Futures)"] = "kraken_futures",
        ["KuCoin Futures"] = "kumex",
        ["MEXC (Futures)"] = "mxc_futures",
        ["OKX (Futures)"] = "okex_swap",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Null: not in the table.</summary>
    public static string? Of(string name) => Known.GetValueOrDefault(name);
}
