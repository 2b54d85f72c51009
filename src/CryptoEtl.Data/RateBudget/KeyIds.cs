using System.Security.Cryptography;
using System.Text;

namespace CryptoEtl.Data.RateBudget;

/// <summary>Names for API keys that give nothing of them away.</summary>
public static class KeyIds
{
    /// <summary>The name of a bucket without a key: the source then counts by address.</summary>
    public const string Keyless = "keyless";

    // Fixed, so that all hosts find the same bucket; it keeps the names from being found in tables of plain hashes.
    private const string Salt = "cryptoetl/rate-budget/1";

    /// <summary>12 hex digits of a salted SHA-256. The same key gives the same id on every host.</summary>
    /// <param name="key">Null or empty: <see cref="Keyless"/>.</param>
    public static string Of(string source, string? key) => key is not { Length: > 0 }
        ? Keyless
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Salt}\n{source}\n{key}")))[..12];
}
