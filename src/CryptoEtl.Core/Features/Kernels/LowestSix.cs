using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512;

namespace CryptoEtl.Core.Features.Kernels;

/// <summary>The six smallest elements of each window, for eight neighbouring windows at a time: enough for the fifth percentile of up to a hundred.</summary>
internal static class LowestSix
{
    public const int Kept = 6;

    /// <param name="x">NaN is passed over.</param>
    /// <param name="lowest">Kept series: the smallest first; infinite where the window has fewer.</param>
    public static void Fill(double[] x, Places range, int window, double[][] lowest)
    {
        var infinite = V.Create(double.PositiveInfinity);
        for (var at = range.First; at < range.End; at += Layout.Lanes)
        {
            var (a, b, c, d, e, f) = (infinite, infinite, infinite, infinite, infinite, infinite);
            for (var from = at - window + 1; from <= at; from++)
            {
                var value = V.LoadUnsafe(ref x[from]);
                value = V.ConditionalSelect(V.Equals(value, value), value, infinite);
                (a, value) = (V.MinNative(a, value), V.MaxNative(a, value));
                (b, value) = (V.MinNative(b, value), V.MaxNative(b, value));
                (c, value) = (V.MinNative(c, value), V.MaxNative(c, value));
                (d, value) = (V.MinNative(d, value), V.MaxNative(d, value));
                (e, value) = (V.MinNative(e, value), V.MaxNative(e, value));
                f = V.MinNative(f, value);
            }

            a.StoreUnsafe(ref lowest[0][at]);
            b.StoreUnsafe(ref lowest[1][at]);
            c.StoreUnsafe(ref lowest[2][at]);
            d.StoreUnsafe(ref lowest[3][at]);
            e.StoreUnsafe(ref lowest[4][at]);
            f.StoreUnsafe(ref lowest[5][at]);
        }
    }
}
