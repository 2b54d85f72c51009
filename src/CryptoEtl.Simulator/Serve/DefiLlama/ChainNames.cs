namespace CryptoEtl.Simulator.Serve.DefiLlama;

/// <summary>A chain under all the names it goes by.</summary>
/// <param name="Name">In <c>/v2/chains</c> and stablecoins.</param>
/// <param name="OldName">In <c>/protocols</c> and <c>/protocol</c>: the source kept those.</param>
/// <param name="Slug">In the breakdowns of overviews.</param>
/// <param name="GeckoId">Of the chain's own token. Null on most second layers.</param>
/// <param name="GasToken">CoinGecko id of what fees are paid in.</param>
/// <param name="Symbol">Null or <c>-</c>: no token.</param>
/// <param name="Id">Number of the chain. Null: it has none.</param>
internal sealed record ChainName(
    string Name, string OldName, string Slug, string? GeckoId, string? GasToken, string? Symbol, string? Id, bool IdIsText = false);

/// <summary>The chains we know by more than a name.</summary>
internal static class ChainNames
{
    /// <summary>Chains nobody's value is on, listed all the same: doubles of others, ids that are text, a dash for a ticker.</summary>
    public static readonly IReadOnlyList<ChainName> Empty =
    [
        new("Binance", "Binance", "bsc", "binancecoin", "binancecoin", "BNB", "56"),
        new("HAQQ", "HAQQ", "islm", "islamic-coin", "islamic-coin", "ISLM", "11235", IdIsText: true),
        new("Ontology", "Ontology", "ontology", "ontology", "ong", "ONT", null),
        new("OntologyEVM", "OntologyEVM", "ontology_evm", "ontology", "ong", "ONT", "58"),
        new("Unichain", "Unichain", "unichain", null, "ethereum", "-", "130"),
    ];

    private static readonly ChainName[] Known =
    [
        new("Ethereum", "Ethereum", "ethereum", "ethereum", "ethereum", "ETH", "1"),
        new("BSC", "Binance", "bsc", "binancecoin", "binancecoin", "BNB", "56"),
        new("Solana", "Solana", "solana", "solana", "solana", "SOL", null),
        new("Polygon", "Polygon", "polygon", "polygon-ecosystem-token", "polygon-ecosystem-token", "POL", "137"),
        new("Arbitrum", "Arbitrum", "arbitrum", "arbitrum", "ethereum", "ARB", "42161"),
        new("Base", "Base", "base", null, "ethereum", null, "8453"),
        new("Avalanche", "Avalanche", "avax", "avalanche-2", "avalanche-2", "AVAX", "43114"),
        new("Gnosis", "xDai", "xdai", "gnosis", "xdai", "GNO", "100"),
        new("OP Mainnet", "Optimism", "optimism", "optimism", "ethereum", "OP", "10"),
        new("ZKsync Era", "zkSync Era", "era", "zksync", "ethereum", "ZK", "324"),
        new("Hyperliquid L1", "Hyperliquid L1", "hyperliquid", "hyperliquid", "hyperliquid", "HYPE", null),
        new("dYdX", "dYdX", "dydx", "dydx-chain", "dydx-chain", "DYDX", null),
        new("Tron", "Tron", "tron", "tron", "tron", "TRX", null),
    ];

    private static readonly Dictionary<string, ChainName> ByName = Known
        .SelectMany(chain => new[] { chain.Name, chain.OldName }.Distinct(StringComparer.OrdinalIgnoreCase).Select(name => (name, chain)))
        .ToDictionary(pair => pair.name, pair => pair.chain, StringComparer.OrdinalIgnoreCase);

    /// <summary>By either name. A chain nobody told us more of has one name and no token.</summary>
    public static ChainName Of(string name) =>
        ByName.GetValueOrDefault(name) ?? new ChainName(name, name, name.ToLowerInvariant().Replace(' ', '_'), null, null, null, null);

    /// <summary>A scope such as <c>BSC-borrowed</c> under the old name of its chain.</summary>
    public static string OldScope(string scope)
    {
        var parts = scope.Split('-', 2);
        return parts.Length == 1 ? Of(scope).OldName : $"{Of(parts[0]).OldName}-{parts[1]}";
    }

    /// <summary>A plain chain: neither <c>Ethereum-borrowed</c> nor a bare <c>staking</c>.</summary>
    public static bool IsChain(string scope) => !scope.Contains('-') && scope is not ("borrowed" or "staking" or "pool2" or "vesting" or "treasury");
}
