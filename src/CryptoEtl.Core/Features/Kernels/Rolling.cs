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
        for (var at = range.First; at < range.End; at += Layout.Step)
        {
            var sums = SumsAt(x, at, window);
            for (var part = 0; part < Four.Parts; part++)
            {
                ref var target = ref output[at + part * Layout.Lanes];
                var count = V.LoadUnsafe(ref target);
                Enough(sums[part] / count, count, min).StoreUnsafe(ref target);
            }
        }
    }

    public static void Sum(double[] x, Places range, int window, int min, double[] output)
    {
        Count(x, range, window, output);
        for (var at = range.First; at < range.End; at += Layout.Step)
            Write(SumsAt(x, at, window), output, at, min);
    }

    public static void Max(double[] x, Places range, int window, int min, double[] output)
    {
        Count(x, range, window, output);
        Extremes.Fill(x, range, window, min, output, isMax: true);
    }

    public static void Min(double[] x, Places range, int window, int min, double[] output)
    {
        Count(x, range, window, output);
        Extremes.Fill(x, range, window, min, output, isMax: false);
    }

    /// <summary>Sums of what is there in 32 neighbouring windows, oldest first.</summary>
    internal static Four SumsAt(double[] x, int at, int window)
    {
        var (a, b, c, d) = (Doubles.Zero, Doubles.Zero, Doubles.Zero, Doubles.Zero);
        for (var from = at - window + 1; from <= at; from++)
        {
            a += Present(V.LoadUnsafe(ref x[from]));
            b += Present(V.LoadUnsafe(ref x[from + 8]));
            c += Present(V.LoadUnsafe(ref x[from + 16]));
            d += Present(V.LoadUnsafe(ref x[from + 24]));
        }

        return new(a, b, c, d);
    }

    /// <summary>Where the counts stand, NaN where they are too small.</summary>
    private static void Write(in Four values, double[] output, int at, int min)
    {
        for (var part = 0; part < Four.Parts; part++)
        {
            ref var target = ref output[at + part * Layout.Lanes];
            Enough(values[part], V.LoadUnsafe(ref target), min).StoreUnsafe(ref target);
        }
    }

    /// <summary>NaN becomes 0.</summary>
    internal static Doubles Present(Doubles values) => values & V.Equals(values, values);

    /// <summary>NaN where there are too few.</summary>
    internal static Doubles Enough(Doubles values, Doubles counts, double min) =>
        V.ConditionalSelect(V.GreaterThanOrEqual(counts, V.Create(min)), values, V.Create(double.NaN));
}
