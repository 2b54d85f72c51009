using System.Globalization;
using CryptoEtl.LocalHost.Durable.History;

namespace CryptoEtl.LocalHost.Durable.Orchestration;

internal sealed partial class LocalOrchestrationContext
{
    /// <summary>A longer wait is a chain of timers, as on Azure Storage, so histories look alike.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(3);

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        RequireTurn();
        var due = fireAt.Kind == DateTimeKind.Local ? fireAt.ToUniversalTime() : DateTime.SpecifyKind(fireAt, DateTimeKind.Utc);
        return due - Now > LongestTimer ? ChainAsync(due, cancellationToken) : SingleAsync(due, cancellationToken);
    }

    private async Task ChainAsync(DateTime due, CancellationToken cancellation)
    {
        while (due - Now > LongestTimer) await SingleAsync(Now + LongestTimer, cancellation);
        await SingleAsync(due, cancellation);
    }

    private async Task SingleAsync(DateTime due, CancellationToken cancellation)
    {
        var payload = due.ToString("o", CultureInfo.InvariantCulture);
        var timer = Open(new OpenTask(TakeId(), EventKind.TimerCreated, null, payload) { FireAt = due });
        using var registration = cancellation.Register(() => Cancel(timer));
        await timer.Completion.Task;
    }

    private void Cancel(OpenTask timer)
    {
        RequireTurn();
        if (!OpenTasks.Remove(timer.Id)) return;

        timer.Alarm?.Dispose();
        timer.Completion.SetCanceled();
    }
}
