using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512;

namespace CryptoEtl.Core.Features.Kernels;

/// <summary>Largest or smallest of each window, found from two overlapping windows whose length is a power of two.</summary>
internal static class Extremes
{
    /// <summary>Kept per thread: twice the longest block would be made anew for every column.</summary>
    [ThreadStatic]
    private static double[]? kept;

    /// <param name="output">Holds how many elements each window has; becomes the result, NaN where they are fewer than <paramref name="min"/>.</param>
    public static void Fill(double[] x, Places range, int window, int min, double[] output, bool isMax)
    {
        var best = Negated(x, range, window, isMax);
        var length = 1;
        for (; length * 2 <= window; length *= 2)
            Double(best, length, window - 1 + range.Count);

        for (var at = 0; at < range.Count; at += Layout.Lanes)
        {
            var value = V.Min(V.LoadUnsafe(ref best[at + window - length]), V.LoadUnsafe(ref best[at]));
            ref var target = ref output[range.First + at];
            Rolling.Enough(isMax ? -value : value, V.LoadUnsafe(ref target), min).StoreUnsafe(ref target);
        }
    }

    /// <summary>What the windows reach, negated where the largest is sought: then the smallest is. Missing is infinite.</summary>
    private static double[] Negated(double[] x, Places range, int window, bool isMax)
    {
        var count = window - 1 + range.Count;
        if (kept is null || kept.Length < count + Layout.After)
            kept = new double[(count + Layout.After) * 2];
        var (best, first) = (kept, range.First - window + 1);
        for (var at = 0; at < count; at += Layout.Lanes)
        {
            var value = V.LoadUnsafe(ref x[first + at]);
            V.ConditionalSelect(V.Equals(value, value), isMax ? -value : value, V.Create(double.PositiveInfinity)).StoreUnsafe(ref best[at]);
        }

        best.AsSpan(count, Layout.After).Fill(double.PositiveInfinity);
        return best;
    }

    /// <summary>Each element becomes the smallest of twice as many from it on.</summary>
    private static void Double(double[] best, int length, int count)
    {
        for (var at = 0; at + length < count; at += Layout.Lanes)
            V.Min(V.LoadUnsafe(ref best[at]), V.LoadUnsafe(ref best[at + length])).StoreUnsafe(ref best[at]);
    }
}
