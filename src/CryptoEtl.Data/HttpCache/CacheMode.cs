namespace CryptoEtl.Data.HttpCache;

/// <summary>What the cache may do.</summary>
public enum CacheMode
{
    /// <summary>Use what is good, ask for the rest, keep the answers.</summary>
    Normal,

    /// <summary>Neither read nor write: every request is asked.</summary>
    Off,

    /// <summary>Ask everything anew and keep the answers.</summary>
    Refresh,

    /// <summary>Never ask: what is not held is an error. Changes nothing, neither on disk nor in the bucket.</summary>
    ReadOnly,
}
