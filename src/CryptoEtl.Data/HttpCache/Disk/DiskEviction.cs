namespace CryptoEtl.Data.HttpCache.Disk;

/// <summary>What an eviction left.</summary>
/// <param name="Bytes">Removed, compressed.</param>
/// <param name="BytesAfter">Still there.</param>
internal sealed record EvictionOutcome(int Bodies, long Bytes, long BytesAfter);

/// <summary>Makes room: bodies that nobody names go first, then by last use; what will never have to be asked again goes last.</summary>
/// <param name="grace">What was used within this time stays: another process may be about to open it, or to write the entry that names it.</param>
internal sealed class DiskEviction(CacheFolder folder, DiskEntries entries, StripeLocks locks, TimeProvider waiting, TimeSpan grace)
{
    /// <summary>Removes bodies until at most <paramref name="target"/> bytes are left, if there are more than <paramref name="most"/>.</summary>
    /// <returns>Null: another process is at it.</returns>
    public async Task<EvictionOutcome?> RunAsync(long most, long target, CancellationToken cancellation)
    {
        using var locked = locks.TryTake("evict");
        if (locked is null)
            return null;
        var survey = await DiskSurvey.TakeAsync(folder, cancellation);
        var excess = survey.Bytes > most ? survey.Bytes - target : 0;
        return await RemoveAsync(survey, InOrder(survey), excess, cancellation);
    }

    /// <summary>Removes every body not used since a moment.</summary>
    public async Task<EvictionOutcome?> RemoveOlderAsync(DateTimeOffset moment, CancellationToken cancellation)
    {
        using var locked = locks.TryTake("evict");
        if (locked is null)
            return null;
        var survey = await DiskSurvey.TakeAsync(folder, cancellation);
        return await RemoveAsync(survey, survey.Bodies.Where(body => body.UsedAt < moment), long.MaxValue, cancellation);
    }

    private static IOrderedEnumerable<SurveyedBody> InOrder(DiskSurvey survey)
    {
        var named = survey.Entries
            .SelectMany(entry => entry.Document?.Generations ?? [])
            .GroupBy(entry => entry.Sha256)
            .ToDictionary(group => group.Key, group => group.Any(entry => entry.IsSettled) ? 2 : 1);
        return survey.Bodies.OrderBy(body => named.GetValueOrDefault(body.Sha256)).ThenBy(body => body.UsedAt);
    }

    private async Task<EvictionOutcome> RemoveAsync(
        DiskSurvey survey, IEnumerable<SurveyedBody> order, long excess, CancellationToken cancellation)
    {
        var gone = new HashSet<string>();
        long freed = 0;
        foreach (var body in order.TakeWhile(_ => freed < excess))
        {
            if (!await TryRemoveAsync(body, cancellation))
                continue;
            gone.Add(body.Sha256);
            freed += body.Bytes;
        }

        await DropEntriesAsync(survey, gone, cancellation);
        return new(gone.Count, freed, survey.Bytes - freed);
    }

    /// <summary>Asks for the file alone: whoever reads it, in any process, shares it, and then it stays.</summary>
    private async Task<bool> TryRemoveAsync(SurveyedBody body, CancellationToken cancellation)
    {
        using var locked = await locks.TakeAsync(body.Sha256, cancellation);
        try
        {
            using var alone = new FileStream(body.File, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            if (waiting.GetUtcNow() - File.GetLastWriteTimeUtc(body.File) < grace)
                return false;
            if (OperatingSystem.IsWindows())
                alone.Dispose();
            File.Delete(body.File);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private async Task DropEntriesAsync(DiskSurvey survey, HashSet<string> gone, CancellationToken cancellation)
    {
        foreach (var entry in survey.Entries)
        {
            if (entry.Document?.Generations.Any(generation => gone.Contains(generation.Sha256)) == true)
                await entries.DropAsync(entry.Hash, generation => File.Exists(folder.BodyOf(generation.Sha256)), cancellation);
        }
    }
}
