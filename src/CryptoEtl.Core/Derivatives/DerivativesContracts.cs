using CryptoEtl.Core.QualityGate;
using static CryptoEtl.Core.QualityGate.CrossColumnRules;
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
    private const double MostContractDollars = 1e13;

    /// <summary>Percent per interval. No venue lets longs pay more for long.</summary>
    private const double MostFundingPct = 5;

    private static readonly Schema ContractSchema = new(DerivativesTables.Contract, "venue_name", "symbol", "contract_type", "price")
    {
        Fields = new Dictionary<string, string>
        {
            ["venue_name"] = "market", ["change_24h_pct"] = "price_percentage_change_24h", ["index_price"] = "index", ["basis_pct"] = "basis", ["spread_pct"] = "spread",
            ["funding_rate_pct"] = "funding_rate", ["open_interest_usd"] = "open_interest", ["volume_24h_usd"] = "volume_24h", ["expires_at"] = "expired_at",
        },
        Words = new Dictionary<string, IReadOnlyList<string>> { ["contract_type"] = Types },
        Vanity = ["change_24h_pct", "spread_pct"],
    };

    private static readonly Schema VenueSchema = new(DerivativesTables.Venue, "venue_id", "venue_name")
    {
        Fields = new Dictionary<string, string>
        {
            ["venue_id"] = "id", ["venue_name"] = "name", ["volume_24h_btc"] = "trade_volume_24h_btc",
            ["perpetual_pairs"] = "number_of_perpetual_pairs", ["futures_pairs"] = "number_of_futures_pairs",
        },
        Vanity = ["perpetual_pairs", "futures_pairs", "year_established", "country"],
    };

    private static readonly Schema TickerSchema = new(DerivativesTables.Ticker, "venue_id", "symbol", "base", "contract_type")
    {
        Fields = new Dictionary<string, string>
        {
            ["asset_id"] = "coin_id", ["target_asset_id"] = "target_coin_id", ["last_usd"] = "converted_last.usd", ["change_24h_pct"] = "h24_percentage_change",
            ["index_price"] = "index", ["basis_pct"] = "index_basis_percentage", ["spread"] = "bid_ask_spread", ["funding_rate_pct"] = "funding_rate",
            ["volume_24h"] = "h24_volume", ["volume_24h_usd"] = "converted_volume.usd", ["last_traded_at"] = "last_traded", ["expires_at"] = "expired_at",
        },
        Words = new Dictionary<string, IReadOnlyList<string>> { ["contract_type"] = Types },
        Vanity = ["change_24h_pct", "spread", "volume_24h"],
    };

    private static readonly Schema PerpSchema = new(DerivativesTables.OnchainPerp, "perp_id", "marketplace", "market", "base_asset")
    {
        Fields = new Dictionary<string, string>
        {
            ["base_asset"] = "baseAsset", ["funding_rate"] = "fundingRate", ["funding_rate_previous"] = "fundingRatePrevious", ["funding_previous_at"] = "fundingTimePrevious",
            ["funding_7d_average"] = "fundingRate7dAverage", ["funding_30d_average"] = "fundingRate30dAverage", ["open_interest"] = "openInterest",
            ["index_price"] = "indexPrice", ["quoted_at"] = "timestamp",
        },
        Vanity = ["funding_7d_average", "funding_30d_average", "open_interest"],
    };

    private static readonly Schema VolumeSchema = new(DerivativesTables.OnchainVolume, "kind", "protocol_id")
    {
        Fields = new Dictionary<string, string>
        {
            ["protocol_id"] = "defillamaId", ["parent_protocol"] = "parentProtocol", ["total_24h_usd"] = "total24h", ["total_48h_to_24h_usd"] = "total48hto24h",
            ["total_7d_usd"] = "total7d", ["total_30d_usd"] = "total30d", ["change_1d_pct"] = "change_1d",
        },
        Words = new Dictionary<string, IReadOnlyList<string>> { ["kind"] = Kinds },
        Vanity = ["change_1d_pct", "slug"],
    };

    public static Contract Contract(GateThresholds thresholds) => new(
        DerivativesTables.Contract, "DC100", thresholds.MinContractRows, "DC101", thresholds.MaxLoss,
        [
            TypeRules.DropRow("DC001", ContractSchema),
            Required("DC002", [.. ContractSchema.Required]),
            UniqueKey("DC003", "venue_name", "symbol"),
            OneOf("DC004", "contract_type", Types),
            Positive("DC005", "price"),
            Within("DC006", 0, MostContractDollars, "open_interest_usd", "volume_24h_usd"),
            Fresh("DC007", "last_traded_at", OldestTrade),
            TypeRules.DropValue("DC008", ContractSchema),
            Usually("DC009", -MostFundingPct, MostFundingPct, "funding_rate_pct", "A fraction read as percent, or percent multiplied twice; in a squeeze it is real."),
            Usually("DC010", -50, 50, "basis_pct", "Price and index are of two things, or one of them is stale."),
            AtMostTimes("DC011", Severity.Info, "price", 10, "index_price", "Contracts on a thousand coins are quoted against the index of one."),
            AtMostTimes("DC012", Severity.Info, "open_interest_usd", 100, "volume_24h_usd", "An open interest that nobody trades is in another unit, or invented."),
        ])
    {
        Columns = ContractSchema.Columns,
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
            TypeRules.DropRow("DV001", VenueSchema),
            Required("DV002", [.. VenueSchema.Required]),
            UniqueKey("DV003", "venue_id"),
            NotNegative("DV004", "open_interest_btc", "volume_24h_btc"),
            TypeRules.DropValue("DV005", VenueSchema),
        ])
    {
        Columns = VenueSchema.Columns,
        Measured = ["open_interest_btc", "volume_24h_btc"],
        BatchRules = [BatchRules.RowCount("DV102"), BatchRules.NullShare("DV103", Severity.Info, 0.05, "open_interest_btc", "volume_24h_btc")],
    };

    public static Contract Ticker(GateThresholds thresholds) => new(
        DerivativesTables.Ticker, MinRowsRule: null, MinRows: 0, "DT101", thresholds.MaxLoss,
        [
            TypeRules.DropRow("DT001", TickerSchema),
            Required("DT002", [.. TickerSchema.Required]),
            UniqueKey("DT003", "venue_id", "symbol"),
            OneOf("DT004", "contract_type", Types),
            Within("DT005", 0, MostContractDollars, "open_interest_usd", "volume_24h_usd"),
            TypeRules.DropValue("DT006", TickerSchema),
            Usually("DT007", -MostFundingPct, MostFundingPct, "funding_rate_pct", "A fraction read as percent, or percent multiplied twice; in a squeeze it is real."),
            TimeRules.Plausible("DT008", "last_traded_at"),
        ])
    {
        Columns = TickerSchema.Columns,
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
            TypeRules.DropRow("DP001", PerpSchema),
            Required("DP002", [.. PerpSchema.Required]),
            UniqueKey("DP003", "perp_id"),
            Within("DP004", -1, 1, "funding_rate"),
            TypeRules.DropValue("DP005", PerpSchema),
            Usually("DP006", -MostFundingPct / 100, MostFundingPct / 100, "funding_rate", "A percent read as a fraction; in a squeeze it is real."),
            TimeRules.Plausible("DP007", "quoted_at"),
        ])
    {
        Columns = PerpSchema.Columns,
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
            TypeRules.DropRow("DO001", VolumeSchema),
            Required("DO002", [.. VolumeSchema.Required]),
            UniqueKey("DO003", "kind", "protocol_id"),
            OneOf("DO004", "kind", Kinds),
            Within("DO005", 0, MostContractDollars, "total_24h_usd", "total_7d_usd", "total_30d_usd"),
            TypeRules.DropValue("DO006", VolumeSchema),
            AtMostTimes("DO007", Severity.Info, "total_24h_usd", 1.05, "total_7d_usd", "A day cannot hold more than its week."),
        ])
    {
        Columns = VolumeSchema.Columns,
        Measured = ["total_24h_usd", "total_7d_usd"],
        BatchRules = [BatchRules.RowCount("DO102"), BatchRules.NullShare("DO103", Severity.Info, 0.05, "total_24h_usd", "total_7d_usd")],
    };
}
