using System.Collections.Immutable;
using CryptoEtl.LocalHost.Durable.History;
using CryptoEtl.LocalHost.Durable.Storage;
using Microsoft.DurableTask;

namespace CryptoEtl.LocalHost.Durable.Orchestration;

internal sealed partial class LocalOrchestrationContext
{
    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        RequireTurn();
        RequireInput(input, options);
        var payload = services.Converter.Serialize(input);
        return Retries.RunAsync(this, options?.Retry, () => Schedule<TResult>(new OpenTask(TakeId(), EventKind.TaskScheduled, name, payload)));
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        RequireTurn();
        RequireInput(input, options);
        var payload = services.Converter.Serialize(input);
        // One id for all attempts: a failed child is replaced by the next one.
        var childId = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
        return Retries.RunAsync(this, options?.Retry, () => Schedule<TResult>(Child(orchestratorName, childId, payload, options)));
    }

    private OpenTask Child(string name, string childId, string? input, TaskOptions? options)
    {
        var id = TakeId();
        var parent = new ParentLink(InstanceId, instance.Name, instance.ExecutionId, id);
        var child = new NewInstance(childId, name, input)
        {
            Parent = parent,
            Tags = Merge(instance.Tags, options?.Tags),
            Version = options?.Version?.Version ?? instance.Version,
        };
        return new OpenTask(id, EventKind.SubOrchestrationInstanceCreated, name, childId) { Child = child };
    }

    private async Task<T> Schedule<T>(OpenTask task)
    {
        var result = await Open(task).Completion.Task;
        return services.Converter.Deserialize<T>(result)!;
    }

    private static ImmutableDictionary<string, string> Merge(ImmutableDictionary<string, string> own, IDictionary<string, string>? more) =>
        more is null ? own : own.SetItems(more);

    private static void RequireInput(object? input, TaskOptions? options)
    {
        if (input is TaskOptions && options is null)
            throw new ArgumentException("TaskOptions were passed as the input. Pass them as the argument 'options'.", nameof(input));
    }
}
