using System.Collections.Concurrent;

namespace CryptoEtl.Simulator.Serve;

/// <summary>What the simulator was asked so far. Safe to read while it runs.</summary>
public sealed class SimulatorStatistics
{
    private readonly ConcurrentDictionary<string, long> byPattern = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, long> byStatus = new();
    private long credits;

    /// <summary>Requests by path pattern, such as <c>/api/v3/coins/{id}/market_chart</c>.</summary>
    public IReadOnlyDictionary<string, long> RequestsByPath => new SortedDictionary<string, long>(byPattern, StringComparer.Ordinal);

    public long Requests => byPattern.Values.Sum();

    /// <summary>Answers by HTTP status. A connection cut off on purpose counts as 0.</summary>
    public IReadOnlyDictionary<int, long> AnswersByStatus => new SortedDictionary<int, long>(byStatus);

    /// <summary>Answers with status 429, whatever the reason.</summary>
    public long TooManyRequests => byStatus.GetValueOrDefault(429);

    /// <summary>CoinGecko credits spent on this server.</summary>
    public long CreditsSpent => Interlocked.Read(ref credits);

    internal void Count(string pattern, int status)
    {
        byPattern.AddOrUpdate(pattern, 1, (_, count) => count + 1);
        byStatus.AddOrUpdate(status, 1, (_, count) => count + 1);
    }

    internal void SpendCredit() => Interlocked.Increment(ref credits);
}
