using System.Net.Sockets;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace CryptoEtl.Data.Sources;

/// <summary>How often, how long and how patiently a source is asked.</summary>
internal static class SourceResilience
{
    /// <summary>Around everything: a further attempt takes a turn of its own.</summary>
    public static ResiliencePipeline Retries(SourceOptions options) =>
        new ResiliencePipelineBuilder { TimeProvider = options.Waiting }.AddRetry(Retry(options)).Build();

    /// <summary>Around one attempt and the wait for its turn: a source that is down is left alone.</summary>
    public static ResiliencePipeline Attempts(SourceOptions options) =>
        new ResiliencePipelineBuilder { TimeProvider = options.Waiting }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<Exception>(IsSourceDown),
                FailureRatio = 0.8,
                MinimumThroughput = 20,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = TimeSpan.FromSeconds(15),
            })
            .Build();

    /// <summary>The time one answer may take, connect to last byte.</summary>
    /// <exception cref="TimeoutRejectedException">It took longer.</exception>
    public static async Task<T> WithinAsync<T>(SourceOptions options, Func<CancellationToken, Task<T>> send, CancellationToken cancellation)
    {
        using var timer = new CancellationTokenSource(options.AttemptTimeout, options.Waiting);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation);
        try
        {
            return await send(either.Token);
        }
        catch (OperationCanceledException late) when (timer.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new TimeoutRejectedException("no answer in time", options.AttemptTimeout, late);
        }
    }

    private static RetryStrategyOptions Retry(SourceOptions options) => new()
    {
        MaxRetryAttempts = Math.Max(1, options.Attempts - 1),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = options.FirstPause,
        MaxDelay = options.LongestPause,
        ShouldHandle = new PredicateBuilder().Handle<Exception>(e => options.Attempts > 1 && IsTransient(e, options)),
        DelayGenerator = arguments => ValueTask.FromResult(Pause(arguments.Outcome.Exception)),
    };

    /// <summary>After a limit none of its own: the next turn comes when the budget lets it. Otherwise the usual back-off (null).</summary>
    private static TimeSpan? Pause(Exception? failure) =>
        failure is SourceProblemException { Problem.IsThrottled: true } ? TimeSpan.Zero : null;

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
