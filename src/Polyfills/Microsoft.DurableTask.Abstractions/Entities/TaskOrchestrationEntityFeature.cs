namespace Microsoft.DurableTask.Entities;

/// <summary>Durable entities, as seen by an orchestrator. Here only so that signatures agree: nothing in this repository uses entities.</summary>
public abstract class TaskOrchestrationEntityFeature;
