namespace CryptoEtl.Core.Live;

/// <summary>One figure over many assets at one moment. Nulls take no part.</summary>
public sealed class CrossSection
{
    private readonly double[] sorted;

    private CrossSection(double[] sorted)
    {
        this.sorted = sorted;
        Mean = sorted.Length == 0 ? null : sorted.Sum() / sorted.Length;
        StandardDeviation = sorted.Length < 2 ? null : Math.Sqrt(sorted.Sum(v => (v - Mean!.Value) * (v - Mean.Value)) / (sorted.Length - 1));
    }

    /// <summary>Null without values.</summary>
    public double? Mean { get; }

    /// <summary>Divisor n-1; null below two values.</summary>
    public double? StandardDeviation { get; }

    /// <summary>A fraction; null without values.</summary>
    public double? ShareAboveZero => sorted.Length == 0 ? null : (double)sorted.Count(value => value > 0) / sorted.Length;

    public static CrossSection Of(IEnumerable<double?> values) => new([.. values.OfType<double>().Order()]);

    /// <summary>Distance from the mean in standard deviations; null where there is no dispersion.</summary>
    public double? ZScore(double? value) => StandardDeviation > 0 ? (value - Mean) / StandardDeviation : null;

    /// <summary>0 for the lowest, 1 for the highest, ties share their average; null below two values.</summary>
    /// <param name="value">One of the values of the cross-section.</param>
    public double? Percentile(double? value)
    {
        if (value is not { } figure || sorted.Length < 2)
            return null;

        var below = LowerBound(figure);
        var upTo = below;
        while (upTo < sorted.Length && sorted[upTo] == figure)
            upTo++;
        return (below + (upTo - below - 1) / 2.0) / (sorted.Length - 1);
    }

    private int LowerBound(double figure)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] < figure)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
