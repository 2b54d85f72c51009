namespace CryptoEtl.Core.QualityGate.Quarantine;

/// <summary>What became of a row that was held back.</summary>
public enum QuarantineState
{
    /// <summary>Nobody did anything that changed it.</summary>
    Open,

    /// <summary>It has other values now, and waits for its replay.</summary>
    Fixed,

    /// <summary>It passed the gate and was committed.</summary>
    Replayed,

    /// <summary>Somebody said that it is not needed. It stays on record.</summary>
    Discarded,
}
