namespace CryptoEtl.LocalHost.Commands;

/// <summary>Which lake, which sources, which moment, and what it may cost.</summary>
/// <param name="Lake">Null: as set.</param>
/// <param name="Upstream">An address, <c>sim:DIR</c>, or null for the real sources.</param>
/// <param name="Now">Null: the real time.</param>
internal sealed record HostChoice(string? Lake, string? Upstream, DateTimeOffset? Now)
{
    private const string Simulated = "sim:";

    /// <summary>Folder of the cache. Null: as set, or beside the lake.</summary>
    public string? Cache { get; init; }

    /// <summary>normal, off, refresh or read-only. Null: as set.</summary>
    public string? CacheMode { get; init; }

    /// <summary>Most CoinGecko credits a run may cost. Null: as set.</summary>
    public long? Budget { get; init; }

    /// <summary>Folder of the tape to simulate from; null when there is none.</summary>
    public string? Tape => Upstream?.StartsWith(Simulated, StringComparison.Ordinal) == true ? Upstream[Simulated.Length..].Split('?')[0] : null;

    /// <summary>What follows the folder, such as <c>faults=down&amp;credits=3</c>.</summary>
    public string SimulatorQuery => Upstream?.Split('?', 2) is [_, var query] ? query : "";
}
