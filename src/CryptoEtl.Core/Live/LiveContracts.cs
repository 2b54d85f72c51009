using CryptoEtl.Core.Coinbase;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.Universe;
using static CryptoEtl.Core.QualityGate.CrossColumnRules;
using static CryptoEtl.Core.QualityGate.RowRules;

namespace CryptoEtl.Core.Live;

/// <summary>What live batches must be. docs/quality-rules.md lists every rule.</summary>
public static class LiveContracts
{
    /// <summary>Members of the universe up to this rank must be in a market page. Deeper ones may fall off between two universes.</summary>
    private const int TopMembers = 50;

    /// <summary>A coin that has not traded for longer has no live price.</summary>
    private static readonly TimeSpan OldestPrice = TimeSpan.FromHours(6);

    private static readonly Schema MarketSchema = new(LiveTables.BronzeMarket, "asset_id", "symbol", "name", "price_usd", "last_updated")
    {
        Fields = new Dictionary<string, string>
        {
            ["asset_id"] = "id", ["price_usd"] = "current_price", ["market_cap_usd"] = "market_cap", ["fully_diluted_valuation_usd"] = "fully_diluted_valuation",
            ["volume_24h_usd"] = "total_volume", ["high_24h_usd"] = "high_24h", ["low_24h_usd"] = "low_24h", ["change_1h_pct"] = "price_change_percentage_1h_in_currency",
            ["change_24h_pct"] = "price_change_percentage_24h", ["change_7d_pct"] = "price_change_percentage_7d_in_currency",
            ["change_30d_pct"] = "price_change_percentage_30d_in_currency", ["market_cap_change_24h_pct"] = "market_cap_change_percentage_24h",
            ["ath_usd"] = "ath", ["ath_at"] = "ath_date", ["atl_usd"] = "atl", ["atl_at"] = "atl_date",
        },
        Vanity = ["market_cap_rank", "fully_diluted_valuation_usd", "market_cap_change_24h_pct", "max_supply", "ath_usd", "ath_at", "atl_usd", "atl_at"],
    };

    private static readonly Schema SocialSchema = new(LiveTables.BronzeSocial, "lunarcrush_id", "symbol", "name")
    {
        Fields = new Dictionary<string, string>
        {
            ["lunarcrush_id"] = "id", ["price_usd"] = "price", ["market_cap_usd"] = "market_cap", ["social_dominance_pct"] = "social_dominance",
            ["contracts"] = "blockchains", ["last_updated"] = "last_updated_price",
        },
        Vanity = ["categories", "alt_rank"],
    };

    private static readonly Schema OnchainSchema = new(LiveTables.BronzeOnchain, "protocol_id", "name")
    {
        Fields = new Dictionary<string, string> { ["protocol_id"] = "id", ["parent_protocol"] = "parentProtocol", ["tvl_usd"] = "tvl", ["market_cap_usd"] = "mcap", ["listed_at"] = "listedAt" },
        Vanity = ["change_1d_pct", "market_cap_usd", "listed_at"],
    };

    public static Contract Market(GateThresholds thresholds) => new(
        LiveTables.BronzeMarket, "LM100", thresholds.MinMarketRows, "LM101", thresholds.MaxLoss,
        [
            TypeRules.DropRow("LM001", MarketSchema),
            Required("LM002", [.. MarketSchema.Required]),
            UniqueKey("LM003", "asset_id"),
            Positive("LM004", "price_usd"),
            Ordered("LM005", "low_24h_usd", "high_24h_usd"),
            LiveRules.CapMatchesSupply("LM006"),
            Fresh("LM007", "last_updated", OldestPrice),
            NotNegative("LM008", "market_cap_usd", "volume_24h_usd", "high_24h_usd", "low_24h_usd", "circulating_supply"),
            TypeRules.DropValue("LM009", MarketSchema),
            Between("LM010", "price_usd", "low_24h_usd", "high_24h_usd", 0.02),
            AtMostTimes("LM011", Severity.Info, "volume_24h_usd", 50, "market_cap_usd", "More is seldom traded in a day; the volume is of another unit, or invented."),
            NotAbsurd("LM012", "market_cap_usd", "volume_24h_usd"),
            RankRules.NoGiant("LM013", "market_cap_usd"),
            RankRules.CapFallsWithRank("LM014", "market_cap_rank", "market_cap_usd"),
            RankRules.NoSharedRank("LM015", "market_cap_rank"),
            Within("LM016", -100, 1e9, "change_1h_pct", "change_24h_pct", "change_7d_pct", "change_30d_pct"),
            AtMostTimes("LM017", Severity.Info, "circulating_supply", 1.01, "total_supply", "More coins cannot circulate than exist."),
            LiveRules.NearCoinbase("LM018"),
            NotZero("LM019", "market_cap_usd"),
            NotTheSame("LM020", "volume_24h_usd", "price_usd", "market_cap_usd", "circulating_supply"),
        ])
    {
        Columns = MarketSchema.Columns,
        Series = new(["asset_id"], "last_updated", Step: null),
        Measured = ["price_usd", "market_cap_usd", "volume_24h_usd", "circulating_supply", "change_24h_pct"],
        Figures = MemberFigures.Of("asset_id", TopMembers),
        Others = [UniverseTables.Silver, CoinbaseTables.Ticker],
        BatchRules =
        [
            BatchRules.RowCount("LM102"),
            BatchRules.NullShare("LM103", Severity.Halt, 0.2, "market_cap_usd", "volume_24h_usd", "circulating_supply", "change_24h_pct"),
            BatchRules.NullShare("LM104", Severity.Info, 0.05, "market_cap_usd", "volume_24h_usd", "circulating_supply", "change_24h_pct"),
            BatchRules.Fresh("LM105", Severity.Halt, OldestPrice),
            BatchRules.Complete("LM106", MemberFigures.Expected, MemberFigures.Seen, 0.8, $"at least 80 % of the members of the universe up to rank {TopMembers} are in a batch, where there is a universe of the last 35 days"),
        ],
    };

    /// <summary>Before 2020 there was nothing to list, so an empty answer is no defect. The same holds for on-chain rows.</summary>
    public static Contract Social(GateThresholds thresholds) => new(
        LiveTables.BronzeSocial, MinRowsRule: null, MinRows: 0, "LS101", thresholds.MaxLoss,
        [
            TypeRules.DropRow("LS001", SocialSchema),
            Required("LS002", [.. SocialSchema.Required]),
            UniqueKey("LS003", "lunarcrush_id"),
            NotNegative("LS004", "interactions_24h", "social_volume_24h"),
            Within("LS005", 0, 100, "galaxy_score", "sentiment", "social_dominance_pct"),
            TypeRules.DropValue("LS006", SocialSchema),
            TimeRules.Plausible("LS007", "last_updated"),
        ])
    {
        Columns = SocialSchema.Columns,
        Series = new(["lunarcrush_id"], "last_updated", Step: null),
        Measured = ["interactions_24h", "social_volume_24h", "galaxy_score", "sentiment"],
        BatchRules =
        [
            BatchRules.RowCount("LS102"),
            BatchRules.NullShare("LS103", Severity.Halt, 0.2, "interactions_24h", "galaxy_score"),
            BatchRules.NullShare("LS104", Severity.Info, 0.05, "interactions_24h", "social_volume_24h", "galaxy_score", "sentiment"),
            BatchRules.Fresh("LS105", Severity.Info, TimeSpan.FromHours(24)),
        ],
    };

    public static Contract Onchain(GateThresholds thresholds) => new(
        LiveTables.BronzeOnchain, MinRowsRule: null, MinRows: 0, "LO101", thresholds.MaxLoss,
        [
            TypeRules.DropRow("LO001", OnchainSchema),
            Required("LO002", [.. OnchainSchema.Required]),
            UniqueKey("LO003", "protocol_id"),
            NotNegative("LO004", "tvl_usd"),
            TypeRules.DropValue("LO005", OnchainSchema),
            NotAbsurd("LO006", "tvl_usd"),
        ])
    {
        Columns = OnchainSchema.Columns,
        Measured = ["tvl_usd", "gecko_id"],
        BatchRules =
        [
            BatchRules.RowCount("LO102"),
            BatchRules.NullShare("LO103", Severity.Halt, 0.2, "tvl_usd"),
            BatchRules.NullShare("LO104", Severity.Info, 0.05, "tvl_usd", "gecko_id"),
        ],
    };
}
