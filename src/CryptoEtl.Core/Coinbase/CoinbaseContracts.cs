using CryptoEtl.Core.Live;
using CryptoEtl.Core.QualityGate;
using static CryptoEtl.Core.QualityGate.RowRules;

namespace CryptoEtl.Core.Coinbase;

/// <summary>What batches of <c>coinbase</c> must be. docs/quality-rules.md lists every rule.</summary>
public static class CoinbaseContracts
{
    private static readonly string[] States = ["online", "offline", "internal", "delisted"];

    /// <summary>A null flag is read as "not closed": the product would be taken for tradable.</summary>
    private static readonly Schema ProductSchema = new(CoinbaseTables.Product, "product_id", "base_currency", "quote_currency", "status")
    {
        Fields = new Dictionary<string, string> { ["product_id"] = "id" },
        Words = new Dictionary<string, IReadOnlyList<string>> { ["status"] = States },
        Vital = ["trading_disabled", "cancel_only", "auction_mode"],
        Vanity = ["display_name", "status_message", "margin_enabled", "fx_stablecoin", "min_market_funds"],
    };

    private static readonly Schema TickerSchema = new(CoinbaseTables.Ticker, "base", "target", "asset_id")
    {
        Fields = new Dictionary<string, string>
        {
            ["asset_id"] = "coin_id", ["target_asset_id"] = "target_coin_id", ["last_usd"] = "converted_last.usd",
            ["volume_24h_usd"] = "converted_volume.usd", ["spread_pct"] = "bid_ask_spread_percentage",
        },
        Vanity = ["spread_pct"],
    };

    public static Contract Product(GateThresholds thresholds) => new(
        CoinbaseTables.Product, "CP100", thresholds.MinProductRows, "CP101", thresholds.MaxLoss,
        [
            TypeRules.DropRow("CP001", ProductSchema),
            Required("CP002", [.. ProductSchema.Required]),
            UniqueKey("CP003", "product_id"),
            OneOf("CP004", "status", States),
            NotNegative("CP005", "base_increment", "quote_increment", "min_market_funds"),
            TypeRules.DropValue("CP006", ProductSchema),
            TypeRules.RefuseBatch("CP007", ProductSchema),
        ])
    {
        Columns = ProductSchema.Columns,
        Measured = ["trading_disabled", "cancel_only", "base_increment", "quote_increment"],
        BatchRules =
        [
            BatchRules.RowCount("CP102"),
            BatchRules.NullShare("CP103", Severity.Halt, 0.2, "trading_disabled", "cancel_only"),
            BatchRules.NullShare("CP104", Severity.Info, 0.05, "trading_disabled", "cancel_only", "base_increment", "quote_increment"),
        ],
    };

    /// <summary>CoinGecko may know none of the books: the day Coinbase opened, it did not.</summary>
    public static Contract Ticker(GateThresholds thresholds) => new(
        CoinbaseTables.Ticker, MinRowsRule: null, MinRows: 0, "CT101", thresholds.MaxLoss,
        [
            TypeRules.DropRow("CT001", TickerSchema),
            Required("CT002", [.. TickerSchema.Required]),
            UniqueKey("CT003", "base", "target"),
            NotNegative("CT004", "last", "last_usd", "volume", "volume_24h_usd", "spread_pct"),
            TypeRules.DropValue("CT005", TickerSchema),
            CrossColumnRules.NotZero("CT006", "last_usd"),
            CoinbaseRules.BelowHigh("CT007"),
            CoinbaseRules.AboveLow("CT008"),
            TimeRules.Plausible("CT009", "last_fetch_at"),
        ])
    {
        Columns = TickerSchema.Columns,
        Series = new(["base", "target"], "last_fetch_at", Step: null),
        Measured = ["last_usd", "volume_24h_usd", "last_fetch_at"],
        Others = [LiveTables.BronzeMarket],
        BatchRules =
        [
            BatchRules.RowCount("CT102"),
            BatchRules.NullShare("CT103", Severity.Halt, 0.2, "last_usd", "volume_24h_usd"),
            BatchRules.NullShare("CT104", Severity.Info, 0.05, "last_usd", "volume_24h_usd", "last_fetch_at"),
            BatchRules.Fresh("CT105", Severity.Info, TimeSpan.FromHours(24)),
        ],
    };
}
