using System.Globalization;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Retries of a whole function; honoured for triggers with the FunctionLevelRetry capability.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class RetryAttribute : Attribute
{
    /// <summary>-1 is without end.</summary>
    public int MaxRetryCount { get; set; }

    private protected static TimeSpan Parse(string value, string parameter) =>
        TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out var interval) && interval >= TimeSpan.Zero
            ? interval
            : throw new ArgumentOutOfRangeException(parameter, value, "Not a time span of zero or more.");
}

/// <summary>The same pause before each retry.</summary>
public sealed class FixedDelayRetryAttribute : RetryAttribute
{
    public FixedDelayRetryAttribute(int maxRetryCount, string delayInterval)
    {
        Parse(delayInterval, nameof(delayInterval));
        (MaxRetryCount, DelayInterval) = (maxRetryCount, delayInterval);
    }

    public string DelayInterval { get; }
}

/// <summary>Pauses that double, between two bounds.</summary>
public sealed class ExponentialBackoffRetryAttribute : RetryAttribute
{
    public ExponentialBackoffRetryAttribute(int maxRetryCount, string minimumInterval, string maximumInterval)
    {
        if (Parse(minimumInterval, nameof(minimumInterval)) > Parse(maximumInterval, nameof(maximumInterval)))
            throw new ArgumentException($"The minimum interval {minimumInterval} is above the maximum {maximumInterval}.");

        (MaxRetryCount, MinimumInterval, MaximumInterval) = (maxRetryCount, minimumInterval, maximumInterval);
    }

    public string MinimumInterval { get; }

    public string MaximumInterval { get; }
}
