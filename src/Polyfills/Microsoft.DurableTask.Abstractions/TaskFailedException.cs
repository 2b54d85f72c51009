namespace Microsoft.DurableTask;

/// <summary>An activity or sub-orchestration failed.</summary>
public sealed class TaskFailedException : Exception
{
    public TaskFailedException(string taskName, int taskId, Exception innerException)
        : base(Describe(taskName, taskId, innerException.Message), innerException)
    {
        (TaskName, TaskId) = (taskName, taskId);
        FailureDetails = TaskFailureDetails.FromException(innerException);
    }

    public TaskFailedException(string taskName, int taskId, TaskFailureDetails failureDetails)
        : base(Describe(taskName, taskId, failureDetails?.ErrorMessage))
    {
        (TaskName, TaskId) = (taskName, taskId);
        FailureDetails = failureDetails!;
    }

    public string TaskName { get; }

    /// <summary>Id of the scheduled task in the orchestration's history; with retries, of the last attempt.</summary>
    public int TaskId { get; }

    /// <summary>Null, despite its type, for a sub-orchestration that was terminated.</summary>
    public TaskFailureDetails FailureDetails { get; }

    [Obsolete("Use FailureDetails.IsCausedBy.")]
    public bool IsCausedByException<T>() where T : Exception => FailureDetails.IsCausedBy<T>();

    private static string Describe(string name, int id, string? reason) =>
        $"Task '{name}' (#{id}) failed with an unhandled exception: {reason}";
}
