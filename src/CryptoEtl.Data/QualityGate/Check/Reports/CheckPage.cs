using System.Globalization;
using System.Net;
using System.Text;
using CryptoEtl.Core.QualityGate;

namespace CryptoEtl.Data.QualityGate.Check.Reports;

/// <summary>A report as one HTML page that needs nothing else: no script, no other file, readable on a phone.</summary>
public static class CheckPage
{
    private const int MostBatches = 500;

    private const string Style = """
        :root{color-scheme:light dark}body{font:15px/1.45 system-ui,sans-serif;margin:0 auto;padding:1rem;max-width:64rem}
        h1{font-size:1.2rem;overflow-wrap:anywhere}h2{font-size:1rem;margin:1.6rem 0 .4rem}
        .verdict{display:inline-block;padding:.2rem .6rem;border-radius:.3rem;color:#fff;background:#2a7d46}
        .pass_with_quarantine{background:#a56a00}.halt{background:#b3261e}
        .wide{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.25rem .5rem;border-bottom:1px solid #8884;vertical-align:top}
        td.n,th.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}.bar{min-width:6rem}
        details{margin:.3rem 0}summary{cursor:pointer}code{font-size:.85rem;overflow-wrap:anywhere}li{margin:.15rem 0}small{opacity:.75}
        """;

    public static string Of(CheckReport report)
    {
        var page = new StringBuilder();
        var (verdict, word) = (report.Verdict, GateRecords.Word(report.Verdict.Decision));
        page.Append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
            .Append(CultureInfo.InvariantCulture, $"<title>{Html(Path.GetFileName(report.Options.Path))}: {word}</title><style>{Style}</style></head><body>\n")
            .Append(CultureInfo.InvariantCulture, $"<h1>{Html(Path.GetFileName(report.Options.Path))} as {Html(verdict.Table)}</h1>\n")
            .Append(CultureInfo.InvariantCulture, $"<p><span class=\"verdict {word}\">{word.Replace('_', ' ')}</span> {CheckWords.Sum(verdict)}</p>\n");
        List(page, verdict.Reasons.Concat(verdict.Remarks));
        Rules(page, report);
        Columns(page, report);
        if (report.Description is { Series.Count: > 0 } description)
            page.Append(CultureInfo.InvariantCulture, $"<h2>Coverage by month of the longest {description.Series.Count} of {description.AllSeries} series</h2>\n<div class=\"wide\">").Append(CoverageStrip.Draw(description.Series)).Append("</div>\n");
        Batches(page, report);
        return page.Append("</body></html>\n").ToString();
    }

    private static void Rules(StringBuilder page, CheckReport report)
    {
        page.Append("<h2>Rules</h2>\n<div class=\"wide\"><table><tr><th>rule<th>severity<th class=\"n\">findings<th class=\"n\">per row<th class=\"bar\"><th>right when</tr>\n");
        foreach (var rule in report.Rules)
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Html(rule.Id)}<td>{CheckWords.Severity(rule.Severity)}<td class=\"n\">{CheckWords.Number(rule.Findings)}<td class=\"n\">{CheckWords.Percent(rule.Share)}<td class=\"bar\">{Bar(rule)}<td>{Html(rule.Sentence)}</tr>\n");
        page.Append("</table></div>\n<h2>Examples</h2>\n");
        foreach (var rule in report.Rules.Where(rule => rule.Examples.Count > 0))
        {
            page.Append(CultureInfo.InvariantCulture, $"<details><summary>{Html(rule.Id)}: {Html(rule.Sentence)}</summary><ul>");
            foreach (var example in rule.Examples)
                page.Append(CultureInfo.InvariantCulture, $"<li><code>{Html(CheckWords.Place(report, example))}</code>");
            page.Append("</ul></details>\n");
        }
    }

    private static string Bar(RuleResult rule) => rule.Findings == 0 ? "" : string.Create(
        CultureInfo.InvariantCulture,
        $"<svg width=\"100%\" height=\"10\" role=\"img\" aria-label=\"{CheckWords.Percent(rule.Share)}\"><rect width=\"100%\" height=\"10\" fill=\"#8883\"/><rect width=\"{Math.Clamp(rule.Share * 100, 0.5, 100):0.##}%\" height=\"10\" fill=\"{(rule.Severity == Severity.Info ? "#4a78c2" : "#b3261e")}\"/></svg>");

    private static void Columns(StringBuilder page, CheckReport report)
    {
        page.Append("<h2>Columns</h2>\n<div class=\"wide\"><table><tr><th>column<th>from<th class=\"n\">null<th class=\"n\">lowest<th class=\"n\">highest</tr>\n");
        foreach (var column in report.Map.Mapped)
        {
            var described = report.Description?.Columns.FirstOrDefault(one => one.Column == column.Column.Name);
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{column.Column.Name}<td>{Html(column.Header)}<td class=\"n\">{(described is null ? "" : CheckWords.Percent(described.NullShare))}<td class=\"n\">{CheckWords.Value(described?.Lowest)}<td class=\"n\">{CheckWords.Value(described?.Highest)}</tr>\n");
        }

        page.Append("</table></div>\n");
        List(page, CheckWords.Lacking(report));
    }

    private static void Batches(StringBuilder page, CheckReport report)
    {
        if (report.Batches.Count == 0)
            return;
        page.Append("<h2>Batches</h2>\n<div class=\"wide\"><table><tr><th>batch<th>decision<th class=\"n\">rows<th class=\"n\">held back<th>why</tr>\n");
        foreach (var batch in report.Batches.Take(MostBatches))
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Html(batch.Name)}<td>{GateRecords.Word(batch.Verdict.Decision)}<td class=\"n\">{CheckWords.Number(batch.Verdict.RowsIn)}<td class=\"n\">{CheckWords.Number(batch.Verdict.RowsQuarantined)}<td>{Html(string.Join("; ", batch.Verdict.Reasons))}</tr>\n");
        page.Append("</table></div>\n");
        if (report.Batches.Count > MostBatches)
            page.Append(CultureInfo.InvariantCulture, $"<p>and {report.Batches.Count - MostBatches} more</p>\n");
    }

    private static void List(StringBuilder page, IEnumerable<string> lines)
    {
        page.Append("<ul>");
        foreach (var line in lines)
            page.Append("<li>").Append(Html(line));
        page.Append("</ul>\n");
    }

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}
