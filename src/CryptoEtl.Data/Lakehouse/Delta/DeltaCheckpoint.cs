namespace CryptoEtl.Data.Lakehouse.Delta;

/// <summary>A checkpoint of which every file is there.</summary>
/// <param name="Version">The table's version whose state it holds.</param>
/// <param name="Paths">One file, or the parts in order.</param>
internal sealed record DeltaCheckpoint(long Version, IReadOnlyList<string> Paths);
