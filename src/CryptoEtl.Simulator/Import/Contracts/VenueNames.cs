namespace CryptoEtl.Simulator.Import.Contracts;

/// <summary>Derivatives venues as CoinGecko spells them.</summary>
internal static class VenueNames
{
    public const string Binance = "Binance (Futures)";
    public const string Bybit = "Bybit";
    public const string Gate = "Gate.io (Futures)";
    public const string Huobi = "Huobi Futures";
    public const string Hyperliquid = "Hyperliquid (Futures)";
    public const string Dydx = "dYdX Perpetual";

    /// <summary>Null: an exchange nobody expected.</summary>
    public static string? Of(string exchange) => exchange switch
    {
        "binance" => Binance,
        "bybit" => Bybit,
        "dydx" => Dydx,
        "gate" => Gate,
        "htx" => Huobi,
        "kucoin" => "KuCoin Futures",
        "mexc" => "MEXC (Futures)",
        _ => null,
    };
}
