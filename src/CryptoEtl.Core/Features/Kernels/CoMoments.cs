using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512;
using Doubles = System.Runtime.Intrinsics.Vector512<double>;

namespace CryptoEtl.Core.Features.Kernels;

/// <summary>Two series side by side: number, means, squares and products of each window, over the places where both are.</summary>
internal sealed class CoMoments
{
    private const double Suspicious = 1e-24;
    private double[] x = [];
    private double[] y = [];

    public double[] Counts { get; private set; } = [];

    public double[] MeansX { get; private set; } = [];

    public double[] MeansY { get; private set; } = [];

    /// <summary>Exactly 0 where x is flat.</summary>
    public double[] SquaresX { get; private set; } = [];

    /// <summary>Exactly 0 where y is flat.</summary>
    public double[] SquaresY { get; private set; } = [];

    public double[] Products { get; private set; } = [];

    /// <summary>The series that were taken, NaN where the other one is.</summary>
    public (double[] X, double[] Y) Series => (x, y);

    public void Take(double[] left, double[] right, int length, Places range, int window)
    {
        Grow(length);
        for (var at = range.First - window + 1; at < range.End; at++)
            (x[at], y[at]) = double.IsNaN(left[at]) || double.IsNaN(right[at]) ? (double.NaN, double.NaN) : (left[at], right[at]);
        x.AsSpan(range.End, Layout.After).Fill(double.NaN);
        y.AsSpan(range.End, Layout.After).Fill(double.NaN);
        Rolling.Count(x, range, window, Counts);
        for (var at = range.First; at < range.End; at += Layout.Step)
            TakeMeans(at, window);
        for (var at = range.First; at < range.End; at += Layout.Lanes)
            TakeAt(at, window);
        for (var at = range.First; at < range.End; at++)
            Flatten(at, window);
    }

    /// <summary>Slope of y on x; NaN where there are too few, or x is flat.</summary>
    public double Slope(int at, int min) => Counts[at] >= min && SquaresX[at] > 0 ? Products[at] / SquaresX[at] : double.NaN;

    /// <summary>Pearson's; NaN where there are too few, or either is flat.</summary>
    public double Correlation(int at, int min) =>
        Counts[at] >= min && SquaresX[at] > 0 && SquaresY[at] > 0 ? Math.Clamp(Products[at] / Math.Sqrt(SquaresX[at]) / Math.Sqrt(SquaresY[at]), -1, 1) : double.NaN;

    private void TakeMeans(int at, int window)
    {
        var counts = Four.Load(Counts, at);
        (Rolling.SumsAt(x, at, window) / counts).Store(MeansX, at);
        (Rolling.SumsAt(y, at, window) / counts).Store(MeansY, at);
    }

    private void TakeAt(int at, int window)
    {
        var (meanX, meanY) = (V.LoadUnsafe(ref MeansX[at]), V.LoadUnsafe(ref MeansY[at]));
        var (squaresX, squaresY, products) = (Doubles.Zero, Doubles.Zero, Doubles.Zero);
        for (var from = at - window + 1; from <= at; from++)
        {
            var offX = Rolling.Present(V.LoadUnsafe(ref x[from]) - meanX);
            var offY = Rolling.Present(V.LoadUnsafe(ref y[from]) - meanY);
            squaresX += offX * offX;
            squaresY += offY * offY;
            products += offX * offY;
        }

        squaresX.StoreUnsafe(ref SquaresX[at]);
        squaresY.StoreUnsafe(ref SquaresY[at]);
        products.StoreUnsafe(ref Products[at]);
    }

    private void Flatten(int at, int window)
    {
        if (SquaresX[at] <= Suspicious * Counts[at] * MeansX[at] * MeansX[at] && Moments.IsFlat(x, at, window))
            SquaresX[at] = Products[at] = 0;
        if (SquaresY[at] <= Suspicious * Counts[at] * MeansY[at] * MeansY[at] && Moments.IsFlat(y, at, window))
            SquaresY[at] = Products[at] = 0;
    }

    private void Grow(int length)
    {
        if (x.Length >= length)
            return;
        (x, y, Counts) = (new double[length], new double[length], new double[length]);
        (MeansX, MeansY) = (new double[length], new double[length]);
        (SquaresX, SquaresY, Products) = (new double[length], new double[length], new double[length]);
    }
}
