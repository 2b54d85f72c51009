using CryptoEtl.Data.HttpCache.Leases;
using Microsoft.Extensions.Logging;

namespace CryptoEtl.Data.HttpCache.Disk;

/// <summary>The first level: a folder that any number of processes of a host share.</summary>
/// <remarks>A body is in its place before an entry names it. A crash in between leaves a body that nobody names: it is evicted first.</remarks>
internal sealed class DiskCache : IDisposable
{
    private readonly CacheFolder folder;
    private readonly OwnTemporary temporary;
    private readonly DiskReader reader;
    private readonly DiskEntries entries;
    private readonly DiskBodies bodies;
    private readonly DiskBudget budget;
    private readonly CacheCounters counters;
    private readonly ILogger logger;

    public DiskCache(HttpCacheOptions options, TimeProvider waiting, CacheCounters counters, ILogger logger)
    {
        (this.counters, this.logger) = (counters, logger);
        folder = CacheFolder.Open(options.Folder);
        temporary = new OwnTemporary(folder.Temporary);
        var locks = new StripeLocks(folder.Locks, waiting);
        reader = new DiskReader(folder);
        entries = new DiskEntries(folder, reader, locks, temporary, options.Generations);
        bodies = new DiskBodies(folder, locks, waiting);
        Leases = new DiskLeases(folder, reader, entries, locks, temporary, options.LeaseFor, waiting);
        budget = new DiskBudget(new DiskEviction(folder, entries, locks, waiting, options.Grace), options.MaxBytes);
    }

    public ILeases Leases { get; }

    public BodySink NewSink() => new(temporary);

    /// <summary>A place to download to.</summary>
    public string NewFile() => temporary.NewFile();

    /// <summary>The newest answer that is good enough and whole. What is broken is removed on the way.</summary>
    public async Task<CacheEntry?> FindWholeAsync(CacheKey key, Func<CacheEntry, bool> isGood, CancellationToken cancellation)
    {
        foreach (var entry in await CandidatesAsync(key, isGood, cancellation))
        {
            if (await IsWholeAsync(key, entry, cancellation))
                return entry;
        }

        return null;
    }

    /// <summary>The newest answer that is good enough and has a body, whole or not.</summary>
    public Task<CacheEntry?> FindAsync(CacheKey key, Func<CacheEntry, bool> isGood, CancellationToken cancellation) =>
        reader.FindAsync(key, isGood, cancellation);

    /// <returns>Null: it is not there.</returns>
    public Task<Stream?> OpenAsync(CacheEntry entry, CancellationToken cancellation) => reader.OpenAsync(entry, cancellation);

    /// <summary>The compressed body, for a copy of it elsewhere.</summary>
    public Task<FileStream> OpenPackedAsync(string sha256, CancellationToken cancellation) => reader.OpenPackedAsync(sha256, cancellation);

    /// <summary>Puts a body in its place. Without an entry it is just held for a while.</summary>
    public async Task PlaceAsync(StagedBody staged, CancellationToken cancellation) =>
        budget.Add(await bodies.PlaceAsync(staged, cancellation));

    /// <summary>Makes a placed body an answer of the request.</summary>
    /// <returns>False: another has taken over the lease.</returns>
    public async Task<bool> CommitAsync(CacheKey key, HeldLease lease, CacheEntry entry, CancellationToken cancellation)
    {
        var isWritten = await entries.CommitAsync(key, lease, entry, cancellation);
        await budget.KeepAsync(cancellation);
        return isWritten;
    }

    public Task ForgetAsync(CacheKey key, CancellationToken cancellation) => entries.DropAsync(key.Hash, keep: null, cancellation);

    public void Dispose() => temporary.Dispose();

    private async Task<IEnumerable<CacheEntry>> CandidatesAsync(CacheKey key, Func<CacheEntry, bool> isGood, CancellationToken cancellation)
    {
        var (document, isBroken) = await reader.ReadAsync(key, cancellation);
        if (isBroken)
        {
            counters.CountCorrupt();
            CacheLog.Broken(logger, folder.EntryOf(key.Hash), "its content does not match its own hash");
            await entries.DropAsync(key.Hash, keep: null, cancellation);
        }

        return document?.Generations.Where(isGood) ?? [];
    }

    /// <summary>First it is marked as used, then opened: who evicts looks at the mark last, so it is either gone already or stays.</summary>
    private async Task<bool> IsWholeAsync(CacheKey key, CacheEntry entry, CancellationToken cancellation)
    {
        try
        {
            bodies.Touch(entry.Sha256);
            if (await reader.ProblemAsync(entry, cancellation) is not { } problem)
                return true;
            counters.CountCorrupt();
            CacheLog.Broken(logger, folder.BodyOf(entry.Sha256), problem);
            bodies.Remove(entry.Sha256);
        }
        catch (FileNotFoundException)
        {
            // Evicted, and the process that did it did not come to drop the entry.
        }

        await entries.DropAsync(key.Hash, kept => kept.Sha256 != entry.Sha256, cancellation);
        return false;
    }
}
