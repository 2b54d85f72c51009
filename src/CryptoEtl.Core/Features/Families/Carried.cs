using CryptoEtl.Core.Features.Kernels;

namespace CryptoEtl.Core.Features.Families;

/// <summary>State that is carried forward over a few missing days.</summary>
internal static class Carried
{
    /// <summary>Longest window over such a series, with what it carries.</summary>
    private const int Lookback = 100;

    public static readonly Line<AssetWindow> MarketCap = Of(Field.MarketCap);

    public static readonly Line<AssetWindow> Tvl = Of(Field.Tvl);

    public static readonly Line<AssetWindow> GalaxyScore = Of(Field.GalaxyScore);

    public static readonly Line<AssetWindow> AltRank = Of(Field.AltRank);

    public static readonly Line<AssetWindow> OpenInterest = Of(Field.OpenInterest);

    private static Line<AssetWindow> Of(Field field) => new((window, x) =>
    {
        var values = window.Of(field);
        var (first, stale) = (window.Deepest - Lookback, window.Config.StaleDaysOf(field));
        var age = stale + 1;
        for (var at = first - stale; at < first; at++)
            age = double.IsNaN(values[at]) ? age + 1 : 0;
        for (var at = first; at < window.Range.End; at++)
        {
            age = double.IsNaN(values[at]) ? age + 1 : 0;
            x[at] = age <= stale ? values[at - age] : double.NaN;
        }
    });
}
