namespace Microsoft.DurableTask;

/// <summary>Declarative retries: how often, after how long, and of what.</summary>
public class RetryPolicy
{
    private readonly Func<TaskFailureDetails, bool>? _handleFailure;

    /// <param name="maxNumberOfAttempts">All attempts together, so 1 is no retry.</param>
    /// <param name="firstRetryInterval">Pause after the first failure.</param>
    /// <param name="backoffCoefficient">Each pause is the previous one times this.</param>
    /// <param name="maxRetryInterval">Longest pause. Default one hour.</param>
    /// <param name="retryTimeout">No attempt is started later than this after the first one. Default infinite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range; the parameter is named.</exception>
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1.0,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNumberOfAttempts);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(backoffCoefficient, 1.0);
        RequireAtLeast(firstRetryInterval, maxRetryInterval, nameof(maxRetryInterval));
        RequireAtLeast(firstRetryInterval, retryTimeout, nameof(retryTimeout));

        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? TimeSpan.FromHours(1);
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
    }

    public int MaxNumberOfAttempts { get; }

    public TimeSpan FirstRetryInterval { get; }

    public double BackoffCoefficient { get; }

    public TimeSpan MaxRetryInterval { get; }

    public TimeSpan RetryTimeout { get; }

    /// <summary>True for a failure worth another attempt. Takes the <see cref="TaskFailedException"/> of the attempt.</summary>
    public Func<Exception, bool> Handle { get; private init; } = static _ => true;

    [Obsolete("Not called; use HandleFailure.")]
    public Func<Exception, Task<bool>>? HandleAsync { get; set; }

    /// <summary>Decides by failure details which failures are worth another attempt.</summary>
    public Func<TaskFailureDetails, bool> HandleFailure
    {
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            _handleFailure = value;
            Handle = Decide;
        }
    }

    private bool Decide(Exception exception)
    {
        var details = exception is TaskFailedException failed ? failed.FailureDetails : TaskFailureDetails.FromException(exception);
        return _handleFailure!(details);
    }

    private static void RequireAtLeast(TimeSpan first, TimeSpan? value, string parameter)
    {
        if (value is { } given && given < first && given != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(parameter, given, $"Must be at least the first retry interval, {first}, or infinite.");
    }
}
