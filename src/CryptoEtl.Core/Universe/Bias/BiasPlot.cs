using System.Globalization;
using System.Text;

namespace CryptoEtl.Core.Universe.Bias;

/// <summary>Draws a bias report as SVG: index levels on a log scale, one panel a weighting. Readable on light and dark ground.</summary>
public static class BiasPlot
{
    private const int Width = 920;
    private const int PanelHeight = 330;
    private const int Left = 74;
    private const int Right = 190;
    private const int Top = 44;
    private const int Bottom = 46;

    private static readonly (string Name, string Colour, string Dash)[] Styles =
    [
        (BiasReport.PointInTime, "#2f7ed8", "none"), (BiasReport.Survivors, "#d9822b", "none"), (BiasReport.LastMembers, "#c0392b", "7 3"), (BiasReport.LoseAll, "#7f8c8d", "2 3"),
    ];

    /// <summary>The picture as text.</summary>
    public static string Draw(BiasReport report)
    {
        var weightings = Enum.GetValues<Weighting>();
        var svg = new StringBuilder();
        svg.AppendLine(Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {PanelHeight * weightings.Length}\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#808080\">"));
        svg.AppendLine("<title>Index of the universe as it was, and as today's list shows it</title>");
        for (var at = 0; at < weightings.Length; at++)
        {
            svg.AppendLine(Invariant($"<g transform=\"translate(0 {at * PanelHeight})\">"));
            DrawPanel(svg, report, weightings[at]);
            svg.AppendLine("</g>");
        }

        return svg.AppendLine("</svg>").ToString();
    }

    private static void DrawPanel(StringBuilder svg, BiasReport report, Weighting weighting)
    {
        var indices = report.Indices.Where(index => index.Weighting == weighting).ToList();
        var scale = Scale.Of(indices);
        Text(svg, Left, 20, "start", report.TitleOf(weighting), "font-size=\"14\" font-weight=\"bold\"");
        Text(svg, Left, 36, "start", "index level, first day = 1, log scale");
        DrawLevels(svg, scale);
        DrawYears(svg, report, scale);
        DrawLines(svg, indices, scale);
    }

    private static void DrawLevels(StringBuilder svg, Scale scale)
    {
        foreach (var power in Enumerable.Range(scale.Low, scale.High - scale.Low + 1).Where(power => power % scale.Every == 0))
        {
            var y = scale.Y(power);
            svg.AppendLine(Invariant($"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y:F1}\" y2=\"{y:F1}\" stroke=\"#808080\" stroke-opacity=\"0.35\"/>"));
            Text(svg, Left - 8, y + 4, "end", power is >= -3 and <= 5 ? Math.Pow(10, power).ToString("#,0.###", CultureInfo.InvariantCulture) : Invariant($"1e{power}"));
        }
    }

    private static void DrawYears(StringBuilder svg, BiasReport report, Scale scale)
    {
        foreach (var year in report.Years)
        {
            var day = new DateOnly(year, 1, 1).DayNumber - report.From.DayNumber;
            if (day < 0)
                continue;
            var x = scale.X(day);
            svg.AppendLine(Invariant($"<line x1=\"{x:F1}\" x2=\"{x:F1}\" y1=\"{PanelHeight - Bottom}\" y2=\"{PanelHeight - Bottom + 5}\" stroke=\"#808080\"/>"));
            Text(svg, x, PanelHeight - Bottom + 19, "middle", Invariant($"{year}"));
        }

        Text(svg, (Left + Width - Right) / 2.0, PanelHeight - 8, "middle", "1 January of the year, UTC");
    }

    private static void DrawLines(StringBuilder svg, List<BiasIndex> indices, Scale scale)
    {
        var labels = Labels.Spread([.. indices.Select(index => scale.Y(Math.Log10(index.Levels[^1])))], Top, PanelHeight - Bottom);
        for (var at = 0; at < indices.Count; at++)
        {
            var (_, colour, dash) = Styles.First(style => style.Name == indices[at].Name);
            svg.Append(Invariant($"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.8\" stroke-dasharray=\"{dash}\" points=\""));
            foreach (var day in Drawn(indices[at].Levels.Count))
                svg.Append(Invariant($"{scale.X(day):F1},{scale.Y(Math.Log10(indices[at].Levels[day])):F1} "));
            svg.AppendLine("\"/>");
            Text(svg, Width - Right + 8, labels[at] + 4, "start", Invariant($"{indices[at].Name}: {Figure(indices[at].Levels[^1])}"), $"style=\"fill:{colour}\"");
        }
    }

    /// <summary>At most about 900 days, first and last included: more is finer than the picture.</summary>
    private static IEnumerable<int> Drawn(int days)
    {
        var every = Math.Max(1, days / 900);
        for (var day = 0; day < days - 1; day += every)
            yield return day;
        yield return days - 1;
    }

    private static void Text(StringBuilder svg, double x, double y, string anchor, string text, string more = "") =>
        svg.AppendLine(Invariant($"<text x=\"{x:F1}\" y=\"{y:F1}\" text-anchor=\"{anchor}\" {more}>{text}</text>"));

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>From days and powers of ten to places.</summary>
    private sealed record Scale(int Days, int Low, int High, int Every)
    {
        public static Scale Of(IEnumerable<BiasIndex> indices)
        {
            var all = indices.SelectMany(index => index.Levels).Where(level => level > 0).Select(Math.Log10).ToList();
            var (low, high) = ((int)Math.Floor(all.Min()), (int)Math.Ceiling(all.Max()));
            return new(indices.First().Levels.Count, low, Math.Max(high, low + 1), Math.Max(1, (high - low) / 6));
        }

        public double X(int day) => Left + ((Width - Left - Right) * (double)day / Math.Max(1, Days - 1));

        public double Y(double power) => PanelHeight - Bottom - ((PanelHeight - Top - Bottom) * (Math.Max(power, Low) - Low) / (High - Low));
    }

    /// <summary>Three figures are enough to read, without an exponent.</summary>
    private static string Figure(double level) => level.ToString(level < 10 ? "0.##" : "#,0", CultureInfo.InvariantCulture);
}
