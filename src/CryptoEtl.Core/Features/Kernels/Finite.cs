using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512;

namespace CryptoEtl.Core.Features.Kernels;

/// <summary>Keeps infinities out of results: what is too large for a double, or divided by next to nothing, is null.</summary>
internal static class Finite
{
    /// <summary>NaN for an infinity.</summary>
    public static double Or(double value) => double.IsFinite(value) ? value : double.NaN;

    /// <param name="target">As long as the source; NaN where that is infinite.</param>
    public static void Copy(ReadOnlySpan<double> source, Span<double> target)
    {
        var at = 0;
        for (; at + Layout.Lanes <= source.Length; at += Layout.Lanes)
        {
            var values = V.Create(source[at..]);
            V.ConditionalSelect(V.LessThanOrEqual(V.Abs(values), V.Create(double.MaxValue)), values, V.Create(double.NaN)).CopyTo(target[at..]);
        }

        for (; at < source.Length; at++)
            target[at] = Or(source[at]);
    }
}
