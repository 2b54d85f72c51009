namespace CryptoEtl.Core.Features.Market;

/// <summary>Statistics of one cross-section. Null is NaN and takes no part. Buffers are kept: one worker at a time.</summary>
/// <param name="min">Least number of values.</param>
internal sealed class Ranking(int min)
{
    private readonly RadixSort sort = new();
    private double[] keys = [];
    private int[] places = [];

    /// <summary>(rank − 0.5)/n, ties by their average rank.</summary>
    public void Ranks(ReadOnlySpan<double> values, Span<double> output)
    {
        output.Fill(double.NaN);
        var count = Gather(values);
        if (count < min)
            return;

        sort.Sort(keys.AsSpan(0, count), places);
        for (var from = 0; from < count;)
        {
            var to = from + 1;
            while (to < count && keys[to] == keys[from])
                to++;
            for (var at = from; at < to; at++)
                output[places[at]] = (from + to) / 2.0 / count;
            from = to;
        }
    }

    /// <summary>Clipped at five robust deviations from the median, then in units of their deviation; null where flat.</summary>
    public void Scores(ReadOnlySpan<double> values, Span<double> output)
    {
        var (mean, deviation) = Winsorise(values, output);
        for (var at = 0; at < values.Length; at++)
            output[at] = deviation > 0 ? (output[at] - mean) / deviation : double.NaN;
    }

    /// <summary>Sample deviation of the clipped values; NaN: too few.</summary>
    public double Dispersion(ReadOnlySpan<double> values, Span<double> clipped) => Winsorise(values, clipped).Deviation;

    /// <summary>Between order statistics, linearly.</summary>
    public double Quantile(ReadOnlySpan<double> values, double share)
    {
        var count = Gather(values);
        return Selection.Quantile(keys.AsSpan(0, count), share);
    }

    private (double Mean, double Deviation) Winsorise(ReadOnlySpan<double> values, Span<double> clipped)
    {
        var count = Gather(values);
        values.CopyTo(clipped);
        if (count < min)
            return (double.NaN, double.NaN);

        var median = MedianOfKeys(count);
        for (var at = 0; at < count; at++)
            keys[at] = Math.Abs(keys[at] - median);
        var limit = 5 * 1.4826 * MedianOfKeys(count);
        if (limit > 0)
        {
            for (var at = 0; at < values.Length; at++)
                clipped[at] = double.IsNaN(values[at]) ? double.NaN : Math.Clamp(values[at], median - limit, median + limit);
        }

        return MeanAndDeviation(clipped, count);
    }

    private static (double Mean, double Deviation) MeanAndDeviation(ReadOnlySpan<double> values, int count)
    {
        var (sum, least, most) = (0.0, double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
        {
            if (!double.IsNaN(value))
                (sum, least, most) = (sum + value, Math.Min(least, value), Math.Max(most, value));
        }

        var (mean, squares) = (sum / count, 0.0);
        foreach (var value in values)
            squares += double.IsNaN(value) ? 0 : (value - mean) * (value - mean);
        return (mean, least == most ? 0 : Math.Sqrt(squares / (count - 1)));
    }

    private double MedianOfKeys(int count) => Selection.Quantile(keys.AsSpan(0, count), 0.5);

    private int Gather(ReadOnlySpan<double> values)
    {
        if (keys.Length < values.Length)
            (keys, places) = (new double[values.Length], new int[values.Length]);
        var count = 0;
        for (var at = 0; at < values.Length; at++)
        {
            if (!double.IsNaN(values[at]))
                (keys[count], places[count++]) = (values[at], at);
        }

        return count;
    }
}
