using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512;
using Doubles = System.Runtime.Intrinsics.Vector512<double>;

namespace CryptoEtl.Core.Features.Kernels;

/// <summary>Number, mean and sums of powers of the differences from the mean, of each window.</summary>
internal sealed class Moments
{
    /// <summary>A window whose elements are all alike has a smaller spread than this by rounding, in units of its mean.</summary>
    private const double Suspicious = 1e-24;

    public double[] Counts { get; private set; } = [];

    public double[] Means { get; private set; } = [];

    /// <summary>Sum of squared differences from the mean; exactly 0 where all elements are alike.</summary>
    public double[] Squares { get; private set; } = [];

    /// <summary>Sum of cubed differences.</summary>
    public double[] Cubes { get; private set; } = [];

    /// <summary>Sum of differences to the fourth power.</summary>
    public double[] Fourths { get; private set; } = [];

    /// <param name="length">Of the series.</param>
    /// <param name="higher">Cubes and fourth powers too.</param>
    public void Take(double[] x, int length, Places range, int window, bool higher = false)
    {
        Grow(length, higher);
        Rolling.Count(x, range, window, Counts);
        for (var at = range.First; at < range.End; at += Layout.Step)
        {
            var means = Rolling.SumsAt(x, at, window) / Four.Load(Counts, at);
            means.Store(Means, at);
            for (var part = 0; higher && part < Four.Parts; part++)
                TakeHigher(x, at + part * Layout.Lanes, window, means[part]);
            if (!higher)
                SquaresAt(x, at, window, means).Store(Squares, at);
        }

        for (var at = range.First; at < range.End; at++)
        {
            if (Squares[at] <= Suspicious * Counts[at] * Means[at] * Means[at] && IsFlat(x, at, window))
                Squares[at] = 0;
        }
    }

    /// <summary>Sample deviation; NaN where there are too few.</summary>
    public double Deviation(int at, int min) => Counts[at] >= min && Counts[at] > 1 ? Math.Sqrt(Squares[at] / (Counts[at] - 1)) : double.NaN;

    /// <summary>All elements of a window are alike, or there is none.</summary>
    public static bool IsFlat(double[] x, int at, int window)
    {
        var value = double.NaN;
        for (var from = at - window + 1; from <= at; from++)
        {
            if (double.IsNaN(x[from]) || x[from] == value)
                continue;
            if (!double.IsNaN(value))
                return false;
            value = x[from];
        }

        return true;
    }

    private static Four SquaresAt(double[] x, int at, int window, in Four means)
    {
        var (a, b, c, d) = (Doubles.Zero, Doubles.Zero, Doubles.Zero, Doubles.Zero);
        var (meanA, meanB, meanC, meanD) = (means.A, means.B, means.C, means.D);
        for (var from = at - window + 1; from <= at; from++)
        {
            a += Square(x, from, meanA);
            b += Square(x, from + 8, meanB);
            c += Square(x, from + 16, meanC);
            d += Square(x, from + 24, meanD);
        }

        return new(a, b, c, d);
    }

    private static Doubles Square(double[] x, int at, Doubles mean)
    {
        var off = Rolling.Present(V.LoadUnsafe(ref x[at]) - mean);
        return off * off;
    }

    private void TakeHigher(double[] x, int at, int window, Doubles mean)
    {
        var (squares, cubes, fourths) = (Doubles.Zero, Doubles.Zero, Doubles.Zero);
        for (var from = at - window + 1; from <= at; from++)
        {
            var off = Rolling.Present(V.LoadUnsafe(ref x[from]) - mean);
            var square = off * off;
            squares += square;
            cubes += square * off;
            fourths += square * square;
        }

        squares.StoreUnsafe(ref Squares[at]);
        cubes.StoreUnsafe(ref Cubes[at]);
        fourths.StoreUnsafe(ref Fourths[at]);
    }

    private void Grow(int length, bool higher)
    {
        if (Means.Length < length)
            (Counts, Means, Squares) = (new double[length], new double[length], new double[length]);
        if (higher && Cubes.Length < length)
            (Cubes, Fourths) = (new double[length], new double[length]);
    }
}
