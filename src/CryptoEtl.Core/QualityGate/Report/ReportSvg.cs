using System.Globalization;
using System.Text;
using static System.FormattableString;

namespace CryptoEtl.Core.QualityGate.Report;

/// <summary>What accepted batches lie within.</summary>
/// <param name="Low">A quarter of them lies below.</param>
/// <param name="High">A quarter of them lies above.</param>
public sealed record Band(double Low, double Median, double High)
{
    /// <summary>Null without any value.</summary>
    public static Band? Of(IEnumerable<double?> values)
    {
        var sorted = values.OfType<double>().Order().ToList();
        return sorted.Count == 0 ? null : new(sorted[(sorted.Count - 1) / 4], Baseline.Median(sorted.Select(value => (double?)value))!.Value, sorted[(sorted.Count - 1) * 3 / 4]);
    }
}

/// <summary>Small pictures, one of many on a page: all as wide as their box, with a title that says what they show.</summary>
public static class ReportSvg
{
    private const double Width = 240, Height = 40;

    /// <summary>A line over batches from 0 up; a gap where there is no value. A single batch is a line as well.</summary>
    public static string Line(IReadOnlyList<double?> values, string title, Band? band = null)
    {
        values = values.Count == 1 ? [values[0], values[0]] : values;
        var most = Math.Max(values.Max() ?? 0, band?.High ?? 0);
        return Chart(title, Behind(band, most) + Invariant($"<path class=\"l\" vector-effect=\"non-scaling-stroke\" d=\"{PathOf(values, most)}\"/>"));
    }

    /// <summary>A bar for each batch that has any.</summary>
    public static string Bars(IReadOnlyList<double> values, string title)
    {
        var (path, most, step) = (new StringBuilder(), values.DefaultIfEmpty().Max(), Width / Math.Max(1, values.Count));
        for (var at = 0; at < values.Count; at++)
        {
            if (values[at] > 0)
                path.Append(CultureInfo.InvariantCulture, $"M{(at + 0.5) * step:0.#} {Height}v-{Math.Max(1, values[at] / most * (Height - 2)):0.#}");
        }

        return Chart(title, Invariant($"<path class=\"l\" stroke-width=\"{Math.Max(0.5, step * 0.8):0.#}\" d=\"{path}\"/>"));
    }

    /// <summary>One cell a batch, coloured by what was decided; equal neighbours are one rectangle.</summary>
    public static string Strip(IReadOnlyList<Decision> decisions, string title)
    {
        var (cells, step) = (new StringBuilder(), Width / Math.Max(1, decisions.Count));
        foreach (var (from, to) in Runs(decisions.Count, (left, right) => decisions[left] == decisions[right]))
            cells.Append(CultureInfo.InvariantCulture, $"<rect class=\"{Fill(decisions[from])}\" x=\"{from * step:0.##}\" width=\"{(to - from) * step:0.##}\" height=\"{Height}\"/>");
        return Chart(title, cells.ToString());
    }

    /// <summary>From and to, exclusive, of equal neighbours.</summary>
    public static IEnumerable<(int From, int To)> Runs(int count, Func<int, int, bool> areSame)
    {
        for (var from = 0; from < count;)
        {
            var to = from + 1;
            while (to < count && areSame(from, to))
                to++;
            yield return (from, to);
            from = to;
        }
    }

    private static string Chart(string title, string content) => Invariant(
        $"<svg class=\"chart\" viewBox=\"0 0 {Width} {Height}\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{ReportHtml.Text(title)}\"><title>{ReportHtml.Text(title)}</title>{content}</svg>\n");

    private static string Behind(Band? band, double most) => band is null ? "" : Invariant(
        $"<rect class=\"band\" y=\"{Y(band.High, most):0.#}\" width=\"{Width}\" height=\"{Math.Max(1, Y(band.Low, most) - Y(band.High, most)):0.#}\"/><path class=\"m\" vector-effect=\"non-scaling-stroke\" d=\"M0 {Y(band.Median, most):0.#}h{Width}\"/>");

    private static string PathOf(IReadOnlyList<double?> values, double most)
    {
        var (path, isDown, step) = (new StringBuilder(), false, Width / Math.Max(1, values.Count - 1));
        for (var at = 0; at < values.Count; at++)
        {
            if (values[at] is { } value)
                path.Append(CultureInfo.InvariantCulture, $"{(isDown ? 'L' : 'M')}{at * step:0.#} {Y(value, most):0.#}{(isDown ? "" : "h0.1")}");
            isDown = values[at] is not null;
        }

        return path.ToString();
    }

    private static double Y(double value, double most) => Height - 1 - (most > 0 ? value / most * (Height - 2) : 0);

    private static string Fill(Decision decision) => decision switch
    {
        Decision.Pass => "fg",
        Decision.PassWithQuarantine => "fw",
        _ => "fb",
    };
}
