namespace CryptoEtl.Core.Live;

/// <summary>A token contract as one comparable text: <c>network:address</c>.</summary>
public static class ContractKey
{
    /// <summary>CoinGecko's platform id for the names others use.</summary>
    private static readonly Dictionary<string, string> Platforms = new()
    {
        ["eth"] = "ethereum",
        ["bsc"] = "binance-smart-chain",
        ["bnb"] = "binance-smart-chain",
        ["binance"] = "binance-smart-chain",
        ["polygon"] = "polygon-pos",
        ["arbitrum"] = "arbitrum-one",
        ["optimism"] = "optimistic-ethereum",
        ["gnosis"] = "xdai",
    };

    /// <summary>Hexadecimal addresses ignore case, others (Solana, Tron) do not.</summary>
    public static string Of(string network, string address)
    {
        var chain = network.Trim().ToLowerInvariant().Replace(' ', '-');
        var place = address.Trim();
        var hexadecimal = place.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return $"{Platforms.GetValueOrDefault(chain, chain)}:{(hexadecimal ? place.ToLowerInvariant() : place)}";
    }
}
