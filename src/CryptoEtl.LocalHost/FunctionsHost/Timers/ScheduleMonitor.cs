using CryptoEtl.LocalHost.Durable;
using CryptoEtl.LocalHost.Durable.Storage;

namespace CryptoEtl.LocalHost.FunctionsHost.Timers;

/// <summary>Remembers in the store when a function ran and is due. Remembers nothing when switched off.</summary>
internal sealed class ScheduleMonitor(DurableEngine engine, string function, bool isOn)
{
    public bool IsOn { get; } = isOn;

    /// <returns>Null: never seen, or switched off.</returns>
    public ScheduleRow? Read() => IsOn ? engine.Reader.Schedule(function) : null;

    public async Task WriteAsync(DateTime last, DateTime next, DateTime now)
    {
        if (!IsOn) return;

        await engine.Commits.CommitAsync(session =>
        {
            session.SetSchedule(new ScheduleRow(function, last, next, now));
            return true;
        });
    }
}
