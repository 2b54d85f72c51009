namespace CryptoEtl.Simulator.Tests.Support;

/// <summary>A clock that moves when told to. Timers run in real time.</summary>
internal sealed class SteppedClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset now = start;

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(TimeSpan span) => now += span;
}
