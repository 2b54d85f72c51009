using CryptoEtl.Core.Live;
using CryptoEtl.Core.QualityGate;
using static CryptoEtl.Core.QualityGate.RowRules;

namespace CryptoEtl.Core.Coinbase;

/// <summary>Rules of tickers against the live market of the same hour.</summary>
internal static class CoinbaseRules
{
    private const double Slack = 0.05;

    private static readonly TimeSpan Apart = TimeSpan.FromHours(1);

    /// <summary>Not above the day's high of the asset.</summary>
    public static Rule BelowHigh(string id) => Of(id, "high_24h_usd", "above", (price, high) => price > high * (1 + Slack));

    /// <summary>Not below the day's low of the asset.</summary>
    public static Rule AboveLow(string id) => Of(id, "low_24h_usd", "below", (price, low) => price < low * (1 - Slack));

    private static Rule Of(string id, string bound, string side, Func<double, double, bool> isOff) => new(
        id, Severity.Info, $"last_usd of a ticker that is neither stale nor anomalous is at most {Slack * 100} % {side} {bound} of the asset in the live market, seen at most an hour apart",
        "Two sources seldom have the same slip on the same day.",
        input => input.Others.GetValueOrDefault(LiveTables.BronzeMarket.FullName) is { } market ? Off(input, id, Bounds(market, bound, input.ObservedAt), bound, isOff) : [])
    {
        Kind = RuleKind.Cross,
        Columns = ["last_usd"],
        Halts = new(0.25, 20),
    };

    private static IReadOnlyDictionary<string, double> Bounds(Batch market, string bound, DateTimeOffset observedAt)
    {
        var (assets, seen) = (market.Texts("asset_id"), market.Instants(Tables.ObservedAt));
        return CrossSourceRules.Figures(market, bound, row => assets[row], row => seen[row] is { } at && (observedAt.UtcDateTime - at).Duration() <= Apart);
    }

    private static List<Finding> Off(GateInput input, string id, IReadOnlyDictionary<string, double> bounds, string bound, Func<double, double, bool> isOff)
    {
        var (prices, assets, stale, odd, found) =
            (input.Rows.Numbers("last_usd"), input.Rows.Texts("asset_id"), input.Rows.Flags("is_stale"), input.Rows.Flags("is_anomaly"), new Found(id));
        for (var row = 0; row < prices.Length; row++)
        {
            if (prices[row] is > 0 and { } price && stale[row] != true && odd[row] != true && assets[row] is { } asset && bounds.TryGetValue(asset, out var limit) && isOff(price, limit))
                found.Add(row, "last_usd", price, $"last_usd {Text(price)} against {bound} {Text(limit)} of {asset}");
        }

        return found.All;
    }
}
