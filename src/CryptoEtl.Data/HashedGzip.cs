using System.IO.Compression;
using System.Security.Cryptography;

namespace CryptoEtl.Data;

/// <summary>Compresses a body while it comes and hashes it as it came: it may be larger than memory should be.</summary>
internal static class HashedGzip
{
    /// <returns>Length of the body before compression.</returns>
    public static async Task<long> WriteAsync(Stream body, Stream compressed, IncrementalHash hash, CancellationToken cancellation)
    {
        await using var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true);
        var buffer = new byte[1 << 16];
        long bytes = 0;
        while (await body.ReadAsync(buffer, cancellation) is > 0 and var read)
        {
            hash.AppendData(buffer, 0, read);
            await gzip.WriteAsync(buffer.AsMemory(0, read), cancellation);
            bytes += read;
        }

        return bytes;
    }
}
