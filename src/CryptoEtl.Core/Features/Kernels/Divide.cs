namespace CryptoEtl.Core.Features.Kernels;

/// <summary>Division that knows null.</summary>
internal static class Divide
{
    /// <summary>NaN instead of a division by zero, never an infinity.</summary>
    public static double Safe(double over, double under) => under == 0 ? double.NaN : over / under;
}
