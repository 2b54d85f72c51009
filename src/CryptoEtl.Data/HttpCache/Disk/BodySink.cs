using System.Security.Cryptography;

namespace CryptoEtl.Data.HttpCache.Disk;

/// <summary>Compresses and hashes a body on its way to a temporary file; memory stays the same whatever its length.</summary>
internal sealed class BodySink(OwnTemporary temporary) : IBodySink, IDisposable
{
    private string? last;

    public async Task<StagedBody> WriteAsync(Stream body, CancellationToken cancellation)
    {
        Dispose();
        last = temporary.NewFile();
        await using var file = new FileStream(last, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = await HashedGzip.WriteAsync(body, file, hash, cancellation);
        file.Flush(flushToDisk: true);
        return new(Convert.ToHexStringLower(hash.GetCurrentHash()), bytes) { File = last };
    }

    /// <summary>Whether it is the body of the last write.</summary>
    public bool Has(StagedBody body) => body.File.Length > 0 && body.File == last;

    /// <summary>The file is another's now.</summary>
    public void Release() => last = null;

    /// <summary>Deletes what was not released.</summary>
    public void Dispose()
    {
        if (last is not null)
            File.Delete(last);
        last = null;
    }
}
