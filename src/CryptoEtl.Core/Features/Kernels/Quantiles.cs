namespace CryptoEtl.Core.Features.Kernels;

/// <summary>Quantiles of what is sorted.</summary>
internal static class Quantiles
{
    /// <summary>Between order statistics, linearly: type 7.</summary>
    public static double OfSorted(ReadOnlySpan<double> sorted, double share)
    {
        var place = (sorted.Length - 1) * share;
        var at = (int)place;
        return at + 1 < sorted.Length ? sorted[at] + (place - at) * (sorted[at + 1] - sorted[at]) : sorted[^1];
    }
}
