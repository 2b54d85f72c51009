using System.Security.Cryptography;
using System.Text;

namespace CryptoEtl.Core.Planning;

/// <summary>File names out of the free text that sources use as ids.</summary>
public static class FileNames
{
    /// <summary>The id itself where it is made of lower-case letters, digits, <c>-</c> and <c>_</c>; otherwise what is left of it,
    /// with a piece of its hash, so that two ids never share a name, on file systems that ignore case either.</summary>
    public static string Of(string id)
    {
        var kept = string.Concat(id.Where(IsPlain));
        return kept == id && id.Length is > 0 and <= 80 ? id : $"{kept[..Math.Min(kept.Length, 60)]}~{Hash(id)}";
    }

    private static bool IsPlain(char letter) => letter is >= 'a' and <= 'z' or >= '0' and <= '9' or '-' or '_';

    private static string Hash(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..12];
}
