using System.Globalization;
using System.Text.RegularExpressions;

namespace CryptoEtl.Simulator.Import.Contracts;

/// <summary>A market as Coinalyze writes it, taken apart: <c>1000SHIBUSDT_PERP.A</c>.</summary>
/// <param name="Venue">As CoinGecko spells it.</param>
/// <param name="Symbol">Without the venue's code; Hyperliquid's get the <c>-USD</c> CoinGecko shows.</param>
/// <param name="Ticker">Of the underlying, without a multiple.</param>
/// <param name="Multiple">Coins in a unit of the symbol.</param>
/// <param name="Contract"><c>perpetual</c> or <c>futures</c>.</param>
internal sealed partial record MarketCode(string Venue, string Symbol, string Ticker, double Multiple, string Contract)
{
    private const string HyperliquidCode = "H";

    // The source names A and 6. The others follow from their spelling: pf_ is Kraken's, PERP_X_USDT is WOO's, X-USD is dYdX's.
    private static readonly Dictionary<string, string> Venues = new(StringComparer.Ordinal)
    {
        ["A"] = VenueNames.Binance,
        ["6"] = VenueNames.Bybit,
        ["0"] = "BitMEX",
        ["3"] = "OKX (Futures)",
        ["4"] = VenueNames.Huobi,
        ["8"] = "dYdX v4",
        [HyperliquidCode] = VenueNames.Hyperliquid,
        ["K"] = "Kraken (Futures)",
        ["W"] = "WOO X Futures",
        ["Y"] = VenueNames.Gate,
    };

    /// <summary>Null: the code of the venue is unknown.</summary>
    public static MarketCode? Parse(string market)
    {
        var dot = market.LastIndexOf('.');
        if (dot < 1 || !Venues.TryGetValue(market[(dot + 1)..], out var venue))
            return null;

        var symbol = market[..dot];
        return market[(dot + 1)..] == HyperliquidCode ? OfHyperliquid(symbol) : Of(venue, symbol);
    }

    /// <summary>A coin of Hyperliquid, which writes a thousand as <c>k</c>: <c>kSHIB</c>.</summary>
    public static MarketCode OfHyperliquid(string coin)
    {
        var thousand = coin.Length > 1 && coin[0] == 'k' && char.IsAsciiLetterUpper(coin[1]);
        return new MarketCode(VenueNames.Hyperliquid, $"{coin}-USD", thousand ? coin[1..] : coin, thousand ? 1_000 : 1, "perpetual");
    }

    private static MarketCode Of(string venue, string symbol)
    {
        var dated = Expiry().IsMatch(symbol);
        var pair = Decoration().Replace(symbol.ToUpperInvariant(), "");
        var unit = Quote().Replace(pair, "");
        var match = Thousands().Match(unit);
        var multiple = !match.Success ? 1 : match.Value == "1M" ? 1e6 : double.Parse(match.Value, CultureInfo.InvariantCulture);
        return new MarketCode(venue, symbol, unit[match.Length..], multiple, dated ? "futures" : "perpetual");
    }

    [GeneratedRegex("[-_][0-9]{6}$")]
    private static partial Regex Expiry();

    [GeneratedRegex("^(PERP_|PF_)|(_PERP|[-_][0-9]{6})$")]
    private static partial Regex Decoration();

    [GeneratedRegex("[-_]?(USDT|USDC|USD)$")]
    private static partial Regex Quote();

    [GeneratedRegex("^(10{3,9}|1M)(?=[A-Z])")]
    private static partial Regex Thousands();
}
