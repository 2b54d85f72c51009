using System.Globalization;
using CryptoEtl.Core.QualityGate;

namespace CryptoEtl.Data.QualityGate.Check.Reports;

/// <summary>Values as reports show them.</summary>
internal static class CheckWords
{
    public static string Severity(Severity severity) => severity.ToString().ToLowerInvariant();

    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.####} %");

    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>How a batch that started so ended: the rows that passed and those held back.</summary>
    public static string Sum(Verdict verdict) =>
        $"{Number(verdict.RowsIn)} rows in, {Number(verdict.RowsPassed)} passed, {Number(verdict.RowsQuarantined)} held back ({Percent(verdict.Loss)})";

    public static string Value(IComparable? value) => value switch
    {
        null => "",
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        double number => number.ToString("G9", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>Where and what, on one line.</summary>
    public static string Place(CheckReport report, FileFinding finding) =>
        $"{Path.GetFileName(report.Options.Path)}:{finding.Line} {finding.Field}={finding.Value ?? "null"} {finding.Reason}";

    /// <summary>Columns of the table that the file lacks, and the rules that could not be applied for it.</summary>
    public static IEnumerable<string> Lacking(CheckReport report)
    {
        if (report.Map.Absent.Count > 0)
            yield return $"absent: {string.Join(", ", report.Map.Absent)}";
        foreach (var rule in report.Applied.Skipped)
            yield return $"not applied: {rule.Id}, for want of {string.Join(", ", rule.Missing)}";
        var unused = report.Map.Headers.Where((_, at) => report.Map.BatchField != at && report.Map.Mapped.All(column => !column.Fields.Contains(at))).ToList();
        if (unused.Count > 0)
            yield return $"not read: {string.Join(", ", unused)}";
    }

    /// <summary>The column and where it came from.</summary>
    public static string Origin(MappedColumn column) => column.Header == column.Column.Name ? column.Header : $"{column.Column.Name} from {column.Header}";
}
