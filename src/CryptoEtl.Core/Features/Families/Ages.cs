namespace CryptoEtl.Core.Features.Families;

/// <summary>Days since a source last told anything of an asset.</summary>
internal static class Ages
{
    /// <param name="fields">Any of them counts.</param>
    public static Action<AssetWindow, double[]> Of(FeatureSource source, params Field[] fields) => (window, x) =>
    {
        var series = fields.Select(window.Of).ToArray();
        var (places, anchor, longest) = (window.RangeOf(source), window.Config.AnchorOf(source), window.Config.AgeDaysOf(source));
        for (var at = places.First; at < places.End; at++)
        {
            var age = 0;
            while (age <= longest && series.All(values => double.IsNaN(values[at - age])))
                age++;
            x[at] = age <= longest ? anchor + age : double.NaN;
        }
    };
}
