using CryptoEtl.Core.Planning;

namespace CryptoEtl.Data.HttpCache;

/// <summary>A request and what makes an answer of it good enough.</summary>
/// <param name="SettledAt">An answer received at this moment or later stays the same for good. Null: the answer is about now.</param>
public sealed record CacheRequest(CacheKey Key, FreshnessRule Rule, DateTimeOffset? SettledAt);

/// <summary>How an answer came.</summary>
public enum CacheOutcome
{
    /// <summary>This caller asked the source.</summary>
    Fetched,

    /// <summary>Another caller, process or host asked the source while this one waited.</summary>
    Waited,

    /// <summary>It lay on this disk.</summary>
    Disk,

    /// <summary>It lay in the bucket.</summary>
    Cloud,

    /// <summary>The source failed; this is what it said before.</summary>
    Stale,
}

/// <summary>An answer and where it came from. <see cref="IHttpCache.OpenAsync"/> has its body.</summary>
public sealed record CachedAnswer(CacheEntry Entry, CacheOutcome Outcome);
