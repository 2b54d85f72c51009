namespace CryptoEtl.LocalHost.Durable.Storage;

/// <summary>What is remembered of a timer-triggered function, UTC.</summary>
/// <param name="Last">The occurrence that ran last; before the first one, when the schedule was first seen.</param>
internal sealed record ScheduleRow(string Function, DateTime Last, DateTime Next, DateTime Updated);
