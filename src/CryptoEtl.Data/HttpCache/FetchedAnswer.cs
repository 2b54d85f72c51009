namespace CryptoEtl.Data.HttpCache;

/// <summary>Where a fetch puts the body of its answer.</summary>
public interface IBodySink
{
    /// <summary>Reads a body to its end. May be called again, on a retry: the last body counts.</summary>
    Task<StagedBody> WriteAsync(Stream body, CancellationToken cancellation);
}

/// <summary>A body on disk, compressed, not yet in its place.</summary>
/// <param name="Sha256">Of the body as it came, lower-case hex.</param>
/// <param name="Bytes">Length of the body as it came.</param>
public sealed record StagedBody(string Sha256, long Bytes)
{
    internal string File { get; init; } = "";
}

/// <summary>What a fetch brings home. Any failure is an exception instead, and is never kept.</summary>
/// <param name="Status">200 or 404.</param>
/// <param name="Body">From the sink.</param>
/// <param name="ReceivedAt">By the clock of the data.</param>
/// <param name="Attempts">HTTP calls it took.</param>
/// <param name="Headers">All there were; the cache keeps the harmless ones.</param>
public sealed record FetchedAnswer(
    int Status, StagedBody Body, DateTimeOffset ReceivedAt, int Attempts, IReadOnlyDictionary<string, string> Headers);
