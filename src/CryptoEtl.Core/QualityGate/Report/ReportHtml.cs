using System.Globalization;
using System.Net;
using static System.FormattableString;

namespace CryptoEtl.Core.QualityGate.Report;

/// <summary>What all pages of the gate are made of: no script, no other file, light and dark, as wide as a phone.</summary>
public static class ReportHtml
{
    private const string Style = """
        :root{color-scheme:light dark;--line:#2563a8;--bad:#b3261e;--warn:#8f5a00;--good:#23703c;--dim:#5f5f5f}
        @media(prefers-color-scheme:dark){:root{--line:#8abaf0;--bad:#ff9a91;--warn:#f0b44c;--good:#74d194;--dim:#b0b0b0}}
        body{font:15px/1.45 system-ui,sans-serif;margin:0 auto;padding:1rem;max-width:72rem;overflow-wrap:anywhere}
        h1{font-size:1.25rem}h2{font-size:1.05rem;margin:1.5rem 0 .4rem}h3{font-size:.95rem;margin:0}a{color:var(--line)}
        .cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,19rem),1fr));gap:.8rem}.card{border:1px solid #8886;border-radius:.4rem;padding:.6rem;min-width:0}
        .card p,.card ul{margin:.3rem 0}.badge{border:1px solid;border-radius:.3rem;padding:0 .4rem;white-space:nowrap}
        .closed,.pass{color:var(--good)}.half_open,.pass_with_quarantine{color:var(--warn)}.open,.halt{color:var(--bad)}
        .wide{overflow-x:auto;max-width:100%}table{border-collapse:collapse;width:100%;min-width:40rem;overflow-wrap:normal}th,td{text-align:left;padding:.25rem .5rem;border-bottom:1px solid #8884;vertical-align:top}
        td.n,th.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}code{font-size:.85rem}td code{white-space:nowrap;overflow-wrap:normal}small{color:var(--dim)}
        svg{display:block}svg.chart{width:100%;height:40px;background:#8881}.l{stroke:var(--line);fill:none}.m{stroke:var(--dim);fill:none;stroke-dasharray:3 3}.band{fill:#8884}
        .fg{fill:var(--good)}.fw{fill:var(--warn)}.fb{fill:var(--bad)}.sg{stroke:var(--line);fill:none}.sh{stroke:var(--bad);fill:none}
        """;

    /// <summary>A whole page.</summary>
    /// <param name="title">Plain text.</param>
    /// <param name="body">HTML.</param>
    /// <param name="up">Where the index is, seen from the page; null: it is the index.</param>
    public static string Page(string title, string body, string? up) => Invariant($"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>{Text(title)}</title><style>{Style}</style></head><body>
        {(up is null ? "" : Invariant($"<nav>{Link(up, "all tables")}</nav>"))}
        <h1>{Text(title)}</h1>
        {body}</body></html>

        """);

    /// <summary>Any text as it is, safe in an element and in a quoted attribute.</summary>
    public static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");

    public static string Link(string address, string text) => Invariant($"<a href=\"{Text(address)}\">{Text(text)}</a>");

    public static string Code(string text) => Invariant($"<code>{Text(text)}</code>");

    /// <summary>A word with the colour of its class.</summary>
    public static string Badge(string word) => Invariant($"<span class=\"badge {Text(word)}\">{Text(word.Replace('_', ' '))}</span>");

    /// <summary>Lines of plain text; nothing where there is none.</summary>
    public static string List(IEnumerable<string> lines) => ListOfHtml(lines.Select(Text));

    public static string ListOfHtml(IEnumerable<string> lines)
    {
        var items = string.Concat(lines.Select(line => Invariant($"<li>{line}</li>")));
        return items.Length == 0 ? "" : Invariant($"<ul>{items}</ul>\n");
    }

    /// <summary>A table that scrolls in a box of its own. A heading that ends with # is a number's.</summary>
    /// <param name="rows">Cells as HTML.</param>
    public static string Table(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows) => Invariant(
        $"<div class=\"wide\"><table><thead><tr>{string.Concat(headings.Select(Heading))}</tr></thead><tbody>\n{string.Concat(rows.Select(row => Row(headings, row)))}</tbody></table></div>\n");

    public static string Number(double value) => value.ToString("#,0.####", CultureInfo.InvariantCulture);

    public static string Percent(double share) => (share * 100).ToString("0.###", CultureInfo.InvariantCulture) + " %";

    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    public static string Word(BreakerState state) => state switch
    {
        BreakerState.Closed => "closed",
        BreakerState.Open => "open",
        _ => "half_open",
    };

    private static string Heading(string heading) => Invariant($"<th{ClassOf(heading)}>{Text(heading.TrimEnd('#'))}</th>");

    private static string Row(IReadOnlyList<string> headings, IReadOnlyList<string> cells) =>
        Invariant($"<tr>{string.Concat(cells.Select((cell, at) => Invariant($"<td{ClassOf(headings[at])}>{cell}</td>")))}</tr>\n");

    private static string ClassOf(string heading) => heading.EndsWith('#') ? " class=\"n\"" : "";
}
