namespace CryptoEtl.Data.HttpCache.Admin;

/// <summary>What pruning removed.</summary>
/// <param name="Bytes">Removed, compressed.</param>
/// <param name="BytesAfter">Still there, entries included.</param>
public sealed record CachePruned(int Bodies, long Bytes, long BytesAfter);
