using System.Runtime.Intrinsics;
using Doubles = System.Runtime.Intrinsics.Vector512<double>;
using V = System.Runtime.Intrinsics.Vector512;

namespace CryptoEtl.Core.Features.Kernels;

/// <summary>What a regression leaves unexplained, and the regression on the lower half, for eight neighbouring windows at a time.</summary>
internal static class Residuals
{
    /// <summary>Sum of squared residuals, of residuals one by one: the difference of large sums would lose small ones.</summary>
    public static void Squares(CoMoments both, Places range, int window, double[] output)
    {
        for (var at = range.First; at < range.End; at += Layout.Lanes)
        {
            var squares = Doubles.Zero;
            var line = new FittedLine(both, at);
            for (var from = at - window + 1; from <= at; from++)
            {
                var residual = Rolling.Present(line.Residual(from));
                squares += residual * residual;
            }

            squares.StoreUnsafe(ref output[at]);
        }
    }

    /// <summary>Sum of residuals over the elements before the window's last, and how many they are.</summary>
    public static void Sums(CoMoments both, Places range, int length, double[] sums, double[] counts)
    {
        for (var at = range.First; at < range.End; at += Layout.Lanes)
        {
            var (sum, count, line) = (Doubles.Zero, Doubles.Zero, new FittedLine(both, at));
            for (var from = at - length; from < at; from++)
            {
                var residual = line.Residual(from);
                sum += Rolling.Present(residual);
                count += V.Equals(residual, residual) & V.Create(1.0);
            }

            sum.StoreUnsafe(ref sums[at]);
            count.StoreUnsafe(ref counts[at]);
        }
    }

    /// <summary>Slope over the elements whose x lies below its mean; NaN where they are too few, or alike.</summary>
    public static void SlopesBelow(CoMoments both, Places range, int window, int min, double[] output)
    {
        var (x, y) = both.Series;
        for (var at = range.First; at < range.End; at += Layout.Lanes)
        {
            var limit = V.LoadUnsafe(ref both.MeansX[at]);
            var (count, sumX, sumY) = (Doubles.Zero, Doubles.Zero, Doubles.Zero);
            var (least, most) = (V.Create(double.PositiveInfinity), V.Create(double.NegativeInfinity));
            for (var from = at - window + 1; from <= at; from++)
            {
                var value = V.LoadUnsafe(ref x[from]);
                var isBelow = V.LessThan(value, limit);
                (count, sumX, sumY) = (count + (isBelow & V.Create(1.0)), sumX + (isBelow & value), sumY + (isBelow & V.LoadUnsafe(ref y[from])));
                least = V.ConditionalSelect(V.LessThan(value, least), value, least);
                most = V.ConditionalSelect(isBelow & V.GreaterThan(value, most), value, most);
            }

            var isTold = V.GreaterThanOrEqual(count, V.Create((double)min)) & V.LessThan(least, most);
            SlopeBelow(x, y, at, window, limit, sumX / count, sumY / count, isTold).StoreUnsafe(ref output[at]);
        }
    }

    private static Doubles SlopeBelow(double[] x, double[] y, int at, int window, Doubles limit, Doubles meanX, Doubles meanY, Doubles isTold)
    {
        var (squares, products) = (Doubles.Zero, Doubles.Zero);
        for (var from = at - window + 1; from <= at; from++)
        {
            var value = V.LoadUnsafe(ref x[from]);
            var isBelow = V.LessThan(value, limit);
            var (offX, offY) = (isBelow & (value - meanX), isBelow & (V.LoadUnsafe(ref y[from]) - meanY));
            (squares, products) = (squares + offX * offX, products + offX * offY);
        }

        return V.ConditionalSelect(isTold, products / squares, V.Create(double.NaN));
    }
}
