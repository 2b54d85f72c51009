namespace Google.Cloud.Storage.V1;

/// <summary>Which HTTP status codes are worth another try.</summary>
public sealed class RetryPredicate
{
    private readonly Func<int, bool> _predicate;

    private RetryPredicate(Func<int, bool> predicate) => _predicate = predicate;

    /// <summary>408, 429, 500, 502, 503 and 504.</summary>
    public static RetryPredicate RetriableIdempotentErrors { get; } = FromErrorCodes(408, 429, 500, 502, 503, 504);

    public static RetryPredicate Never { get; } = new(_ => false);

    public static RetryPredicate FromErrorCodes(params int[] errorCodes)
    {
        if (errorCodes is null || errorCodes.Length == 0) return Never;
        int[] codes = [.. errorCodes];
        return new RetryPredicate(codes.Contains);
    }

    public static RetryPredicate FromErrorCodePredicate(Func<int, bool> predicate) => predicate is null ? Never : new(predicate);

    internal bool ShouldRetry(int statusCode) => _predicate(statusCode);
}
