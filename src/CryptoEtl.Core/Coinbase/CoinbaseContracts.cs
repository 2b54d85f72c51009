using CryptoEtl.Core.QualityGate;
using static CryptoEtl.Core.QualityGate.RowRules;

namespace CryptoEtl.Core.Coinbase;

/// <summary>What batches of <c>coinbase</c> must be. docs/quality-rules.md lists every rule.</summary>
public static class CoinbaseContracts
{
    private static readonly string[] States = ["online", "offline", "internal", "delisted"];

    public static Contract Product(GateThresholds thresholds) => new(
        CoinbaseTables.Product, "CP100", thresholds.MinProductRows, "CP101", thresholds.MaxLoss,
        [
            Types("CP001"),
            Required("CP002", "product_id", "base_currency", "quote_currency", "status"),
            UniqueKey("CP003", "product_id"),
            OneOf("CP004", "status", States),
            NotNegative("CP005", "base_increment", "quote_increment", "min_market_funds"),
        ]);

    /// <summary>CoinGecko may know none of the books: the day Coinbase opened, it did not.</summary>
    public static Contract Ticker(GateThresholds thresholds) => new(
        CoinbaseTables.Ticker, MinRowsRule: null, MinRows: 0, "CT101", thresholds.MaxLoss,
        [
            Types("CT001"),
            Required("CT002", "base", "target", "asset_id"),
            UniqueKey("CT003", "base", "target"),
            NotNegative("CT004", "last", "last_usd", "volume", "volume_24h_usd", "spread_pct"),
        ]);
}
