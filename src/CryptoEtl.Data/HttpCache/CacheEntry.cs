namespace CryptoEtl.Data.HttpCache;

/// <summary>What is known of an answer without its body.</summary>
/// <param name="Status">200, or 404: there is no such thing, in the source's own words.</param>
/// <param name="ReceivedAt">By the clock of the data.</param>
/// <param name="Sha256">Of the body, lower-case hex.</param>
/// <param name="Bytes">Length of the body.</param>
/// <param name="Attempts">HTTP calls it took.</param>
/// <param name="SettledAt">From when on its answers stay the same; null: never. Says what to evict last.</param>
/// <param name="Headers">The harmless ones, names in lower case.</param>
public sealed record CacheEntry(
    int Status, DateTimeOffset ReceivedAt, string Sha256, long Bytes, int Attempts, DateTimeOffset? SettledAt,
    IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>File of a body that is in no store; null for all others.</summary>
    internal string? Scratch { get; init; }

    /// <summary>It will never have to be asked again.</summary>
    internal bool IsSettled => Status == 200 && ReceivedAt >= SettledAt;
}
