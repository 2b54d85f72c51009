using CryptoEtl.Core;

namespace CryptoEtl.Data.HttpCache;

/// <summary>How the cache is set up. The settings it is made from are checked where they are read.</summary>
public sealed class HttpCacheOptions
{
    /// <summary>Made when it is not there. On a local disk: its locks are the operating system's.</summary>
    public required string Folder { get; init; }

    public CacheMode Mode { get; init; } = CacheMode.Normal;

    /// <summary>Most bytes on disk, compressed. Default 20 GiB. What was used within <see cref="Grace"/> may go over it.</summary>
    public long MaxBytes { get; init; } = 20L << 30;

    /// <summary>A body used so recently is never evicted: its reader may be about to open it. Default 10 minutes.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Answers kept per request, newest first; older moments are asked for by runs that are told an earlier time. Default 8.</summary>
    public int Generations { get; init; } = 8;

    /// <summary>How long a holder may be silent before another takes over. Renewed three times in that span. Default 20 seconds:
    /// so long a run that was killed keeps its successor waiting for the answers it was about to get.</summary>
    public TimeSpan LeaseFor { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Longest wait for another process; then the source is asked without it, and the answer is not kept. Default 10 minutes.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether a failure is the source's, so that an old answer may stand in. Default: <see cref="UpstreamException"/>.</summary>
    public Func<Exception, bool> IsUpstreamFailure { get; init; } = failure => failure is UpstreamException;

    /// <summary><c>GCP_BUCKET_NAME</c>. Null: there is no second level.</summary>
    public string? Bucket { get; init; }

    /// <summary>Start of every object name. Default <c>http-cache/</c>.</summary>
    public string CloudPrefix { get; init; } = "http-cache/";

    /// <summary>Longest a call to the bucket may take, a body's transfer excepted (ten times that). Default 30 seconds.</summary>
    public TimeSpan CloudTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the bucket is left alone after three failures in a row. Default one minute.</summary>
    public TimeSpan CloudPause { get; init; } = TimeSpan.FromMinutes(1);
}
