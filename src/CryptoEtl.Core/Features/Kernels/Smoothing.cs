namespace CryptoEtl.Core.Features.Kernels;

/// <summary>Averages with memory, from the first value of a series on. They begin anew with each segment.</summary>
internal static class Smoothing
{
    /// <summary>EMA with weight 2/(n+1), first told at the n-th value as the mean of the first n.</summary>
    public static void Ema(double[] x, int end, int n, double[] output)
    {
        var (at, value) = Seed(x, end, n);
        var weight = 2.0 / (n + 1);
        for (; at < end; at++)
        {
            output[at] = value;
            value += weight * (x[at + 1] - value);
        }
    }

    /// <summary>Wilder's average: (e (n-1) + x)/n, first told at the n-th value as the mean of the first n.</summary>
    public static void Wilder(double[] x, int end, int n, double[] output)
    {
        var (at, value) = Seed(x, end, n);
        for (; at < end; at++)
        {
            output[at] = value;
            value = (value * (n - 1) + x[at + 1]) / n;
        }
    }

    /// <summary>EMA with weight 1/n that starts from the first value itself.</summary>
    public static void FromFirst(double[] x, int first, int end, double n, double[] output)
    {
        var value = x[first];
        for (var at = first; at < end; at++)
        {
            value += (x[at] - value) / n;
            output[at] = value;
        }
    }

    /// <summary>Where the n-th value stands, and the mean of the first n; past the end when there are not so many.</summary>
    private static (int At, double Value) Seed(double[] x, int end, int n)
    {
        var first = Layout.Before;
        while (first < end && double.IsNaN(x[first]))
            first++;
        if (first + n > end)
            return (end, double.NaN);
        var sum = 0.0;
        for (var at = first; at < first + n; at++)
            sum += x[at];
        return (first + n - 1, sum / n);
    }
}
