using CryptoEtl.LocalHost.Durable.History;
using CryptoEtl.LocalHost.Durable.Orchestration;
using CryptoEtl.LocalHost.Durable.Storage;
using DurableTask.Core.Exceptions;

namespace CryptoEtl.LocalHost.Durable.Engine;

/// <summary>Everything one turn of an orchestrator leaves. It is written in one transaction, so a crash leaves all of it or nothing.</summary>
/// <param name="Instance">As it stands after the turn.</param>
/// <param name="FirstSequence">Place of the first event; 0 begins a history and drops what was there.</param>
internal sealed record Turn(InstanceRow Instance, int FirstSequence, IReadOnlyList<DurableEvent> Events)
{
    /// <summary>To be started once the turn is durable.</summary>
    public IReadOnlyList<OpenTask> Scheduled { get; init; } = [];

    /// <summary>Stored messages this turn has dealt with.</summary>
    public IReadOnlyList<long> Consumed { get; init; } = [];

    /// <summary>Tells the parent how it ended.</summary>
    public Message? Answer { get; init; }

    public CommittedTurn Write(StoreSession session)
    {
        if (FirstSequence == 0) session.ClearHistory(Instance.Key);
        session.Append(Instance.Key, FirstSequence, Events);
        session.Update(Instance);
        foreach (var id in Consumed) session.Consume(id);

        List<InstanceRow> children = [];
        List<Message> messages = [];
        foreach (var task in Scheduled.Where(task => task.Child is not null)) AddChild(session, task, children, messages);
        if (Answer is not null && IsAwaited(session, Answer)) messages.Add(session.Send(Answer));
        return new CommittedTurn(children, messages);
    }

    private void AddChild(StoreSession session, OpenTask task, List<InstanceRow> children, List<Message> messages)
    {
        var now = Instance.UpdatedAt;
        var existing = session.Find(task.Child!.InstanceId);
        if (existing is { IsOver: false })
        {
            var refusal = Failures.Describe(new OrchestrationAlreadyExistsException($"An orchestration with the id '{existing.InstanceId}' is {existing.Status}."));
            var answer = new DurableEvent(EventKind.SubOrchestrationInstanceFailed, now, task.Id, task.Name, Failures.Write(refusal));
            messages.Add(session.Send(new Message(Instance.InstanceId, Instance.ExecutionId, answer)));
            return;
        }

        if (existing is not null) session.Delete(existing.Key);
        children.Add(session.Insert(task.Child, NewIds.Execution(), now));
    }

    private static bool IsAwaited(StoreSession session, Message answer) =>
        session.Find(answer.InstanceId) is { IsOver: false } parent && parent.ExecutionId == answer.ExecutionId;
}

/// <summary>What a durable turn has brought into being.</summary>
internal sealed record CommittedTurn(IReadOnlyList<InstanceRow> Children, IReadOnlyList<Message> Messages);

/// <summary>Random ids: of executions, and of instances nobody named.</summary>
internal static class NewIds
{
    public static string Execution() => Guid.NewGuid().ToString("N");

    public static string Instance() => Guid.NewGuid().ToString("N");
}
