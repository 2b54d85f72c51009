using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Data.HttpCache;

namespace CryptoEtl.Data.Lakehouse;

/// <summary>One answer of a source, as it came.</summary>
/// <param name="Source">Such as <c>coingecko</c>.</param>
/// <param name="Request">Path and query, without any secret.</param>
/// <param name="Sha256">Of the body, lower-case hex; it is also the place of the body.</param>
/// <param name="Bytes">Length of the body.</param>
/// <param name="Status">200; or 404: the source has no such thing.</param>
/// <param name="Attempts">HTTP calls it took; 0 where the cache had it.</param>
/// <param name="Credits">What the answer cost; 0 where the cache had it.</param>
/// <param name="TotalRows">Rows over all pages, where a header says so; null otherwise.</param>
/// <param name="Came">From the source, from the cache, or as a stale one in the source's place.</param>
public sealed record RawAnswer(
    string Source, string Request, int Status, DateTimeOffset ReceivedAt, string Sha256, long Bytes, int Attempts, int Credits, long? TotalRows = null,
    CacheOutcome Came = CacheOutcome.Fetched)
{
    /// <summary>What was asked, as the plan calls it: how the body is read again. Null in records made before it was noted.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Page asked for, in the source's own counting. Null in records made before it was noted.</summary>
    public int? Page { get; init; }

    /// <summary>From when on the answer stays the same for good. Null: it is about now, or the record was made before it was noted.</summary>
    public DateTimeOffset? SettledAt { get; init; }
}

/// <summary>Raw answers: bodies addressed by their hash, and for each batch a record of what was asked and what came.</summary>
public sealed class RawStore(ILakeStorage storage)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    /// <summary>Keeps a body. Keeping it twice is keeping it once.</summary>
    /// <returns>SHA-256 of the body, lower-case hex, and its length.</returns>
    public async Task<(string Sha256, long Bytes)> PutAsync(Stream body, CancellationToken cancellation = default)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var compressed = OpenTemporary();
        var bytes = await HashedGzip.WriteAsync(body, compressed, hash, cancellation);
        var sha256 = Convert.ToHexStringLower(hash.GetCurrentHash());
        compressed.Position = 0;
        await storage.PutIfAbsentAsync(PathOf(sha256), compressed, cancellation);
        return (sha256, bytes);
    }

    /// <summary>A body, decompressed while it is read.</summary>
    /// <exception cref="LakeException">There is none of that hash.</exception>
    public async Task<Stream> OpenAsync(string sha256, CancellationToken cancellation = default) =>
        await storage.OpenReadAsync(PathOf(sha256), cancellation) is { } compressed
            ? new GZipStream(compressed, CompressionMode.Decompress)
            : throw new LakeException($"{storage.Describe(PathOf(sha256))}: the raw answer is missing");

    /// <summary>What a batch got for a request; null when it has not asked, or was not answered well.</summary>
    public async Task<RawAnswer?> FindAsync(BatchId batch, string request, CancellationToken cancellation = default)
    {
        await using var stream = await storage.OpenReadAsync(RecordOf(batch, request), cancellation);
        return stream is null ? null : await JsonSerializer.DeserializeAsync<RawAnswer>(stream, cancellationToken: cancellation);
    }

    /// <summary>Notes an answer that was parsed. From now on the batch does not ask again.</summary>
    public async Task RecordAsync(BatchId batch, string request, RawAnswer answer, CancellationToken cancellation = default)
    {
        using var record = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(answer, Readable));
        await storage.PutIfAbsentAsync(RecordOf(batch, request), record, cancellation);
    }

    private static string PathOf(string sha256) => $"raw/sha256/{sha256[..2]}/{sha256}.gz";

    private static string RecordOf(BatchId batch, string request) => $"raw/requests/{batch.Id}/{request}.json";

    /// <summary>A body's place is known only when it has been read, and a body may be larger than memory should be.</summary>
    private static FileStream OpenTemporary() => new(
        Path.Combine(Path.GetTempPath(), $"cryptoetl-{Path.GetRandomFileName()}"), FileMode.CreateNew, FileAccess.ReadWrite,
        FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
}
