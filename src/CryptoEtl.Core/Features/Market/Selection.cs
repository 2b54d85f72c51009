namespace CryptoEtl.Core.Features.Market;

/// <summary>Order statistics without sorting all.</summary>
internal static class Selection
{
    /// <summary>Between order statistics, linearly: type 7. The values are put in another order.</summary>
    public static double Quantile(Span<double> values, double share)
    {
        var place = (values.Length - 1) * share;
        var at = (int)place;
        var below = Select(values, at);
        if (at + 1 >= values.Length)
            return below;
        var above = double.PositiveInfinity;
        foreach (var value in values[(at + 1)..])
            above = Math.Min(above, value);
        return below + (place - at) * (above - below);
    }

    /// <summary>The value that sorting would put at a place; none after it is smaller, none before it larger.</summary>
    private static double Select(Span<double> values, int place)
    {
        var (first, last) = (0, values.Length - 1);
        while (first < last)
        {
            var pivot = Median(values[first], values[(first + last) / 2], values[last]);
            var (left, right) = (first, last);
            while (left <= right)
            {
                while (values[left] < pivot)
                    left++;
                while (values[right] > pivot)
                    right--;
                if (left <= right)
                    (values[left], values[right]) = (values[right--], values[left++]);
            }

            if (place <= right)
                last = right;
            else if (place >= left)
                first = left;
            else
                break;
        }

        return values[place];
    }

    private static double Median(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
