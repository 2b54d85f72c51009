using CryptoEtl.Core.Features.Families;
using Doubles = System.Runtime.Intrinsics.Vector512<double>;
using V = System.Runtime.Intrinsics.Vector512;

namespace CryptoEtl.Core.Features.Market;

/// <summary>How much the largest assets move together.</summary>
internal static class Correlations
{
    private const int Window = 30;
    private const int Min = 20;
    private const int MinPairs = 3;

    /// <summary>The window, filled up to whole vectors.</summary>
    private const int Width = 32;

    /// <summary>Mean over all pairs with enough common days; NaN: too few pairs.</summary>
    public static double Average(Section section)
    {
        var moves = MarketLevel.Largest(section).Select(place => Moves(section, section.Members[place])).ToArray();
        var (sum, pairs) = (0.0, 0);
        for (var one = 0; one < moves.Length; one++)
        {
            for (var two = one + 1; two < moves.Length; two++)
            {
                var correlation = OfCommonDays(moves[one], moves[two]);
                if (!double.IsNaN(correlation))
                    (sum, pairs) = (sum + Math.Clamp(correlation, -1, 1), pairs + 1);
            }
        }

        return pairs < MinPairs ? double.NaN : sum / pairs;
    }

    private static double[] Moves(Section section, int asset)
    {
        var moves = new double[Width];
        Array.Fill(moves, double.NaN);
        for (var at = 0; at < Window; at++)
        {
            var day = section.Day - Window + 1 + at;
            moves[at] = Math.Log(section.Eyes.Close(asset, day) / section.Eyes.Close(asset, day - 1));
        }

        return moves;
    }

    /// <summary>NaN: too few days, or one of the two is flat.</summary>
    private static double OfCommonDays(double[] left, double[] right)
    {
        var (sumX, sumY, days) = (Doubles.Zero, Doubles.Zero, Doubles.Zero);
        for (var at = 0; at < Width; at += Doubles.Count)
        {
            var (x, y, both) = Common(left, right, at);
            (sumX, sumY, days) = (sumX + (x & both), sumY + (y & both), days + (V.Create(1.0) & both));
        }

        var count = V.Sum(days);
        return count < Min ? double.NaN : Correlation(left, right, V.Create(V.Sum(sumX) / count), V.Create(V.Sum(sumY) / count), count);
    }

    private static double Correlation(double[] left, double[] right, Doubles meanX, Doubles meanY, double count)
    {
        var (squaresX, squaresY, products) = (Doubles.Zero, Doubles.Zero, Doubles.Zero);
        for (var at = 0; at < Width; at += Doubles.Count)
        {
            var (x, y, both) = Common(left, right, at);
            var (offX, offY) = ((x - meanX) & both, (y - meanY) & both);
            (squaresX, squaresY, products) = (squaresX + offX * offX, squaresY + offY * offY, products + offX * offY);
        }

        var (sumX, sumY) = (V.Sum(squaresX), V.Sum(squaresY));
        return IsFlat(left, right, sumX, count * meanX[0] * meanX[0]) || IsFlat(right, left, sumY, count * meanY[0] * meanY[0])
            ? double.NaN
            : V.Sum(products) / Math.Sqrt(sumX) / Math.Sqrt(sumY);
    }

    private static (Doubles X, Doubles Y, Doubles Both) Common(double[] left, double[] right, int at)
    {
        var (x, y) = (V.LoadUnsafe(ref left[at]), V.LoadUnsafe(ref right[at]));
        return (x, y, V.Equals(x, x) & V.Equals(y, y));
    }

    /// <summary>All values on common days are alike. Looked at one by one only where rounding could hide it.</summary>
    private static bool IsFlat(double[] values, double[] others, double squares, double level)
    {
        if (squares > 1e-24 * level)
            return false;
        var common = values.Where((value, at) => !double.IsNaN(value) && !double.IsNaN(others[at])).ToArray();
        return common.All(value => value == common[0]);
    }
}
