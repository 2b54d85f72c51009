using System.Globalization;
using System.Text;
using static System.FormattableString;

namespace CryptoEtl.Core.QualityGate.Report;

/// <summary><c>coverage/NAME-YYYY.html</c>: a line per asset, a column per day.</summary>
public static class CoveragePage
{
    /// <summary>Assets with a line of their own; all others share the last.</summary>
    public const int Most = 300;

    private const int Label = 120, Day = 2, Line = 10, Head = 14, Shades = 4;

    public static string Of(YearCoverage year)
    {
        var assets = year.Assets.OrderByDescending(asset => asset.Value.Count).ThenBy(asset => asset.Key, StringComparer.Ordinal).ToList();
        var (shown, rest) = (assets.Take(Most).ToList(), assets.Skip(Most).Select(asset => asset.Value).ToList());
        var svg = new StringBuilder(Open(year, shown.Count + (rest.Count > 0 ? 1 : 0)));
        for (var at = 0; at < shown.Count; at++)
            Draw(svg, year, shown[at].Key, shown[at].Value, Head + (at * Line));
        if (rest.Count > 0)
            DrawRest(svg, year, rest, Head + (shown.Count * Line));
        return ReportHtml.Page(
            Invariant($"{year.Table}, {year.Year}"),
            Invariant($"<p>{assets.Count} assets. Blue: there is a row of the day; red: a row was held back and none passed; bare: none. Assets with the most days come first{(rest.Count > 0 ? Invariant($"; {rest.Count} more share the last line, the darker the more of them have the day") : "")}.</p>\n<div class=\"wide\">{svg}</svg></div>\n"),
            "../index.html");
    }

    private static string Open(YearCoverage year, int lines)
    {
        var (width, height, title) = (Label + (year.Days * Day), Head + (lines * Line), Invariant($"Days of {year.Year} that {year.Table} has, by asset"));
        var svg = new StringBuilder(Invariant($"<svg viewBox=\"0 0 {width} {height}\" style=\"min-width:52rem\" role=\"img\" aria-label=\"{ReportHtml.Text(title)}\" font-size=\"8\" fill=\"currentColor\"><title>{ReportHtml.Text(title)}</title><rect class=\"band\" x=\"{Label}\" y=\"{Head}\" width=\"{year.Days * Day}\" height=\"{lines * Line}\" fill-opacity=\"0.4\"/>"));
        for (var month = 1; month <= 12; month++)
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Label + ((new DateOnly(year.Year, month, 1).DayOfYear - 1) * Day)}\" y=\"10\">{month:00}</text>");
        return svg.ToString();
    }

    private static void Draw(StringBuilder svg, YearCoverage year, string asset, DayBits days, int top)
    {
        Name(svg, asset, top, Invariant($"{asset}: {days.Count} of {year.Days} days"));
        Stroke(svg, "sg", year.Days, top, day => DayBits.Is(days.Has, day));
        Stroke(svg, "sh", year.Days, top, day => DayBits.Is(days.Held, day) && !DayBits.Is(days.Has, day));
        svg.Append("</g>");
    }

    private static void Name(StringBuilder svg, string name, int top, string title) => svg.Append(
        CultureInfo.InvariantCulture, $"\n<g><title>{ReportHtml.Text(title)}</title><text x=\"0\" y=\"{top + Line - 2}\">{ReportHtml.Text(name.Length > 24 ? name[..23] + "…" : name)}</text>");

    /// <summary>Days in a row are one stroke.</summary>
    private static void Stroke(StringBuilder svg, string style, int days, int top, Func<int, bool> isOn)
    {
        var path = new StringBuilder();
        foreach (var (from, to) in ReportSvg.Runs(days, (left, right) => isOn(left) == isOn(right)))
        {
            if (isOn(from))
                path.Append(CultureInfo.InvariantCulture, $"M{Label + (from * Day)} {top + (Line / 2)}h{(to - from) * Day}");
        }

        if (path.Length > 0)
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"{style}\" stroke-width=\"{Line - 2}\" d=\"{path}\"/>");
    }

    private static void DrawRest(StringBuilder svg, YearCoverage year, List<DayBits> rest, int top)
    {
        var shades = Enumerable.Range(0, year.Days).Select(day => (int)Math.Ceiling((double)Shades * rest.Count(asset => DayBits.Is(asset.Has, day)) / rest.Count)).ToArray();
        Name(svg, Invariant($"{rest.Count} more"), top, Invariant($"{rest.Count} more assets"));
        foreach (var (from, to) in ReportSvg.Runs(year.Days, (left, right) => shades[left] == shades[right]))
        {
            if (shades[from] > 0)
                svg.Append(CultureInfo.InvariantCulture, $"<path class=\"sg\" stroke-opacity=\"{(double)shades[from] / Shades:0.##}\" stroke-width=\"{Line - 2}\" d=\"M{Label + (from * Day)} {top + (Line / 2)}h{(to - from) * Day}\"/>");
        }

        svg.Append("</g>");
    }
}
