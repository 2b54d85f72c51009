using CryptoEtl.Core.QualityGate;
using static CryptoEtl.Core.QualityGate.RowRules;

namespace CryptoEtl.Core.Derivatives;

/// <summary>What batches of <c>derivatives</c> must be. docs/quality-rules.md lists every rule.</summary>
public static class DerivativesContracts
{
    private static readonly string[] Types = ["perpetual", "futures"];

    private static readonly string[] Kinds = ["perp_volume", "perp_open_interest", "options_premium", "options_notional"];

    /// <summary>Of 1,766 recorded contracts none had not traded for so long: its price and volume would be of another day.</summary>
    private static readonly TimeSpan OldestTrade = TimeSpan.FromHours(24);

    /// <summary>Above this a dollar figure of one contract is a slip of units: all of crypto is worth less.</summary>
    private const double MostDollars = 1e13;

    public static Contract Contract(GateThresholds thresholds) => new(
        DerivativesTables.Contract, "DC100", thresholds.MinContractRows, "DC101", thresholds.MaxLoss,
        [
            RowRules.Types("DC001"),
            Required("DC002", "venue_name", "symbol", "contract_type", "price"),
            UniqueKey("DC003", "venue_name", "symbol"),
            OneOf("DC004", "contract_type", Types),
            Positive("DC005", "price"),
            Within("DC006", 0, MostDollars, "open_interest_usd", "volume_24h_usd"),
            Fresh("DC007", "last_traded_at", OldestTrade),
        ]);

    public static Contract Venue(GateThresholds thresholds) => new(
        DerivativesTables.Venue, MinRowsRule: null, MinRows: 0, "DV101", thresholds.MaxLoss,
        [
            RowRules.Types("DV001"),
            Required("DV002", "venue_id", "venue_name"),
            UniqueKey("DV003", "venue_id"),
            NotNegative("DV004", "open_interest_btc", "volume_24h_btc"),
        ]);

    public static Contract Ticker(GateThresholds thresholds) => new(
        DerivativesTables.Ticker, MinRowsRule: null, MinRows: 0, "DT101", thresholds.MaxLoss,
        [
            RowRules.Types("DT001"),
            Required("DT002", "venue_id", "symbol", "base", "contract_type"),
            UniqueKey("DT003", "venue_id", "symbol"),
            OneOf("DT004", "contract_type", Types),
            Within("DT005", 0, MostDollars, "open_interest_usd", "volume_24h_usd"),
        ]);

    public static Contract OnchainPerp(GateThresholds thresholds) => new(
        DerivativesTables.OnchainPerp, MinRowsRule: null, MinRows: 0, "DP101", thresholds.MaxLoss,
        [
            RowRules.Types("DP001"),
            Required("DP002", "perp_id", "marketplace", "market", "base_asset"),
            UniqueKey("DP003", "perp_id"),
            Within("DP004", -1, 1, "funding_rate"),
        ]);

    public static Contract OnchainVolume(GateThresholds thresholds) => new(
        DerivativesTables.OnchainVolume, MinRowsRule: null, MinRows: 0, "DO101", thresholds.MaxLoss,
        [
            RowRules.Types("DO001"),
            Required("DO002", "kind", "protocol_id"),
            UniqueKey("DO003", "kind", "protocol_id"),
            OneOf("DO004", "kind", Kinds),
            Within("DO005", 0, MostDollars, "total_24h_usd", "total_7d_usd", "total_30d_usd"),
        ]);
}
