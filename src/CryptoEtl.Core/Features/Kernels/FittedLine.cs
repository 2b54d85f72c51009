using Doubles = System.Runtime.Intrinsics.Vector512<double>;
using V = System.Runtime.Intrinsics.Vector512;

namespace CryptoEtl.Core.Features.Kernels;

/// <summary>The regression lines of eight neighbouring windows.</summary>
internal readonly struct FittedLine
{
    private readonly double[] x;
    private readonly double[] y;
    private readonly Doubles meanX;
    private readonly Doubles meanY;
    private readonly Doubles slope;

    public FittedLine(CoMoments both, int at)
    {
        (x, y) = both.Series;
        (meanX, meanY) = (V.LoadUnsafe(ref both.MeansX[at]), V.LoadUnsafe(ref both.MeansY[at]));
        slope = V.LoadUnsafe(ref both.Products[at]) / V.LoadUnsafe(ref both.SquaresX[at]);
    }

    /// <summary>Of an element; NaN where one of the two is missing.</summary>
    public Doubles Residual(int at) => V.LoadUnsafe(ref y[at]) - meanY - slope * (V.LoadUnsafe(ref x[at]) - meanX);
}
