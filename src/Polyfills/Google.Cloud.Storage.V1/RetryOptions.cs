namespace Google.Cloud.Storage.V1;

/// <summary>When a failed request is sent again, and after how long.</summary>
public sealed class RetryOptions
{
    /// <summary>Null stands for the default timing or the default predicate.</summary>
    public RetryOptions(RetryTiming retryTiming, RetryPredicate retryPredicate)
    {
        Timing = retryTiming ?? RetryTiming.Default;
        Predicate = retryPredicate ?? RetryPredicate.RetriableIdempotentErrors;
    }

    /// <summary>What requests get that may be sent twice without harm.</summary>
    public static RetryOptions IdempotentRetryOptions { get; } = new(null, null);

    /// <summary>One try only.</summary>
    public static RetryOptions Never { get; } = new(null, RetryPredicate.Never);

    internal RetryTiming Timing { get; }

    internal RetryPredicate Predicate { get; }

    /// <summary>A write may be sent twice only when a condition makes the second one fail.</summary>
    internal static RetryOptions IdempotentIf(long? condition) => condition is null ? Never : IdempotentRetryOptions;
}
