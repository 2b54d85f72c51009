namespace CryptoEtl.Core.Features.Kernels;

/// <summary>The elements of a window in order of size, kept while it moves on. Which elements it holds is all that counts, so nothing drifts.</summary>
/// <param name="capacity">Longest window.</param>
internal sealed class SortedWindow(int capacity)
{
    private readonly double[] values = new double[capacity + 1];

    public int Count { get; private set; }

    public ReadOnlySpan<double> Values => values.AsSpan(0, Count);

    public void Clear() => Count = 0;

    /// <param name="value">NaN is passed over.</param>
    public void Add(double value)
    {
        if (double.IsNaN(value))
            return;
        var at = Place(value);
        Array.Copy(values, at, values, at + 1, Count - at);
        values[at] = value + 0.0;
        Count++;
    }

    public void Remove(double value)
    {
        if (double.IsNaN(value))
            return;
        var at = Place(value);
        Array.Copy(values, at + 1, values, at, Count - at - 1);
        Count--;
    }

    /// <summary>Between order statistics, linearly: type 7.</summary>
    public static double Quantile(ReadOnlySpan<double> sorted, double share)
    {
        var place = (sorted.Length - 1) * share;
        var at = (int)place;
        return at + 1 < sorted.Length ? sorted[at] + (place - at) * (sorted[at + 1] - sorted[at]) : sorted[^1];
    }

    private int Place(double value)
    {
        // Negative zero is zero.
        var at = values.AsSpan(0, Count).BinarySearch(value + 0.0);
        return at < 0 ? ~at : at;
    }
}
