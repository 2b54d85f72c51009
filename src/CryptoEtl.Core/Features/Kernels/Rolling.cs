using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512;
using Doubles = System.Runtime.Intrinsics.Vector512<double>;

namespace CryptoEtl.Core.Features.Kernels;

/// <summary>Windows over a series, each computed from its own elements alone, eight neighbouring ones at a time.</summary>
/// <remarks>
/// Nothing is handed from one window to the next, so nothing drifts and a value depends on its window only, whatever came before or comes after.
/// Null is NaN and is left out. Results go to the places of the series; those with fewer elements than <c>min</c> are NaN.
/// </remarks>
internal static class Rolling
{
    /// <summary>Elements in each window.</summary>
    public static void Count(double[] x, Places range, int window, double[] output)
    {
        var count = 0;
        for (var at = range.First - window + 1; at < range.First; at++)
            count += double.IsNaN(x[at]) ? 0 : 1;
        for (var at = range.First; at < range.End; at++)
        {
            count += double.IsNaN(x[at]) ? 0 : 1;
            output[at] = count;
            count -= double.IsNaN(x[at - window + 1]) ? 0 : 1;
        }

        output.AsSpan(range.End, Layout.After).Clear();
    }

    public static void Mean(double[] x, Places range, int window, int min, double[] output)
    {
        Count(x, range, window, output);
        for (var at = range.First; at < range.End; at += Layout.Lanes)
        {
            var count = V.LoadUnsafe(ref output[at]);
            Enough(SumAt(x, at, window) / count, count, min).StoreUnsafe(ref output[at]);
        }
    }

    public static void Sum(double[] x, Places range, int window, int min, double[] output)
    {
        Count(x, range, window, output);
        for (var at = range.First; at < range.End; at += Layout.Lanes)
            Enough(SumAt(x, at, window), V.LoadUnsafe(ref output[at]), min).StoreUnsafe(ref output[at]);
    }

    public static void Max(double[] x, Places range, int window, int min, double[] output)
    {
        Count(x, range, window, output);
        for (var at = range.First; at < range.End; at += Layout.Lanes)
        {
            var max = V.Create(double.NegativeInfinity);
            for (var from = at - window + 1; from <= at; from++)
            {
                var value = V.LoadUnsafe(ref x[from]);
                max = V.ConditionalSelect(V.GreaterThan(value, max), value, max);
            }

            Enough(max, V.LoadUnsafe(ref output[at]), min).StoreUnsafe(ref output[at]);
        }
    }

    public static void Min(double[] x, Places range, int window, int min, double[] output)
    {
        Count(x, range, window, output);
        for (var at = range.First; at < range.End; at += Layout.Lanes)
        {
            var least = V.Create(double.PositiveInfinity);
            for (var from = at - window + 1; from <= at; from++)
            {
                var value = V.LoadUnsafe(ref x[from]);
                least = V.ConditionalSelect(V.LessThan(value, least), value, least);
            }

            Enough(least, V.LoadUnsafe(ref output[at]), min).StoreUnsafe(ref output[at]);
        }
    }

    /// <summary>Sum of what is there in each of eight windows, oldest first.</summary>
    internal static Doubles SumAt(double[] x, int at, int window)
    {
        var sum = Doubles.Zero;
        for (var from = at - window + 1; from <= at; from++)
            sum += Present(V.LoadUnsafe(ref x[from]));
        return sum;
    }

    /// <summary>NaN becomes 0.</summary>
    internal static Doubles Present(Doubles values) => values & V.Equals(values, values);

    /// <summary>NaN where there are too few.</summary>
    internal static Doubles Enough(Doubles values, Doubles counts, double min) =>
        V.ConditionalSelect(V.GreaterThanOrEqual(counts, V.Create(min)), values, V.Create(double.NaN));
}
