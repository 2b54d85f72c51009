using CryptoEtl.Core.Features.Kernels;

namespace CryptoEtl.Core.Features.Families;

/// <summary>A value in units of its own past: (x − mean)/std over the days before it, itself left out.</summary>
internal static class PastScore
{
    /// <param name="what">The windows before the values.</param>
    public static void Fill(AssetWindow window, MomentsOf what, int min, double[] x)
    {
        var (values, moments, places) = (window.Of(what.Line), window.Of(what), window.RangeOf(what.Source));
        for (var at = places.First; at < places.End; at++)
            x[at] = Divide.Safe(values[at] - moments.Means[at - 1], moments.Deviation(at - 1, min));
    }
}
