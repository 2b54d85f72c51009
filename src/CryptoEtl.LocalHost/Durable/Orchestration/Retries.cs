using System.Runtime.ExceptionServices;
using Microsoft.DurableTask;

namespace CryptoEtl.LocalHost.Durable.Orchestration;

/// <summary>Repeats a failed call, with durable timers in between, in the order of events that DurableTask.Core has.</summary>
internal static class Retries
{
    public static Task<T> RunAsync<T>(TaskOrchestrationContext context, TaskRetryOptions? retry, Func<Task<T>> call) => retry switch
    {
        { Policy: { } policy } => ByPolicyAsync(context, policy, call),
        { Handler: { } handler } => ByHandlerAsync(context, handler, call),
        _ => call(),
    };

    private static async Task<T> ByPolicyAsync<T>(TaskOrchestrationContext context, RetryPolicy policy, Func<Task<T>> call)
    {
        var first = context.CurrentUtcDateTime;
        ExceptionDispatchInfo? last = null;

        for (var attempt = 0; attempt < policy.MaxNumberOfAttempts; attempt++)
        {
            try
            {
                return await call();
            }
            catch (TaskFailedException failed)
            {
                last = ExceptionDispatchInfo.Capture(failed);
            }

            if (Pause(policy, attempt, context.CurrentUtcDateTime - first, last.SourceException) is not { } pause) break;

            // The timer after the last attempt waits for nothing; histories have it, so replay needs it.
            var isLast = attempt + 1 == policy.MaxNumberOfAttempts;
            await context.CreateTimer(isLast ? TimeSpan.Zero : pause, CancellationToken.None);
        }

        last!.Throw();
        throw last.SourceException;
    }

    private static async Task<T> ByHandlerAsync<T>(TaskOrchestrationContext context, AsyncRetryHandler handler, Func<Task<T>> call)
    {
        var first = context.CurrentUtcDateTime;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (TaskFailedException failed)
            {
                var spent = context.CurrentUtcDateTime - first;
                if (!await handler(new RetryContext(context, attempt, failed.FailureDetails, spent, CancellationToken.None))) throw;
            }
        }
    }

    /// <summary>How long to wait before the next attempt. Null: give up.</summary>
    private static TimeSpan? Pause(RetryPolicy policy, int attempt, TimeSpan spent, Exception failure)
    {
        var isOver = policy.RetryTimeout != Timeout.InfiniteTimeSpan && spent >= policy.RetryTimeout;
        if (isOver || !IsWorthRetrying(policy, failure)) return null;

        var ticks = policy.FirstRetryInterval.Ticks * Math.Pow(policy.BackoffCoefficient, attempt);
        var longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.FromDays(365) : policy.MaxRetryInterval;
        return ticks < longest.Ticks ? TimeSpan.FromTicks((long)ticks) : longest;
    }

    private static bool IsWorthRetrying(RetryPolicy policy, Exception failure)
    {
        try
        {
            return policy.Handle(failure);
        }
        catch (Exception)
        {
            // A predicate that throws gives no reason to go on, and must not hide the failure it was asked about.
            return false;
        }
    }
}
