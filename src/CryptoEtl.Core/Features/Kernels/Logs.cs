using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512;

namespace CryptoEtl.Core.Features.Kernels;

/// <summary>Natural logs, eight at a time. Each is a function of its own element only.</summary>
internal static class Logs
{
    /// <summary>ln x.</summary>
    public static void Of(double[] x, Places range, double[] output)
    {
        for (var at = range.First; at < range.End; at += Layout.Lanes)
            V.Log(V.LoadUnsafe(ref x[at])).StoreUnsafe(ref output[at]);
        Forget(range, output);
    }

    /// <summary>ln(1 + x), to the last digits also where x is small beside 1.</summary>
    /// <remarks>What 1 + x has lost of x is made good in proportion: Kahan's way.</remarks>
    public static void OnePlus(double[] x, Places range, double[] output)
    {
        for (var at = range.First; at < range.End; at += Layout.Lanes)
        {
            var value = V.LoadUnsafe(ref x[at]);
            var sum = V.Create(1.0) + value;
            var kept = sum - V.Create(1.0);
            V.ConditionalSelect(V.Equals(kept, Vector512<double>.Zero), value, V.Log(sum) * (value / kept)).StoreUnsafe(ref output[at]);
        }

        Forget(range, output);
    }

    /// <summary>ln(1 + x) of one value.</summary>
    public static double OnePlus(double x)
    {
        var sum = 1 + x;
        return sum - 1 == 0 ? x : Math.Log(sum) * (x / (sum - 1));
    }

    /// <summary>ln(over/under).</summary>
    /// <param name="earlier">How many places before the element <paramref name="under"/> is read.</param>
    public static void Ratio(double[] over, double[] under, int earlier, Places range, double[] output)
    {
        for (var at = range.First; at < range.End; at += Layout.Lanes)
            V.Log(V.LoadUnsafe(ref over[at]) / V.LoadUnsafe(ref under[at - earlier])).StoreUnsafe(ref output[at]);
        Forget(range, output);
    }

    /// <summary>The last vector reaches past the end.</summary>
    private static void Forget(Places range, double[] output) => output.AsSpan(range.End, Layout.Lanes).Fill(double.NaN);
}
