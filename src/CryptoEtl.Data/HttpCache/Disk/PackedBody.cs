using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;

namespace CryptoEtl.Data.HttpCache.Disk;

/// <summary>Checks and opens compressed bodies.</summary>
internal static class PackedBody
{
    private const int MostTries = 50;

    /// <summary>Unpacks a file once through and compares it with what is known of it.</summary>
    /// <param name="bytes">Its length; null: not known. What is longer is given up there: a small file can unpack to a disk full.</param>
    /// <returns>Null: it is as it should be. Otherwise what is wrong.</returns>
    /// <exception cref="FileNotFoundException">It is not there, or its folder is not.</exception>
    public static async Task<string?> ProblemAsync(string file, string sha256, long? bytes, CancellationToken cancellation)
    {
        try
        {
            await using var packed = await OpenSharedAsync(file, cancellation);
            await using var body = new GZipStream(packed, CompressionMode.Decompress);
            var (length, hash) = await MeasureAsync(body, bytes ?? long.MaxValue, cancellation);
            return bytes is not null && length != bytes ? $"{(length > bytes ? "more than" : $"{length} of")} {bytes} bytes"
                : hash != sha256 ? $"its hash is {hash}" : null;
        }
        catch (InvalidDataException broken)
        {
            return broken.Message;
        }
    }

    /// <summary>Opened so that nobody deletes it meanwhile: who evicts asks for it alone, and holds it for an instant only.</summary>
    /// <exception cref="FileNotFoundException">It is not there, or its folder is not.</exception>
    public static async Task<FileStream> OpenSharedAsync(string file, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return EnsureNamed(new(
                    file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan));
            }
            catch (DirectoryNotFoundException absent)
            {
                throw new FileNotFoundException(absent.Message, file, absent);
            }
            catch (IOException busy) when (busy is not FileNotFoundException && tries < MostTries)
            {
                await Task.Delay(tries, cancellation);
            }
        }
    }

    /// <summary>On Unix a file is opened first and locked then. Deleted in between, it could be read, but not be opened again.</summary>
    private static FileStream EnsureNamed(FileStream file)
    {
        if (File.Exists(file.Name))
            return file;
        file.Dispose();
        throw new FileNotFoundException("evicted while it was opened", file.Name);
    }

    private static async Task<(long Length, string Hash)> MeasureAsync(Stream body, long most, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            long length = 0;
            while (length <= most && await body.ReadAsync(buffer, cancellation) is > 0 and var read)
            {
                hash.AppendData(buffer, 0, read);
                length += read;
            }

            return (length, Convert.ToHexStringLower(hash.GetCurrentHash()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
