using CryptoEtl.Core;
using CryptoEtl.Data.HttpCache.Disk;

namespace CryptoEtl.Data.HttpCache.Admin;

/// <summary>Looks after a cache folder from outside, also while others use it.</summary>
public sealed class CacheAdmin : IDisposable
{
    private readonly CacheFolder folder;
    private readonly OwnTemporary temporary;
    private readonly DiskEntries entries;
    private readonly DiskEviction eviction;
    private readonly TimeProvider waiting;

    /// <param name="grace">What was used within this time is not pruned.</param>
    /// <exception cref="BadInputException">There is no cache in the folder.</exception>
    public CacheAdmin(string path, TimeProvider waiting, TimeSpan grace)
    {
        this.waiting = waiting;
        folder = CacheFolder.OpenExisting(path);
        temporary = new OwnTemporary(folder.Temporary);
        var locks = new StripeLocks(folder.Locks, waiting);
        entries = new DiskEntries(folder, new DiskReader(folder), locks, temporary, int.MaxValue);
        eviction = new DiskEviction(folder, entries, locks, waiting, grace);
    }

    /// <summary>What is held, by source and endpoint.</summary>
    public async Task<CacheStats> StatsAsync(CancellationToken cancellation = default) =>
        CacheStats.Of(folder.Root, await DiskSurvey.TakeAsync(folder, cancellation));

    /// <summary>Reads and hashes everything.</summary>
    /// <param name="repair">Removes what is broken.</param>
    public async Task<CacheCheck> VerifyAsync(bool repair, CancellationToken cancellation = default)
    {
        var check = await CacheVerification.RunAsync(await DiskSurvey.TakeAsync(folder, cancellation), cancellation);
        if (!repair)
            return check;
        foreach (var broken in check.Broken)
            await RemoveAsync(broken, cancellation);
        return check with { IsRepaired = true };
    }

    /// <summary>Removes what was not used for long, then the least recently used until the rest is small enough.</summary>
    /// <param name="maxBytes">Null: any size will do.</param>
    /// <param name="olderThan">Null: any age will do.</param>
    public async Task<CachePruned> PruneAsync(long? maxBytes, TimeSpan? olderThan, CancellationToken cancellation = default)
    {
        var old = olderThan is { } age ? await eviction.RemoveOlderAsync(waiting.GetUtcNow() - age, cancellation) ?? throw Busy() : new(0, 0, 0);
        var most = maxBytes ?? long.MaxValue;
        var rest = await eviction.RunAsync(most, most, cancellation) ?? throw Busy();
        return new(old.Bodies + rest.Bodies, old.Bytes + rest.Bytes, rest.BytesAfter);
    }

    public void Dispose() => temporary.Dispose();

    private BadInputException Busy() => new($"{folder.Root}: another process is pruning it; try again");

    private async Task RemoveAsync(BrokenFile broken, CancellationToken cancellation)
    {
        if (broken.Hash is { } hash)
            await entries.DropAsync(hash, broken.IsWhollyBroken ? null : entry => entry.Sha256 != broken.Sha256, cancellation);
        else
            File.Delete(broken.File);
    }
}
