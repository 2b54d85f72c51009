using static CryptoEtl.Core.Tests.Features.Reference.Plain;

namespace CryptoEtl.Core.Tests.Features.Reference;

/// <summary>Wilder's directional movement as in his book: sums of the first n, then sum - sum / n + newest.</summary>
internal static class Directional
{
    public static (double[] Adx, double[] Difference) Of(double[] high, double[] low, double[] close, int n)
    {
        var (ups, downs) = (Moves(high, low, isUp: true), Moves(high, low, isUp: false));
        var ranges = Sums(Chart.TrueRange(high, low, close), n);
        double[] plus = [.. Sums(ups, n).Zip(ranges, (move, range) => 100 * Over(move, range))];
        double[] minus = [.. Sums(downs, n).Zip(ranges, (move, range) => 100 * Over(move, range))];
        // Without any range there is no DI and so no DX; ADX counts from its first value.
        double[] dx = [.. plus.Zip(minus, (p, m) => p + m == 0 ? 0 : 100 * Math.Abs(p - m) / (p + m))];
        return (Chart.Wilder(dx, n), [.. plus.Zip(minus, (p, m) => p - m)]);
    }

    private static double[] Moves(double[] high, double[] low, bool isUp) => [.. high.Select((_, at) =>
    {
        if (at == 0)
            return double.NaN;
        var (up, down) = (high[at] - high[at - 1], low[at - 1] - low[at]);
        var (own, other) = isUp ? (up, down) : (down, up);
        return own > other && own > 0 ? own : 0;
    })];

    private static double[] Sums(double[] x, int n)
    {
        var sums = Chart.Nothing(x);
        for (var at = n; at < x.Length; at++)
            sums[at] = at == n ? x[1..(n + 1)].Sum() : sums[at - 1] - sums[at - 1] / n + x[at];
        return sums;
    }
}
