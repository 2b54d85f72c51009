namespace Microsoft.DurableTask;

/// <summary>How the next generation of an orchestration starts.</summary>
public class ContinueAsNewOptions
{
    public object? NewInput { get; set; }

    /// <summary>True by default: events nobody has read yet are carried over.</summary>
    public bool PreserveUnprocessedEvents { get; set; } = true;

    /// <summary>Null keeps the version.</summary>
    public string? NewVersion { get; set; }
}
