using CryptoEtl.Core.QualityGate;
using static CryptoEtl.Core.QualityGate.RowRules;

namespace CryptoEtl.Core.Derivatives;

/// <summary>What funding payments must be. docs/quality-rules.md lists every rule.</summary>
public static class FundingContracts
{
    /// <summary>A fraction per interval. Caps of venues lie between 0.3 % and 4 %.</summary>
    private const double MostRate = 0.05;

    private static readonly SeriesDefinition Payments = new(["venue", "symbol"], "settled_at", Step: null);

    private static readonly Schema Schema = new(FundingTables.Payment, "venue", "symbol", "settled_at", "funding_rate");

    public static Contract Payment(GateThresholds thresholds) => new(
        FundingTables.Payment, MinRowsRule: null, MinRows: 0, "DF101", thresholds.MaxLoss,
        [
            Required("DF001", [.. Schema.Required]),
            SequenceRules.NoDuplicates("DF002", Payments),
            TimeRules.Plausible("DF003", "settled_at"),
            Within("DF004", -MostRate, MostRate, "funding_rate"),
            CrossColumnRules.Agrees("DF005", Severity.Quarantine, "funding_rate_pct", "funding_rate", 100, 0.001, "One of the two is in another unit than its name says."),
            FundingRules.OnGrid("DF006", Payments),
            SequenceRules.SteadyStep("DF007", Payments, TimeSpan.FromHours(0.02)),
            SequenceRules.InFileOrder("DF008", Payments),
        ])
    {
        Columns = Schema.Columns,
        Series = Payments,
        Measured = ["funding_rate"],
        Figures = [FundingRules.Large],
        BatchRules =
        [
            BatchRules.Share("DF102", Severity.Halt, FundingRules.Large.Name, 0.5,
                $"the middle rate of a batch is at most {FundingRules.LargeRate * 100} % per 8 h, either way",
                "Longs and shorts of a whole market never pay that much for long: percent were taken for fractions."),
        ],
    };
}
