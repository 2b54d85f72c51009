using System.Text.RegularExpressions;

namespace CryptoEtl.Core.Universe.Classification;

/// <summary>One finding: a class, and what says so.</summary>
public sealed record ClassEvidence(string Class, string Evidence, string Detail);

/// <summary>What a coin's name and symbol say it is: wrapped, staked, bridged or leveraged.</summary>
/// <remarks>
/// Rules ask for whole words in their place, since projects use the same words in their own names (Allbridge, Stake DAO, Axel Wrapped,
/// OpenLeverage, Hedget). What they do not catch stays in; docs/universe.md has what they catch on real lists.
/// </remarks>
public static partial class NameEvidence
{
    private const string ByName = "name";
    private const string BySymbol = "symbol";

    /// <summary>Symbols that coins are wrapped, staked and geared under.</summary>
    private const string Large =
        "btc|eth|bnb|sol|avax|matic|pol|ftm|dot|near|trx|ada|atom|xrp|doge|ton|sui|apt|ltc|bch|link|eos|xtz|uni|sushi|aave|yfi|fil|xlm|sxp|1inch|hbar|kas|tao|hype";

    /// <summary>Every finding, at most one a class. Empty: nothing is found.</summary>
    public static IReadOnlyList<ClassEvidence> Of(string? name, string? symbol)
    {
        var (called, ticker) = ((name ?? "").Trim(), (symbol ?? "").Trim());
        return [.. Found("wrapped", called, ticker, Wrapped(), WrappedSymbol()),
            .. Found("staked", called, ticker, Staked(), StakedSymbol()),
            .. Found("bridged", called, ticker, Bridged(), BridgedSymbol()),
            .. Found("leveraged", called, ticker, Leveraged(), LeveragedSymbol())];
    }

    /// <summary>A symbol alone proves nothing: it counts where the coin has no other name.</summary>
    private static IEnumerable<ClassEvidence> Found(string named, string name, string symbol, Regex byName, Regex bySymbol)
    {
        if (byName.IsMatch(name))
            yield return new(named, ByName, name);
        else if (string.Equals(name, symbol, StringComparison.OrdinalIgnoreCase) && bySymbol.IsMatch(symbol))
            yield return new(named, BySymbol, symbol);
    }

    /// <summary>Wrapped Bitcoin, Coinbase Wrapped BTC, Wrapped-Energi; not Axel Wrapped, GoWrap.</summary>
    [GeneratedRegex(@"\bwrapped[\s-]+\w", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Wrapped();

    [GeneratedRegex($"^w({Large})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WrappedSymbol();

    /// <summary>Lido Staked Ether, Renzo Restaked ETH; not Stake DAO, StakeWise, pSTAKE Finance. The rest are issuers that do not say the word.</summary>
    [GeneratedRegex(@"\b(re)?staked\s+\w|^Rocket Pool ETH$|^Swell Ethereum$|^Stader (ETH|Matic|BNB)x$|^StakeStone ETH$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Staked();

    [GeneratedRegex($"^(st|wst|cb|ankr|ez|rs|sw|os|puf|mev|jito|apx)({Large})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex StakedSymbol();

    /// <summary>Bridged USDC (Base), Ethereum (Wormhole), Binance-Peg XRP, Orbit Bridge Klaytn Ripple; not Allbridge, Bridge Mutual, Wormhole.</summary>
    [GeneratedRegex(
        @"\bbridged\b|\S\s+\((wormhole|portal|sollet|multichain|anyswap|celer|axelar|synapse|[^()]*\bbridge)\b[^()]*\)|^\w+-peg\s+\w|^Orbit Bridge Klaytn\s",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Bridged();

    [GeneratedRegex($"^axlw?({Large}|usdc|usdt|dai|frxeth)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BridgedSymbol();

    /// <summary>3X Long Bitcoin Token, ETH 2x Flexible Leverage Index, Leveraged stETH; not OpenLeverage, 0x Leverage, Long Mao, 50x.com.</summary>
    [GeneratedRegex(
        @"\b\d+(\.\d+)?x\s+(long|short|leveraged?|flexible leverage)\s+\w|\bflexible leverage index\b|\bleveraged?\s+\w*(eth|btc|cvx)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Leveraged();

    /// <summary>BTCUP, ETHDOWN, BTC3L; not Jupiter's JUP, and not SOLBULL, which is a coin of its own.</summary>
    [GeneratedRegex($"^({Large})(up|down|[2345][ls])$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LeveragedSymbol();
}
