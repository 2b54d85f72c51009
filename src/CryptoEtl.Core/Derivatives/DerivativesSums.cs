namespace CryptoEtl.Core.Derivatives;

/// <summary>Sums and middles over contracts. Nulls take no part, and a sum of nothing is null, not zero.</summary>
internal static class DerivativesSums
{
    public static double? Sum(IEnumerable<double?> values)
    {
        double? total = null;
        foreach (var value in values)
            total = value is { } figure ? (total ?? 0) + figure : total;
        return total;
    }

    public static double? Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? null : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    public static double? Median(IEnumerable<double?> values) => Median(values.OfType<double>());

    /// <summary>Mean of what has both a value and a weight above zero; null when nothing has.</summary>
    public static double? WeightedMean(IEnumerable<(double? Value, double? Weight)> pairs)
    {
        double sum = 0, weights = 0;
        foreach (var (value, weight) in pairs)
        {
            if (value is not { } figure || weight is not > 0)
                continue;
            sum += figure * weight.Value;
            weights += weight.Value;
        }

        return weights > 0 ? sum / weights : null;
    }
}
