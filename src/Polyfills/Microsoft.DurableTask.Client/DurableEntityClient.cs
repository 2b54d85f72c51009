namespace Microsoft.DurableTask.Client.Entities;

/// <summary>Durable entities, as seen by a client. Here only so that signatures agree: nothing in this repository uses entities.</summary>
public abstract class DurableEntityClient(string name)
{
    public string Name { get; } = name;
}
