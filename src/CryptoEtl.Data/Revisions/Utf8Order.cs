using System.Text;

namespace CryptoEtl.Data.Revisions;

/// <summary>The order that files' statistics keep: by UTF-8 bytes. It differs from ordinal order above U+FFFF only.</summary>
internal static class Utf8Order
{
    public static int Compare(string left, string right) =>
        Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));
}
