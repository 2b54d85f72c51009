using CryptoEtl.Core.Features.Families;

namespace CryptoEtl.Core.Features.Market;

/// <summary>How much the largest assets move together.</summary>
internal static class Correlations
{
    private const int Window = 30;
    private const int Min = 20;
    private const int MinPairs = 3;

    /// <summary>Mean over all pairs with enough common days; NaN: too few pairs.</summary>
    public static double Average(Section section)
    {
        var moves = MarketLevel.Largest(section).Select(place => Moves(section, section.Members[place])).ToArray();
        var full = moves.Select(Standardised).ToArray();
        var (sum, pairs) = (0.0, 0);
        for (var one = 0; one < moves.Length; one++)
        {
            for (var two = one + 1; two < moves.Length; two++)
            {
                var correlation = full[one] is { } x && full[two] is { } y ? Product(x, y) : OfCommonDays(moves[one], moves[two]);
                if (!double.IsNaN(correlation))
                    (sum, pairs) = (sum + Math.Clamp(correlation, -1, 1), pairs + 1);
            }
        }

        return pairs < MinPairs ? double.NaN : sum / pairs;
    }

    private static double[] Moves(Section section, int asset)
    {
        var moves = new double[Window];
        for (var at = 0; at < Window; at++)
        {
            var day = section.Day - Window + 1 + at;
            moves[at] = Math.Log(section.Eyes.Close(asset, day) / section.Eyes.Close(asset, day - 1));
        }

        return moves;
    }

    /// <summary>Less the mean, of length one; null: days are missing, or all are alike.</summary>
    private static double[]? Standardised(double[] moves)
    {
        if (moves.Any(double.IsNaN) || Kernels.Moments.IsFlat(moves, Window - 1, Window))
            return null;
        var mean = moves.Sum() / Window;
        var length = Math.Sqrt(moves.Sum(move => (move - mean) * (move - mean)));
        return [.. moves.Select(move => (move - mean) / length)];
    }

    private static double Product(double[] x, double[] y)
    {
        var sum = 0.0;
        for (var at = 0; at < Window; at++)
            sum += x[at] * y[at];
        return sum;
    }

    private static double OfCommonDays(double[] left, double[] right)
    {
        var common = Enumerable.Range(0, Window).Where(at => !double.IsNaN(left[at]) && !double.IsNaN(right[at])).ToArray();
        if (common.Length < Min)
            return double.NaN;
        var (x, y) = (common.Select(at => left[at]).ToArray(), common.Select(at => right[at]).ToArray());
        if (Kernels.Moments.IsFlat(x, x.Length - 1, x.Length) || Kernels.Moments.IsFlat(y, y.Length - 1, y.Length))
            return double.NaN;
        var (meanX, meanY) = (x.Sum() / x.Length, y.Sum() / y.Length);
        var products = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum();
        return products / Math.Sqrt(x.Sum(a => (a - meanX) * (a - meanX))) / Math.Sqrt(y.Sum(b => (b - meanY) * (b - meanY)));
    }
}
