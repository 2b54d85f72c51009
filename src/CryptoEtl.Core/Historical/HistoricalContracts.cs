using CryptoEtl.Core.QualityGate;
using static CryptoEtl.Core.QualityGate.RowRules;

namespace CryptoEtl.Core.Historical;

/// <summary>What new rows of the historical ledgers must be. docs/quality-rules.md lists every rule.</summary>
/// <remarks>
/// A batch that is refused does not enter a ledger: its differences would be taken for what was known. Held rows are judged again by themselves when
/// silver is made, so rules that look at neighbours only count here; those that hold a row back are on the bars, see <see cref="BarContracts"/>.
/// </remarks>
public static class HistoricalContracts
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static readonly SeriesDefinition Points = new(["asset_id", "grain"], "stamp", Day), Slugs = new(["slug"], "stamp", Day), Coins = new(["lunarcrush_id"], "stamp", Day);

    private static readonly Schema
        ChartSchema = new(HistoricalTables.Chart, "price_usd")
        {
            Fields = new Dictionary<string, string> { ["price_usd"] = "prices", ["market_cap_usd"] = "market_caps", ["volume_24h_usd"] = "total_volumes" },
        },
        CandleSchema = new(HistoricalTables.Candles, "open_usd", "high_usd", "low_usd", "close_usd"),
        TvlSchema = new(HistoricalTables.Tvl) { Fields = new Dictionary<string, string> { ["tvl_usd"] = "totalLiquidityUSD" } },
        DexSchema = new(HistoricalTables.Dex) { Fields = new Dictionary<string, string> { ["volume_usd"] = "totalDataChart" } },
        SocialSchema = new(HistoricalTables.SocialDay)
        {
            Fields = new Dictionary<string, string> { ["social_dominance_pct"] = "social_dominance" },
            Vanity = ["alt_rank"],
        };

    public static Contract Chart(GateThresholds thresholds) => new(
        HistoricalTables.Chart, MinRowsRule: null, MinRows: 0, "HC101", thresholds.MaxLoss,
        [
            TypeRules.DropRow("HC001", ChartSchema),
            Required("HC002", [.. ChartSchema.Required]),
            Positive("HC003", "price_usd"),
            NotNegative("HC004", "market_cap_usd", "volume_24h_usd"),
            TimeRules.Plausible("HC005", "stamp"),
            CrossColumnRules.NotAbsurd("HC006", "market_cap_usd", "volume_24h_usd"),
            SequenceRules.NoGaps("HC007", Points),
            JumpRules.Within("HC008", Points, "price_usd", 10),
            JumpRules.Usual("HC009", Points, "price_usd"),
            StaleRules.NoRuns("HC010", Points, "price_usd", 5),
            CrossColumnRules.NotZero("HC011", "market_cap_usd"),
            CrossColumnRules.AtMostTimes("HC012", Severity.Info, "volume_24h_usd", 50, "market_cap_usd", "More is seldom traded in a day; the volume is of another unit, or invented."),
        ]) { Columns = ChartSchema.Columns, Series = Points, Measured = ["market_cap_usd", "volume_24h_usd"] };

    public static Contract Candles(GateThresholds thresholds) => new(
        HistoricalTables.Candles, MinRowsRule: null, MinRows: 0, "HK101", thresholds.MaxLoss,
        [
            TypeRules.DropRow("HK001", CandleSchema),
            Required("HK002", [.. CandleSchema.Required]),
            Positive("HK003", "low_usd"),
            Ordered("HK004", "low_usd", "open_usd"),
            Ordered("HK005", "low_usd", "close_usd"),
            Ordered("HK006", "open_usd", "high_usd"),
            Ordered("HK007", "close_usd", "high_usd"),
            TimeRules.Plausible("HK008", "stamp"),
            CrossColumnRules.HighNearLow("HK009", "high_usd", 10, "low_usd"),
            CrossColumnRules.NotFlat("HK010", "open_usd", "high_usd", "low_usd", "close_usd"),
            SequenceRules.NoGaps("HK011", Points),
            HistoricalRules.CloseNearChart("HK012"),
        ]) { Columns = CandleSchema.Columns, Series = Points, Others = [HistoricalTables.Chart] };

    public static Contract Tvl(GateThresholds thresholds) => new(
        HistoricalTables.Tvl, MinRowsRule: null, MinRows: 0, "HT101", thresholds.MaxLoss,
        [
            TypeRules.DropRow("HT001", TvlSchema),
            NotNegative("HT002", "tvl_usd"),
            TimeRules.Plausible("HT003", "stamp"),
            SequenceRules.NoGaps("HT004", Slugs),
            JumpRules.Within("HT005", Slugs, "tvl_usd", 10),
            CrossColumnRules.NotZero("HT006", "tvl_usd"),
            HistoricalRules.FallsAlone("HT007", Slugs),
        ]) { Columns = TvlSchema.Columns, Series = Slugs, Measured = ["tvl_usd"] };

    public static Contract Dex(GateThresholds thresholds) => new(
        HistoricalTables.Dex, MinRowsRule: null, MinRows: 0, "HD101", thresholds.MaxLoss,
        [
            TypeRules.DropRow("HD001", DexSchema),
            NotNegative("HD002", "volume_usd"),
            TimeRules.Plausible("HD003", "stamp"),
            SequenceRules.NoGaps("HD004", Slugs),
            JumpRules.Within("HD005", Slugs, "volume_usd", 100),
        ]) { Columns = DexSchema.Columns, Series = Slugs, Measured = ["volume_usd"] };

    public static Contract Social(GateThresholds thresholds) => new(
        HistoricalTables.SocialDay, MinRowsRule: null, MinRows: 0, "HS101", thresholds.MaxLoss,
        [
            TypeRules.DropRow("HS001", SocialSchema),
            Within("HS002", 0, 100, "sentiment", "galaxy_score", "social_dominance_pct"),
            NotNegative("HS003", "interactions", "posts_active", "contributors_active", "alt_rank"),
            TypeRules.DropValue("HS004", SocialSchema),
            TimeRules.Plausible("HS005", "stamp"),
            SequenceRules.NoGaps("HS006", Coins),
        ]) { Columns = SocialSchema.Columns, Series = Coins, Measured = ["interactions", "galaxy_score"] };

    public static IReadOnlyList<Contract> All(GateThresholds thresholds) =>
        [Chart(thresholds), Candles(thresholds), Tvl(thresholds), Dex(thresholds), Social(thresholds)];
}
