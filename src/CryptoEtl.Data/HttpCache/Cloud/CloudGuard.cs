using Microsoft.Extensions.Logging;

namespace CryptoEtl.Data.HttpCache.Cloud;

/// <summary>Keeps the bucket's failures from the run: they are logged and counted, and after three in a row the bucket is left alone for a while.</summary>
internal sealed class CloudGuard(string place, HttpCacheOptions options, TimeProvider waiting, CacheCounters counters, ILogger logger)
{
    private const int MostFailures = 3;
    private readonly Lock changing = new();
    private DateTimeOffset quietUntil = DateTimeOffset.MinValue;
    private int failures;

    public string Place => place;

    /// <summary>What went wrong last; null: nothing yet.</summary>
    public string? LastFailure { get; private set; }

    /// <returns>What <paramref name="call"/> gives; <paramref name="otherwise"/> when it fails, takes too long, or the bucket is left alone.</returns>
    public async Task<T> TryAsync<T>(
        string what, TimeSpan longest, Func<CancellationToken, Task<T>> call, T otherwise, CancellationToken cancellation)
    {
        if (waiting.GetUtcNow() < quietUntil)
            return otherwise;
        using var limit = new CancellationTokenSource(longest, waiting);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            var result = await call(both.Token);
            lock (changing)
                failures = 0;
            return result;
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            Note(what, limit.IsCancellationRequested ? $"no answer within {longest.TotalSeconds:0} s" : failure.Message.ReplaceLineEndings(" "));
            return otherwise;
        }
    }

    public Task TryAsync(string what, Func<CancellationToken, Task> call, CancellationToken cancellation) => TryAsync(
        what, options.CloudTimeout, async token => { await call(token); return true; }, false, cancellation);

    private void Note(string what, string why)
    {
        counters.CountCloudFailure();
        CacheLog.CloudFailed(logger, place, what, why);
        lock (changing)
        {
            LastFailure = why;
            if (++failures < MostFailures)
                return;
            (failures, quietUntil) = (0, waiting.GetUtcNow() + options.CloudPause);
        }

        CacheLog.CloudPaused(logger, place, options.CloudPause);
    }
}
