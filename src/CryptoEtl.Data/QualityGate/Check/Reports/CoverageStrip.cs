using System.Globalization;
using System.Net;
using System.Text;

namespace CryptoEtl.Data.QualityGate.Check.Reports;

/// <summary>One line per series, one cell per month: the fuller the month, the darker the cell.</summary>
internal static class CoverageStrip
{
    private const int Label = 130, Row = 14, Width = 640;

    public static string Draw(IReadOnlyList<SeriesDescription> series)
    {
        var (first, last) = (series.Min(one => one.Months.Keys.Min()), series.Max(one => one.Months.Keys.Max()));
        var fullest = series.Max(one => one.Months.Values.Max());
        var cell = (double)Width / (last - first + 1);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Label + Width} {(series.Count + 1) * Row}\" width=\"100%\" style=\"min-width:34rem\" role=\"img\" aria-label=\"rows by month\" font-size=\"10\" fill=\"currentColor\">");
        for (var at = 0; at < series.Count; at++)
            Draw(svg, series[at], at * Row, first, cell, fullest);
        for (var year = (first + 11) / 12; year <= last / 12; year++)
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Label + (((year * 12) - first) * cell):0.#}\" y=\"{((series.Count + 1) * Row) - 3}\">{year}</text>");
        return svg.Append("</svg>").ToString();
    }

    private static void Draw(StringBuilder svg, SeriesDescription series, int top, int first, double cell, int fullest)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"0\" y=\"{top + Row - 4}\">{WebUtility.HtmlEncode(series.Name.Length > 22 ? series.Name[..21] + "…" : series.Name)}</text>");
        foreach (var (month, rows) in series.Months.OrderBy(month => month.Key))
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Label + ((month - first) * cell):0.##}\" y=\"{top + 1}\" width=\"{Math.Max(cell - 0.3, 0.5):0.##}\" height=\"{Row - 2}\" fill=\"#2a6fb0\" fill-opacity=\"{0.15 + (0.85 * rows / fullest):0.##}\"><title>{month / 12}-{(month % 12) + 1:00}: {rows} rows</title></rect>");
    }
}
