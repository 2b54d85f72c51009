using CryptoEtl.Core.Coinbase;
using CryptoEtl.Core.QualityGate;
using static CryptoEtl.Core.QualityGate.RowRules;

namespace CryptoEtl.Core.Live;

/// <summary>Rules that only live prices have.</summary>
internal static class LiveRules
{
    /// <summary>In a recorded page every cap lay within 5 % of price times supply; unit slips are factors of 10 and more.</summary>
    private const double CapTolerance = 0.10;

    /// <summary>Prices of one coin at two places an hour apart.</summary>
    private const double Apart = 1.1;

    private static readonly TimeSpan OldestTicker = TimeSpan.FromHours(1);

    public static Rule CapMatchesSupply(string id) => new(
        id, Severity.Quarantine, $"market_cap_usd lies within {CapTolerance * 100:0} % of price_usd times circulating_supply where all are given and above 0",
        "A cap that is a thousand times its price and supply is a unit slip, and would top every ranking.",
        input => CapsOff(input, id)) { Columns = ["market_cap_usd", "price_usd", "circulating_supply"] };

    /// <summary>A batch of which a quarter, and more than twenty rows, disagree is refused.</summary>
    public static Rule NearCoinbase(string id) => CrossSourceRules.Near(
        id, "price_usd", Apart, CoinbaseTables.Ticker, "price_usd is the last_usd of a fresh ticker of Coinbase for the asset, at most an hour old, neither stale nor anomalous", new(0.25, 20),
        (input, tickers) => FreshTickers(tickers, input.ObservedAt), rows => row => rows.Texts("asset_id")[row]);

    private static IReadOnlyDictionary<string, double> FreshTickers(Batch tickers, DateTimeOffset observedAt)
    {
        var (assets, stale, odd, fetched) = (tickers.Texts("asset_id"), tickers.Flags("is_stale"), tickers.Flags("is_anomaly"), tickers.Instants("last_fetch_at"));
        return CrossSourceRules.Figures(tickers, "last_usd", row => assets[row], row =>
            stale[row] != true && odd[row] != true && fetched[row] is { } at && (observedAt.UtcDateTime - at).Duration() <= OldestTicker);
    }

    private static List<Finding> CapsOff(GateInput input, string id)
    {
        var (caps, prices, supplies, found) =
            (input.Rows.Numbers("market_cap_usd"), input.Rows.Numbers("price_usd"), input.Rows.Numbers("circulating_supply"), new Found(id));
        for (var row = 0; row < caps.Length; row++)
        {
            var expected = prices[row] * supplies[row];
            if (caps[row] > 0 && expected > 0 && Math.Abs(caps[row]!.Value / expected.Value - 1) > CapTolerance)
                found.Add(row, "market_cap_usd", caps[row], $"market_cap_usd {Text(caps[row])} against price times supply {Text(expected)}{Slip(caps[row]!.Value / expected.Value)}");
        }

        return found.All;
    }

    private static string Slip(double ratio) => SlipRules.PowerOf(ratio) is var power and not 0 ? $": off by 10^{power}" : "";
}
