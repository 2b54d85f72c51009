using System.Security.Cryptography;

namespace CryptoEtl.Functions.Rebuild;

/// <summary>Compares two streams from where they stand; the first is set back to its start.</summary>
internal static class SameBytes
{
    public static async Task<bool> AreAsync(Stream seekable, Stream other, CancellationToken cancellation)
    {
        var expected = await SHA256.HashDataAsync(seekable, cancellation);
        seekable.Position = 0;
        var actual = await SHA256.HashDataAsync(other, cancellation);
        return expected.AsSpan().SequenceEqual(actual);
    }
}
