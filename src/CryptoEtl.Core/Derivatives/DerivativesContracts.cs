using CryptoEtl.Core.QualityGate;
using static CryptoEtl.Core.QualityGate.CrossColumnRules;
using static CryptoEtl.Core.QualityGate.RowRules;

namespace CryptoEtl.Core.Derivatives;

/// <summary>What batches of <c>derivatives</c> must be. docs/quality-rules.md lists every rule.</summary>
public static class DerivativesContracts
{
    /// <summary>Of 1,766 recorded contracts none had not traded for so long: its price and volume would be of another day.</summary>
    private static readonly TimeSpan OldestTrade = TimeSpan.FromHours(24);

    /// <summary>Above this a dollar figure of one contract is a slip of units: all of crypto is worth less.</summary>
    private const double MostContractDollars = 1e13;

    /// <summary>Percent per interval. No venue lets longs pay more for long.</summary>
    private const double MostFundingPct = 5;

    public static Contract Contract(GateThresholds thresholds) => new(
        DerivativesTables.Contract, "DC100", thresholds.MinContractRows, "DC101", thresholds.MaxLoss,
        [
            TypeRules.DropRow("DC001", DerivativesSchemas.Contract),
            Required("DC002", [.. DerivativesSchemas.Contract.Required]),
            UniqueKey("DC003", "venue_name", "symbol"),
            OneOf("DC004", "contract_type", DerivativesSchemas.Types),
            Positive("DC005", "price"),
            Within("DC006", 0, MostContractDollars, "open_interest_usd", "volume_24h_usd"),
            Fresh("DC007", "last_traded_at", OldestTrade),
            TypeRules.DropValue("DC008", DerivativesSchemas.Contract),
            Usually("DC009", -MostFundingPct, MostFundingPct, "funding_rate_pct", "A fraction read as percent, or percent multiplied twice; in a squeeze it is real."),
            Usually("DC010", -50, 50, "basis_pct", "Price and index are of two things, or one of them is stale."),
            AtMostTimes("DC011", Severity.Info, "price", 10, "index_price", "Contracts on a thousand coins are quoted against the index of one."),
            AtMostTimes("DC012", Severity.Info, "open_interest_usd", 100, "volume_24h_usd", "An open interest that nobody trades is in another unit, or invented."),
        ])
    {
        Columns = DerivativesSchemas.Contract.Columns,
        Series = new(["venue_name", "symbol"], "last_traded_at", Step: null),
        Measured = ["index_price", "funding_rate_pct", "open_interest_usd", "volume_24h_usd"],
        BatchRules =
        [
            BatchRules.RowCount("DC102"),
            BatchRules.NullShare("DC103", Severity.Halt, 0.2, "index_price", "funding_rate_pct", "volume_24h_usd"),
            BatchRules.NullShare("DC104", Severity.Info, 0.05, "index_price", "funding_rate_pct", "open_interest_usd", "volume_24h_usd"),
            BatchRules.Fresh("DC105", Severity.Halt, OldestTrade),
        ],
    };

    public static Contract Venue(GateThresholds thresholds) => new(
        DerivativesTables.Venue, MinRowsRule: null, MinRows: 0, "DV101", thresholds.MaxLoss,
        [
            TypeRules.DropRow("DV001", DerivativesSchemas.Venue),
            Required("DV002", [.. DerivativesSchemas.Venue.Required]),
            UniqueKey("DV003", "venue_id"),
            NotNegative("DV004", "open_interest_btc", "volume_24h_btc"),
            TypeRules.DropValue("DV005", DerivativesSchemas.Venue),
        ])
    {
        Columns = DerivativesSchemas.Venue.Columns,
        Measured = ["open_interest_btc", "volume_24h_btc"],
        BatchRules = [BatchRules.RowCount("DV102"), BatchRules.NullShare("DV103", Severity.Info, 0.05, "open_interest_btc", "volume_24h_btc")],
    };

    public static Contract Ticker(GateThresholds thresholds) => new(
        DerivativesTables.Ticker, MinRowsRule: null, MinRows: 0, "DT101", thresholds.MaxLoss,
        [
            TypeRules.DropRow("DT001", DerivativesSchemas.Ticker),
            Required("DT002", [.. DerivativesSchemas.Ticker.Required]),
            UniqueKey("DT003", "venue_id", "symbol"),
            OneOf("DT004", "contract_type", DerivativesSchemas.Types),
            Within("DT005", 0, MostContractDollars, "open_interest_usd", "volume_24h_usd"),
            TypeRules.DropValue("DT006", DerivativesSchemas.Ticker),
            Usually("DT007", -MostFundingPct, MostFundingPct, "funding_rate_pct", "A fraction read as percent, or percent multiplied twice; in a squeeze it is real."),
            TimeRules.Plausible("DT008", "last_traded_at"),
        ])
    {
        Columns = DerivativesSchemas.Ticker.Columns,
        Series = new(["venue_id", "symbol"], "last_traded_at", Step: null),
        Measured = ["asset_id", "last_usd", "funding_rate_pct", "open_interest_usd", "volume_24h_usd"],
        BatchRules =
        [
            BatchRules.RowCount("DT102"),
            BatchRules.NullShare("DT103", Severity.Halt, 0.2, "asset_id", "last_usd", "volume_24h_usd"),
            BatchRules.NullShare("DT104", Severity.Info, 0.05, "asset_id", "last_usd", "funding_rate_pct", "open_interest_usd", "volume_24h_usd"),
            BatchRules.Fresh("DT105", Severity.Info, OldestTrade),
        ],
    };

    public static Contract OnchainPerp(GateThresholds thresholds) => new(
        DerivativesTables.OnchainPerp, MinRowsRule: null, MinRows: 0, "DP101", thresholds.MaxLoss,
        [
            TypeRules.DropRow("DP001", DerivativesSchemas.Perp),
            Required("DP002", [.. DerivativesSchemas.Perp.Required]),
            UniqueKey("DP003", "perp_id"),
            Within("DP004", -1, 1, "funding_rate"),
            TypeRules.DropValue("DP005", DerivativesSchemas.Perp),
            Usually("DP006", -MostFundingPct / 100, MostFundingPct / 100, "funding_rate", "A percent read as a fraction; in a squeeze it is real."),
            TimeRules.Plausible("DP007", "quoted_at"),
        ])
    {
        Columns = DerivativesSchemas.Perp.Columns,
        Series = new(["perp_id"], "quoted_at", Step: null),
        Measured = ["funding_rate", "index_price"],
        BatchRules =
        [
            BatchRules.RowCount("DP102"),
            BatchRules.NullShare("DP103", Severity.Halt, 0.2, "funding_rate"),
            BatchRules.NullShare("DP104", Severity.Info, 0.05, "funding_rate", "index_price"),
            BatchRules.Fresh("DP105", Severity.Info, OldestTrade),
        ],
    };

    public static Contract OnchainVolume(GateThresholds thresholds) => new(
        DerivativesTables.OnchainVolume, MinRowsRule: null, MinRows: 0, "DO101", thresholds.MaxLoss,
        [
            TypeRules.DropRow("DO001", DerivativesSchemas.Volume),
            Required("DO002", [.. DerivativesSchemas.Volume.Required]),
            UniqueKey("DO003", "kind", "protocol_id"),
            OneOf("DO004", "kind", DerivativesSchemas.Kinds),
            Within("DO005", 0, MostContractDollars, "total_24h_usd", "total_7d_usd", "total_30d_usd"),
            TypeRules.DropValue("DO006", DerivativesSchemas.Volume),
            AtMostTimes("DO007", Severity.Info, "total_24h_usd", 1.05, "total_7d_usd", "A day cannot hold more than its week."),
        ])
    {
        Columns = DerivativesSchemas.Volume.Columns,
        Measured = ["total_24h_usd", "total_7d_usd"],
        BatchRules = [BatchRules.RowCount("DO102"), BatchRules.NullShare("DO103", Severity.Info, 0.05, "total_24h_usd", "total_7d_usd")],
    };
}
