using System.Runtime.Intrinsics;
using CryptoEtl.Core.Features.Kernels;
using static CryptoEtl.Core.Features.FeatureKind;
using V = System.Runtime.Intrinsics.Vector512;

namespace CryptoEtl.Core.Features.Families;

/// <summary>How far below an earlier high.</summary>
internal static class Drawdowns
{
    private const int Year = 365;
    private const int Quarter = 90;

    private static readonly Line<AssetWindow> Top365 = new((window, x) => Rolling.Max(window.Close, window.Range, Year, 30, x));

    public static readonly Line<AssetWindow> Lowest365 = new((window, x) => Rolling.Min(window.Close, window.Range, Year, 180, x));

    /// <summary>Null with fewer than 180 bars.</summary>
    public static readonly Line<AssetWindow> Highest365 = new((window, x) =>
    {
        var (top, lowest) = (window.Of(Top365), window.Of(Lowest365));
        for (var at = window.Range.First; at < window.Range.End; at++)
            x[at] = double.IsNaN(lowest[at]) ? double.NaN : top[at];
    });

    public static IReadOnlyList<AssetFormula> All { get; } =
    [
        AssetFormula.Calendar(new("drawdown_365", 'C', Calendar, "C/max(C over 365 d) − 1", "365/30", "365", "≤ 0", FeatureSource.Market), (window, x) =>
        {
            var top = window.Of(Top365);
            for (var at = window.Range.First; at < window.Range.End; at++)
                x[at] = window.Close[at] / top[at] - 1;
        }),
        AssetFormula.Calendar(new("max_drawdown_90", 'C', Calendar, "min over the window of C_u / max_{s ≤ u} C_s − 1", "90/60", "90", "≤ 0", FeatureSource.Market, "empyrical"), Deepest),
        AssetFormula.Bars(
            new("ulcer_14", 'C', Bars, "√(mean dd²), dd = percent below the running maximum inside the 14 bars", "14", "14", "percent", FeatureSource.Market, "Martin"),
            new((segment, x) => Ulcer(segment, x))),
    ];

    private static void Deepest(AssetWindow window, double[] x)
    {
        var close = window.Close;
        Rolling.Count(close, window.Range, Quarter, x);
        for (var at = window.Range.First; at < window.Range.End; at += Layout.Lanes)
        {
            var (top, share) = (V.Create(double.NegativeInfinity), V.Create(1.0));
            for (var from = at - Quarter + 1; from <= at; from++)
            {
                var value = V.LoadUnsafe(ref close[from]);
                top = V.ConditionalSelect(V.GreaterThan(value, top), value, top);
                var below = value / top;
                share = V.ConditionalSelect(V.LessThan(below, share), below, share);
            }

            Rolling.Enough(share - V.Create(1.0), V.LoadUnsafe(ref x[at]), 60).StoreUnsafe(ref x[at]);
        }
    }

    private static void Ulcer(BarSegment segment, double[] x)
    {
        const int Window = 14;
        for (var at = Math.Max(segment.Range.First, Layout.Before + Window - 1); at < segment.End; at++)
        {
            var (top, sum) = (0.0, 0.0);
            for (var bar = at - Window + 1; bar <= at; bar++)
            {
                top = Math.Max(top, segment.Close[bar]);
                var below = 100 * (segment.Close[bar] / top - 1);
                sum += below * below;
            }

            x[at] = Math.Sqrt(sum / Window);
        }
    }
}
