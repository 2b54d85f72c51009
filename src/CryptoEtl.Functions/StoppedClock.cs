namespace CryptoEtl.Functions;

/// <summary>Says it is always the same moment. Timers and stopwatches go on, so that waiting still works.</summary>
public sealed class StoppedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
