using CryptoEtl.Core.Features.Kernels;

namespace CryptoEtl.Core.Features;

/// <summary>A feature of one asset, and how it is made.</summary>
/// <param name="Line">Its values; that of a row stands at the period its source ends at.</param>
/// <param name="NeedsMarket">It looks at the returns of the market or of bitcoin.</param>
internal sealed record AssetFormula(Feature Feature, Line<AssetWindow> Line, bool NeedsMarket = false)
{
    /// <summary>A feature over days of the calendar.</summary>
    public static AssetFormula Calendar(Feature feature, Action<AssetWindow, double[]> fill) => new(feature, new(fill));

    /// <summary>A feature over bars.</summary>
    public static AssetFormula Bars(Feature feature, Line<BarSegment> line) => new(feature, Scattered(line));

    /// <summary>The values of bars on their days.</summary>
    public static Line<AssetWindow> Scattered(Line<BarSegment> line) => new((window, x) =>
    {
        var shift = Layout.Before + window.View.History.FirstDay - window.FirstDay;
        foreach (var segment in window.Segments)
        {
            if (segment.Range.Count == 0)
                continue;
            var values = segment.Of(line);
            for (var at = segment.Range.First; at < segment.Range.End; at++)
                x[segment.DayAt(at) + shift] = values[at];
        }
    });
}
