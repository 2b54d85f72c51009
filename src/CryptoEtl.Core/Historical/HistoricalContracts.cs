using CryptoEtl.Core.QualityGate;
using static CryptoEtl.Core.QualityGate.RowRules;

namespace CryptoEtl.Core.Historical;

/// <summary>What new rows of the historical ledgers must be. docs/quality-rules.md lists every rule.</summary>
/// <remarks>A batch that is refused does not enter a ledger: its differences would be taken for what was known.</remarks>
public static class HistoricalContracts
{
    public static Contract Chart(GateThresholds thresholds) => new(
        HistoricalTables.Chart, MinRowsRule: null, MinRows: 0, "HC101", thresholds.MaxLoss,
        [
            Types("HC001"),
            Required("HC002", "price_usd"),
            Positive("HC003", "price_usd"),
            NotNegative("HC004", "market_cap_usd", "volume_24h_usd"),
        ]);

    public static Contract Candles(GateThresholds thresholds) => new(
        HistoricalTables.Candles, MinRowsRule: null, MinRows: 0, "HK101", thresholds.MaxLoss,
        [
            Types("HK001"),
            Required("HK002", "open_usd", "high_usd", "low_usd", "close_usd"),
            Positive("HK003", "low_usd"),
            Ordered("HK004", "low_usd", "open_usd"),
            Ordered("HK005", "low_usd", "close_usd"),
            Ordered("HK006", "open_usd", "high_usd"),
            Ordered("HK007", "close_usd", "high_usd"),
        ]);

    public static Contract Tvl(GateThresholds thresholds) => new(
        HistoricalTables.Tvl, MinRowsRule: null, MinRows: 0, "HT101", thresholds.MaxLoss,
        [Types("HT001"), NotNegative("HT002", "tvl_usd")]);

    public static Contract Dex(GateThresholds thresholds) => new(
        HistoricalTables.Dex, MinRowsRule: null, MinRows: 0, "HD101", thresholds.MaxLoss,
        [Types("HD001"), NotNegative("HD002", "volume_usd")]);

    public static Contract Social(GateThresholds thresholds) => new(
        HistoricalTables.SocialDay, MinRowsRule: null, MinRows: 0, "HS101", thresholds.MaxLoss,
        [
            Types("HS001"),
            Within("HS002", 0, 100, "sentiment", "galaxy_score", "social_dominance_pct"),
            NotNegative("HS003", "interactions", "posts_active", "contributors_active", "alt_rank"),
        ]);

    public static IReadOnlyList<Contract> All(GateThresholds thresholds) =>
        [Chart(thresholds), Candles(thresholds), Tvl(thresholds), Dex(thresholds), Social(thresholds)];
}
