using System.Net.Sockets;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace CryptoEtl.Data.Sources;

/// <summary>How often, how long and how patiently a source is asked.</summary>
internal static class SourceResilience
{
    /// <summary>Retry around circuit breaker around timeout: each attempt has its own time, and a source that is down is left alone.</summary>
    public static ResiliencePipeline Build(SourceOptions options) =>
        new ResiliencePipelineBuilder { TimeProvider = options.Waiting }
            .AddRetry(Retry(options))
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<Exception>(IsSourceDown),
                FailureRatio = 0.8,
                MinimumThroughput = 20,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = TimeSpan.FromSeconds(15),
            })
            .AddTimeout(options.AttemptTimeout)
            .Build();

    private static RetryStrategyOptions Retry(SourceOptions options) => new()
    {
        MaxRetryAttempts = Math.Max(1, options.Attempts - 1),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = options.FirstPause,
        MaxDelay = options.LongestPause,
        ShouldHandle = new PredicateBuilder().Handle<Exception>(e => options.Attempts > 1 && IsTransient(e, options)),
        DelayGenerator = arguments => ValueTask.FromResult(Pause(arguments.Outcome.Exception, options)),
    };

    /// <summary>What the source asks for; at a minute limit the start of the next minute; otherwise the usual back-off (null).</summary>
    private static TimeSpan? Pause(Exception? failure, SourceOptions options)
    {
        if (failure is not SourceProblemException { Problem.IsThrottled: true } throttled)
            return null;

        // Several hosts wait for the same minute; the jitter keeps them from asking in the same moment.
        var toNextMinute = TimeSpan.FromSeconds(60 - options.Waiting.GetUtcNow().Second + 2 * Random.Shared.NextDouble());
        var wanted = throttled.Problem.RetryAfter ?? toNextMinute;
        return wanted < options.LongestPause ? wanted : options.LongestPause;
    }

    private static bool IsTransient(Exception failure, SourceOptions options) => failure switch
    {
        SourceProblemException { Problem: var problem } =>
            problem.IsTransient && !problem.IsQuota && !(problem.RetryAfter > options.LongestPause),
        TimeoutRejectedException => true,
        _ => IsConnection(failure),
    };

    private static bool IsSourceDown(Exception failure) => failure switch
    {
        SourceProblemException { Problem: var problem } => problem.Status >= 500,
        TimeoutRejectedException => true,
        _ => IsConnection(failure),
    };

    /// <summary>The connection failed. A disk that fails while a body is kept is no fault of the source.</summary>
    public static bool IsConnection(Exception failure) =>
        failure is HttpRequestException or HttpIOException or IOException { InnerException: SocketException };
}
