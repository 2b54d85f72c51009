using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace CryptoEtl.Data.Sources;

/// <summary>How often, how long and how patiently a source is asked.</summary>
internal static class SourceResilience
{
    /// <summary>Retry around circuit breaker around timeout: each attempt has its own time, and a source that is down is left alone.</summary>
    public static ResiliencePipeline Build(SourceOptions options, TimeProvider clock) =>
        new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(Retry(options, clock))
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

    private static RetryStrategyOptions Retry(SourceOptions options, TimeProvider clock) => new()
    {
        MaxRetryAttempts = Math.Max(1, options.Attempts - 1),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = options.FirstPause,
        MaxDelay = options.LongestPause,
        ShouldHandle = new PredicateBuilder().Handle<Exception>(e => options.Attempts > 1 && IsTransient(e)),
        DelayGenerator = arguments => ValueTask.FromResult(Pause(arguments.Outcome.Exception, options, clock)),
    };

    /// <summary>What the source asks for; at a minute limit the start of the next minute; otherwise the usual back-off (null).</summary>
    private static TimeSpan? Pause(Exception? failure, SourceOptions options, TimeProvider clock)
    {
        if (failure is not SourceProblemException { Problem.IsThrottled: true } throttled)
            return null;

        var now = clock.GetUtcNow();
        var wanted = throttled.Problem.RetryAfter ?? TimeSpan.FromSeconds(60 - now.Second + 0.25 * (now.Millisecond / 1000.0));
        return wanted < options.LongestPause ? wanted : options.LongestPause;
    }

    private static bool IsTransient(Exception failure) => failure switch
    {
        SourceProblemException { Problem: var problem } => problem.IsTransient && !problem.IsQuota,
        HttpRequestException or IOException or TimeoutRejectedException => true,
        _ => false,
    };

    private static bool IsSourceDown(Exception failure) => failure switch
    {
        SourceProblemException { Problem: var problem } => problem.Status >= 500,
        HttpRequestException or IOException or TimeoutRejectedException => true,
        _ => false,
    };
}
