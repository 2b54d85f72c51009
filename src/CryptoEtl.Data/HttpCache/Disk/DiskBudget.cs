namespace CryptoEtl.Data.HttpCache.Disk;

/// <summary>Keeps the folder within its size. Looks at the whole folder rarely: at the first write, and each sixteenth of the limit.</summary>
/// <remarks>Other processes write too; the look that each of them takes sees all of it.</remarks>
internal sealed class DiskBudget(DiskEviction eviction, long most)
{
    private long known = long.MaxValue / 2, since;

    /// <summary>Counts bytes that were written.</summary>
    public void Add(long bytes) => Interlocked.Add(ref since, bytes);

    /// <summary>Evicts, where it may be necessary, down to nine tenths of the limit.</summary>
    public async Task KeepAsync(CancellationToken cancellation)
    {
        var written = Interlocked.Read(ref since);
        if (Interlocked.Read(ref known) + written <= most && written <= most / 16)
            return;
        if (await eviction.RunAsync(most, most / 10 * 9, cancellation) is not { } outcome)
            return;
        Interlocked.Exchange(ref known, outcome.BytesAfter);
        Interlocked.Add(ref since, -written);
    }
}
