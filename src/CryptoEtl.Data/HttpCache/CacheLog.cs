using Microsoft.Extensions.Logging;

namespace CryptoEtl.Data.HttpCache;

/// <summary>What the cache tells the log. No line has a secret: a key of the cache cannot carry one.</summary>
internal static partial class CacheLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Place}: broken, removed, asked for again ({Why})")]
    public static partial void Broken(ILogger logger, string place, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Place}: {What} failed, going on without ({Why})")]
    public static partial void CloudFailed(ILogger logger, string place, string what, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Place}: left alone for {Pause} after failures in a row")]
    public static partial void CloudPaused(ILogger logger, string place, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Request}: the source failed, its answer of {ReceivedAt:u} stands in ({Why})")]
    public static partial void Stale(ILogger logger, CacheKey request, DateTimeOffset receivedAt, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Request}: another took over while this process was silent; its answer is kept, ours is not")]
    public static partial void Fenced(ILogger logger, CacheKey request);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Request}: waited {Wait} for another process, asking without it")]
    public static partial void WaitedTooLong(ILogger logger, CacheKey request, TimeSpan wait);
}
