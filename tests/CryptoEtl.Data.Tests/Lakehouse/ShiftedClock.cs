namespace CryptoEtl.Data.Tests.Lakehouse;

/// <summary>The system's clock, so much ahead: what lies in the lake is then so much older.</summary>
internal sealed class ShiftedClock(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
}
