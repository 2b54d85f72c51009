using System.Security.Cryptography;

namespace CryptoEtl.Data.HttpCache.Leases;

/// <summary>Names for holders.</summary>
internal static class LeaseHolder
{
    public static string NewName() => $"{Environment.MachineName}/{Environment.ProcessId}/{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
}
