using static System.FormattableString;
using static CryptoEtl.Core.QualityGate.Report.ReportHtml;

namespace CryptoEtl.Core.QualityGate.Report;

/// <summary><c>table/NAME.html</c>: how one table fared lately.</summary>
public static class TablePage
{
    private const int Failures = 10;

    public static string Of(ReportTable table) => Page(table.Name, Standing(table) + Decisions(table) + Rules(table) + Metrics(table) + Thresholds(table) + Halts(table) + More(table), "../index.html");

    private static string Standing(ReportTable table) =>
        Invariant($"<p>{Badge(Word(table.Breaker))} {Badge(GateRecords.Word(table.Standing.Decision))} {Text(table.Standing.Batch)}, verdict {table.Standing.Sequence}")
        + (table.Standing.Since is { } since ? Invariant($", refused since {Text(since)}") : "") + "</p>\n"
        + List(table.Standing.Reasons) + List(table.Words.Select(IndexPage.Said));

    private static string Decisions(ReportTable table)
    {
        var decisions = table.Batches.Select(batch => batch.Verdict.Decision).ToList();
        var counts = decisions.CountBy(decision => decision).OrderBy(count => count.Key).Select(count => Invariant($"{count.Value} {GateRecords.Word(count.Key).Replace('_', ' ')}"));
        var batches = decisions.Count == 1 ? "batch" : Invariant($"{decisions.Count} batches");
        return Invariant($"<h2>Decisions on the last {batches}</h2>\n{ReportSvg.Strip(decisions, $"Decisions, oldest first: {string.Join(", ", counts)}")}<p><small>{string.Join(", ", counts)}; oldest first</small></p>\n");
    }

    /// <summary>A card for each rule that found something; those that found nothing share a line.</summary>
    private static string Rules(ReportTable table)
    {
        var ids = table.Batches.SelectMany(batch => batch.Verdict.Findings.Keys).Concat(table.Contract is null ? [] : DictionaryPage.RulesOf(table.Contract).Select(rule => rule.Id));
        var sentences = table.Contract is null ? [] : DictionaryPage.RulesOf(table.Contract).ToDictionary(rule => rule.Id);
        var found = ids.Distinct().Order(StringComparer.Ordinal).ToLookup(id => table.Batches.Any(batch => batch.Verdict.Findings.ContainsKey(id)));
        return "<h2>Findings by rule and batch</h2>\n<div class=\"cards\">\n" + string.Concat(found[true].Select(id => RuleCard(table, id, sentences.GetValueOrDefault(id)))) + "</div>\n"
            + (found[false].Any() ? Invariant($"<p><small>Found nothing: {Text(string.Join(", ", found[false]))}</small></p>\n") : "");
    }

    private static string RuleCard(ReportTable table, string id, DictionaryRule? rule)
    {
        var findings = table.Batches.Select(batch => (double)batch.Verdict.Findings.GetValueOrDefault(id)).ToList();
        var (last, most) = (findings.LastOrDefault(), findings.DefaultIfEmpty().Max());
        return Invariant($"<section class=\"card\"><h3>{Text(id)}</h3><p><small>{(rule is null ? "not in the contract of today" : Text($"{rule.Severity}: {rule.Sentence}"))}</small></p>\n")
            + Invariant($"<p>{Number(last)} in the last, at most {Number(most)}</p>{ReportSvg.Bars(findings, Invariant($"{id}: findings of {findings.Count} batches, at most {Number(most)}"))}</section>\n");
    }

    private static string Metrics(ReportTable table)
    {
        var measured = table.Contract?.Measured ?? [.. table.Batches.SelectMany(batch => batch.Verdict.Metrics.Nulls.Keys).Distinct().Order(StringComparer.Ordinal)];
        return "<h2>What batches look like</h2>\n<p><small>Shaded: the middle half of the accepted batches; dashed: their median.</small></p>\n<div class=\"cards\">\n"
            + Metric(table, "rows", metrics => metrics.Rows, Number)
            + string.Concat(measured.Select(column => Metric(table, $"null {column}", metrics => metrics.NullShare(column), Percent)))
            + "</div>\n";
    }

    private static string Metric(ReportTable table, string name, Func<BatchMetrics, double?> of, Func<double, string> write)
    {
        var (values, band) = (table.Batches.Select(batch => of(batch.Verdict.Metrics)).ToList(), Band.Of(table.Trend.Accepted.Select(batch => of(batch.Metrics))));
        var words = Invariant($"{(values.LastOrDefault() is { } last ? write(last) : "none")} in the last{(band is null ? "" : $", median {write(band.Median)}")}");
        return Invariant($"<section class=\"card\"><h3>{Text(name)}</h3><p>{words}</p>{ReportSvg.Line(values, $"{name}: {words}", band)}</section>\n");
    }

    private static string Thresholds(ReportTable table) => "<h2>What can refuse a batch</h2>\n" + ListOfHtml(
        table.Trend.Recent[^1].Verdict.Thresholds.OrderBy(limit => limit.Key, StringComparer.Ordinal).Select(limit => Invariant($"{Text(limit.Key)}: {Text(limit.Value)}")));

    private static string Halts(ReportTable table)
    {
        var halts = table.Halts.Take(Failures).Select(halt => new[] { Text(halt.Batch.Id), Moment(halt.ObservedAt), Text(Invariant($"{halt.Sequence}")), List(halt.Verdict.Reasons) }).ToList();
        return "<h2>Refused batches</h2>\n" + (halts.Count == 0 ? Invariant($"<p>None of the last {table.Trend.Recent.Count}.</p>\n") : Table(["batch", "seen", "verdict#", "why"], halts));
    }

    private static string More(ReportTable table) =>
        Invariant($"<h2>More</h2>\n<p>Rows held back: {Code($"etl quarantine list --table {table.Name}")}</p>\n")
        + (table.Contract is null ? "" : Invariant($"<p>{Link($"../dictionary/{table.Name}.html", "Columns and rules")}</p>\n"))
        + "<p>Every verdict, by month: " + string.Join(", ", table.Months.OrderByDescending(month => month.Key, StringComparer.Ordinal).Select(month => Link(ArchivePage.FileOf(table.Name, month.Key, 1), month.Key))) + "</p>\n";
}
