namespace Google.Cloud.Storage.V1;

/// <summary>How long to wait before each further try.</summary>
public sealed class RetryTiming
{
    public RetryTiming(TimeSpan initialBackoff, TimeSpan maxBackoff, double backoffMultiplier)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(initialBackoff, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBackoff, initialBackoff);
        ArgumentOutOfRangeException.ThrowIfLessThan(backoffMultiplier, 1);
        InitialBackoff = initialBackoff;
        MaxBackoff = maxBackoff;
        BackoffMultiplier = backoffMultiplier;
    }

    public static TimeSpan DefaultInitialBackoff { get; } = TimeSpan.FromSeconds(1);

    public static TimeSpan DefaultMaxBackoff { get; } = TimeSpan.FromSeconds(32);

    public static double DefaultBackoffMultiplier { get; } = 2;

    public static RetryTiming Default { get; } = new(DefaultInitialBackoff, DefaultMaxBackoff, DefaultBackoffMultiplier);

    public TimeSpan InitialBackoff { get; }

    public TimeSpan MaxBackoff { get; }

    public double BackoffMultiplier { get; }

    public RetryTiming WithInitialBackoff(TimeSpan initialBackoff) => new(initialBackoff, MaxBackoff, BackoffMultiplier);

    public RetryTiming WithMaxBackoff(TimeSpan maxBackoff) => new(InitialBackoff, maxBackoff, BackoffMultiplier);

    public RetryTiming WithBackoffMultiplier(double backoffMultiplier) => new(InitialBackoff, MaxBackoff, backoffMultiplier);

    internal TimeSpan DelayAfter(int failures)
    {
        double seconds = InitialBackoff.TotalSeconds * Math.Pow(BackoffMultiplier, failures - 1);
        return seconds < MaxBackoff.TotalSeconds ? TimeSpan.FromSeconds(seconds) : MaxBackoff;
    }
}
