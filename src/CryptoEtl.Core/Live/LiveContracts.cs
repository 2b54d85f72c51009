using CryptoEtl.Core.QualityGate;
using static CryptoEtl.Core.QualityGate.RowRules;

namespace CryptoEtl.Core.Live;

/// <summary>What live batches must be. docs/quality-rules.md lists every rule.</summary>
public static class LiveContracts
{
    /// <summary>In a recorded page every cap lay within 5 % of price times supply; unit slips are factors of 10 and more.</summary>
    private const double CapTolerance = 0.10;

    /// <summary>A coin that has not traded for longer has no live price.</summary>
    private static readonly TimeSpan OldestPrice = TimeSpan.FromHours(6);

    public static Contract Market(GateThresholds thresholds) => new(
        LiveTables.BronzeMarket, "LM100", thresholds.MinMarketRows, "LM101", thresholds.MaxLoss,
        [
            Types("LM001"),
            Required("LM002", "asset_id", "symbol", "name", "price_usd", "last_updated"),
            UniqueKey("LM003", "asset_id"),
            Positive("LM004", "price_usd"),
            Ordered("LM005", "low_24h_usd", "high_24h_usd"),
            CapMatchesSupply("LM006"),
            Fresh("LM007", "last_updated", OldestPrice),
            NotNegative("LM008", "market_cap_usd", "volume_24h_usd", "high_24h_usd", "low_24h_usd", "circulating_supply"),
        ]);

    /// <summary>Before 2020 there was nothing to list, so an empty answer is no defect. The same holds for on-chain rows.</summary>
    public static Contract Social(GateThresholds thresholds) => new(
        LiveTables.BronzeSocial, MinRowsRule: null, MinRows: 0, "LS101", thresholds.MaxLoss,
        [
            Types("LS001"),
            Required("LS002", "lunarcrush_id", "symbol", "name"),
            UniqueKey("LS003", "lunarcrush_id"),
            NotNegative("LS004", "interactions_24h", "social_volume_24h"),
            Within("LS005", 0, 100, "galaxy_score", "sentiment", "social_dominance_pct"),
        ]);

    public static Contract Onchain(GateThresholds thresholds) => new(
        LiveTables.BronzeOnchain, MinRowsRule: null, MinRows: 0, "LO101", thresholds.MaxLoss,
        [
            Types("LO001"),
            Required("LO002", "protocol_id", "name"),
            UniqueKey("LO003", "protocol_id"),
            NotNegative("LO004", "tvl_usd"),
        ]);

    private static Rule CapMatchesSupply(string id) => new(
        id, Severity.Quarantine, $"market_cap_usd lies within {CapTolerance * 100:0} % of price_usd times circulating_supply where all are given and above 0",
        "A cap that is a thousand times its price and supply is a unit slip, and would top every ranking.",
        input => CapsOff(input, id));

    private static IEnumerable<Finding> CapsOff(GateInput input, string id)
    {
        var (caps, prices, supplies) =
            (input.Rows.Numbers("market_cap_usd"), input.Rows.Numbers("price_usd"), input.Rows.Numbers("circulating_supply"));
        for (var row = 0; row < input.Rows.RowCount; row++)
        {
            var expected = prices[row] * supplies[row];
            if (caps[row] > 0 && expected > 0 && Math.Abs(caps[row]!.Value / expected.Value - 1) > CapTolerance)
                yield return new(id, row, "market_cap_usd", Text(caps[row]), $"market_cap_usd {Text(caps[row])} against price times supply {Text(expected)}");
        }
    }
}
