using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CryptoEtl.Core.QualityGate;

namespace CryptoEtl.Data.QualityGate.Check.Reports;

/// <summary>A report for machines. Names and their order are stable; new ones may be added at the end of an object.</summary>
public static class CheckJson
{
    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Of(CheckReport report) => JsonSerializer.Serialize(
        new
        {
            File = report.Options.Path,
            Verdict = Verdict(report.Verdict),
            ObservedAt = report.Options.ObservedAt.UtcDateTime,
            Columns = report.Map.Mapped.Select(column => Column(report, column)),
            report.Map.Absent,
            NotApplied = report.Applied.Skipped.Select(rule => new { rule.Id, rule.Missing }),
            Rules = report.Rules.Select(Rule),
            Batches = report.Batches.Count == 0 ? null : report.Batches.Select(batch => new { Batch = batch.Name, Verdict = Verdict(batch.Verdict) }),
            Scattered = report.IsScattered,
        }, Plain);

    private static object Verdict(Verdict verdict) => new
    {
        verdict.Table,
        Decision = GateRecords.Word(verdict.Decision),
        verdict.RowsIn,
        verdict.RowsPassed,
        verdict.RowsQuarantined,
        verdict.Loss,
        verdict.MaxLoss,
        verdict.Findings,
        verdict.Reasons,
        verdict.Remarks,
        Baseline = verdict.Baseline.Batches,
        verdict.ContractSha256,
    };

    private static object Column(CheckReport report, MappedColumn column)
    {
        var described = report.Description?.Columns.FirstOrDefault(one => one.Column == column.Column.Name);
        return new { column.Column.Name, column.Header, described?.Nulls, Lowest = described?.Lowest as object, Highest = described?.Highest as object };
    }

    private static object Rule(RuleResult rule) => new
    {
        rule.Id, Severity = CheckWords.Severity(rule.Severity), rule.Sentence, rule.Findings, rule.Share, rule.Fields, rule.Examples,
    };
}
