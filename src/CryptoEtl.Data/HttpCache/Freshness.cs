using CryptoEtl.Core.Planning;

namespace CryptoEtl.Data.HttpCache;

/// <summary>Whether an answer is good enough for a request at a moment. Nothing else decides that.</summary>
internal static class Freshness
{
    /// <summary>It may be used as if it had just been asked for.</summary>
    /// <remarks>An answer from after <paramref name="now"/> never is: a run that is told an earlier time must not look ahead.
    /// "There is no such thing" never settles: a coin not listed yet may be listed tomorrow.</remarks>
    public static bool IsFresh(CacheEntry entry, FreshnessRule rule, DateTimeOffset? settledAt, DateTimeOffset now)
    {
        var age = now - entry.ReceivedAt;
        if (age < TimeSpan.Zero)
            return false;
        return entry.Status == 404
            ? rule.AbsentFor > TimeSpan.Zero && age <= rule.AbsentFor
            : entry.ReceivedAt >= settledAt || age <= rule.FreshFor;
    }

    /// <summary>It may stand in while the source fails.</summary>
    public static bool MayStandIn(CacheEntry entry, FreshnessRule rule, DateTimeOffset now)
    {
        var age = now - entry.ReceivedAt;
        return entry.Status == 200 && rule.StaleFor > TimeSpan.Zero && age >= TimeSpan.Zero && age <= rule.FreshFor + rule.StaleFor;
    }
}
