namespace CryptoEtl.Data.HttpCache.Disk;

/// <summary>The bodies, compressed, each named by the hash of what it unpacks to. Their file time is when they were last used.</summary>
internal sealed class DiskBodies(CacheFolder folder, StripeLocks locks, TimeProvider waiting)
{
    /// <summary>Puts a staged body in its place. One that is there is replaced by the same, whole for sure.</summary>
    /// <returns>Its compressed length.</returns>
    public async Task<long> PlaceAsync(StagedBody staged, CancellationToken cancellation)
    {
        using var locked = await locks.TakeAsync(staged.Sha256, cancellation);
        var file = folder.BodyOf(staged.Sha256);
        File.SetLastWriteTimeUtc(staged.File, waiting.GetUtcNow().UtcDateTime);
        DurableFile.Place(staged.File, file, flush: true);
        return new FileInfo(file).Length;
    }

    /// <summary>Notes that it is in use, so that it is evicted late.</summary>
    public void Touch(string sha256)
    {
        try
        {
            File.SetLastWriteTimeUtc(folder.BodyOf(sha256), waiting.GetUtcNow().UtcDateTime);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // Not worth a failure: without it the body is evicted a little early.
        }
    }

    public void Remove(string sha256) => File.Delete(folder.BodyOf(sha256));
}
