using System.Diagnostics;
using System.Globalization;

namespace CryptoEtl.LocalHost.Commands;

/// <summary>The most physical memory that this process has ever had.</summary>
internal static class PeakMemory
{
    public static long Bytes
    {
        get
        {
            using var self = Process.GetCurrentProcess();
            return self.PeakWorkingSet64;
        }
    }

    /// <summary>In MB of 10^6 bytes, for a person.</summary>
    public static string Text => string.Create(CultureInfo.InvariantCulture, $"at most {Bytes / 1e6:F0} MB of memory");
}
