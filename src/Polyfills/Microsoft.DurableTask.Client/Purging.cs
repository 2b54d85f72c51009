namespace Microsoft.DurableTask.Client;

/// <summary>Which finished instances a purge removes.</summary>
public record PurgeInstancesFilter(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null)
{
    /// <summary>How long one call may work. Null: no limit.</summary>
    public TimeSpan? Timeout { get; init; }
}

/// <summary>How many instances a purge removed.</summary>
public class PurgeResult
{
    public PurgeResult(int count) : this(count, null)
    {
    }

    public PurgeResult(int count, bool? isComplete)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        (PurgedInstanceCount, IsComplete) = (count, isComplete);
    }

    public int PurgedInstanceCount { get; }

    /// <summary>Null: not known whether matching instances remain.</summary>
    public bool? IsComplete { get; }
}

/// <summary>Whether sub-orchestrations are purged too.</summary>
public record PurgeInstanceOptions(bool Recursive = false);

/// <summary>What a terminated instance leaves as its output, and whether its sub-orchestrations end too.</summary>
public record TerminateInstanceOptions(object? Output = null, bool Recursive = false);
