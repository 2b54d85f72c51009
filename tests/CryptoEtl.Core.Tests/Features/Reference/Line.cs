using static CryptoEtl.Core.Tests.Features.Reference.Plain;

namespace CryptoEtl.Core.Tests.Features.Reference;

/// <summary>A line through points, by least squares, with an intercept.</summary>
internal sealed record Line(double Slope, double Intercept, double SquaredErrors, int Count)
{
    /// <summary>Standard error of the residuals.</summary>
    public double Error => Math.Sqrt(SquaredErrors / (Count - 2));

    /// <returns>Null: all x are the same.</returns>
    public static Line? Through(double[] x, double[] y)
    {
        if (IsFlat(x))
            return null;
        if (IsFlat(y))
            return new(0, y[0], 0, y.Length);
        var (mx, my) = (Mean(x), Mean(y));
        var slope = x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum() / x.Sum(a => (a - mx) * (a - mx));
        var intercept = my - slope * mx;
        return new(slope, intercept, x.Zip(y, (a, b) => Math.Pow(b - intercept - slope * a, 2)).Sum(), x.Length);
    }

    public double Residual(double x, double y) => y - Intercept - Slope * x;
}
