using CryptoEtl.Core.QualityGate;
using static CryptoEtl.Core.QualityGate.CrossColumnRules;
using static CryptoEtl.Core.QualityGate.RowRules;

namespace CryptoEtl.Core.Historical;

/// <summary>What bars of a day and of an hour must be, ours and those of a file. docs/quality-rules.md lists every rule.</summary>
/// <remarks>A row is held back where it is wrong by itself or contradicted by another column; what wild markets do is counted.</remarks>
public static class BarContracts
{
    private const double OffMidnight = 0.5;

    private static readonly SeriesDefinition
        Days = new(["asset_id"], "day", TimeSpan.FromDays(1)),
        Hours = new(["asset_id"], "hour", TimeSpan.FromHours(1));

    private static readonly Schema
        DaySchema = new(HistoricalTables.SilverMarket, "asset_id", "day", "close_usd"),
        HourSchema = new(HistoricalTables.SilverHour, "asset_id", "hour", "close_usd");

    public static Contract Day(GateThresholds thresholds) => new(
        HistoricalTables.SilverMarket, MinRowsRule: null, MinRows: 0, "HB101", thresholds.MaxLoss,
        [
            .. Bar("HB", DaySchema, Days, "volume_usd"),
            TimeRules.AtMidnight("HB009", Severity.Quarantine, "day"),
            SequenceRules.NotEnded("HB023", Days, 30),
            AtMostTimes("HB024", Severity.Info, "volume_usd", 50, "market_cap_usd", "More is seldom traded in a day; the volume is of another unit, or invented."),
        ])
    {
        Columns = DaySchema.Columns,
        Series = Days,
        Measured = Measured("volume_usd"),
        Figures = [TimeRules.OffMidnight("day"), SequenceRules.MissingPeriods(Days)],
        BatchRules =
        [
            BatchRules.Share("HB102", Severity.Halt, "off_midnight", OffMidnight, "at least half of the rows have their day at 00:00 UTC", "All days of a file at another time are the days of another time zone."),
        ],
    };

    public static Contract Hour(GateThresholds thresholds) => new(
        HistoricalTables.SilverHour, MinRowsRule: null, MinRows: 0, "HH101", thresholds.MaxLoss,
        [.. Bar("HH", HourSchema, Hours, "volume_24h_usd"), TimeRules.OnTheHour("HH009", "hour"), SequenceRules.NotEnded("HH023", Hours, 30)])
    {
        Columns = HourSchema.Columns,
        Series = Hours,
        Measured = Measured("volume_24h_usd"),
        Figures = [SequenceRules.MissingPeriods(Hours)],
    };

    public static IReadOnlyList<Contract> All(GateThresholds thresholds) => [Day(thresholds), Hour(thresholds)];

    private static string[] Measured(string volume) => ["open_usd", "high_usd", "low_usd", "close_usd", volume, "market_cap_usd"];

    /// <param name="ids">Prefix of the rule ids.</param>
    private static Rule[] Bar(string ids, Schema schema, SeriesDefinition series, string volume) =>
    [
        Required($"{ids}001", [.. schema.Required]),
        Positive($"{ids}002", "close_usd"),
        HighIsHighest($"{ids}003", "high_usd", "open_usd", "close_usd"),
        LowIsLowest($"{ids}004", "low_usd", "open_usd", "close_usd"),
        Ordered($"{ids}005", "low_usd", "high_usd"),
        NotNegative($"{ids}006", volume, "market_cap_usd"),
        TimeRules.Plausible($"{ids}007", series.Time),
        SequenceRules.NoDuplicates($"{ids}008", series),
        NotAbsurd($"{ids}010", "market_cap_usd", volume),
        SlipRules.CapFollowsPrice($"{ids}011", series, "close_usd", "market_cap_usd", "open_usd"),
        SlipRules.NoSpike($"{ids}012", series, "close_usd", "market_cap_usd"),
        SlipRules.NoUnitSlip($"{ids}013", series, "close_usd"),
        SlipRules.NoCapSlip($"{ids}014", series, "market_cap_usd", "close_usd"),
        SequenceRules.InFileOrder($"{ids}015", series),
        SequenceRules.NoGaps($"{ids}016", series),
        JumpRules.Within($"{ids}017", series, "close_usd", 10),
        JumpRules.Within($"{ids}018", series, "close_usd", 2),
        JumpRules.Usual($"{ids}019", series, "close_usd"),
        JumpRules.SteadySupply($"{ids}020", series, "market_cap_usd", "close_usd", 0.5),
        StaleRules.NoRuns($"{ids}021", series, "close_usd", 5),
        NotFlat($"{ids}022", "open_usd", "high_usd", "low_usd", "close_usd"),
        HighNearLow($"{ids}025", "high_usd", 10, "low_usd"),
        NotZero($"{ids}026", volume),
        NotZero($"{ids}027", "market_cap_usd"),
        NotMissing($"{ids}028", volume),
        NotMissing($"{ids}029", "market_cap_usd"),
        NotTheSame($"{ids}030", volume, "close_usd", "market_cap_usd"),
        AllPositive($"{ids}031", "open_usd", "high_usd", "low_usd"),
    ];
}
