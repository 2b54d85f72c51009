namespace CryptoEtl.Simulator.Serve.Ledger;

/// <summary>One kind of call and how often it came.</summary>
/// <param name="Source"><c>coingecko</c>, <c>defillama</c>, <c>lunarcrush</c>, <c>coinbase</c>, or <c>other</c> for a path no source has.</param>
/// <param name="Request">Method, path and query, parameters in order of their names. A key is never in it.</param>
/// <param name="Status">HTTP status. 0: cut off on purpose, before the answer or within.</param>
/// <param name="FirstAt">Real time at which the first of them arrived.</param>
public sealed record LedgerCall(string Source, string Request, int Status, long Count, DateTimeOffset FirstAt, DateTimeOffset LastAt);

/// <summary>Every call the simulator was sent, so that a test can tell what was fetched twice and what was not fetched at all.</summary>
/// <remarks>Safe to use while the simulator runs. A call is in it before the first byte of its answer leaves.</remarks>
public sealed class CallLedger
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Source, string Request, int Status), LedgerCall> calls = [];
    private readonly Dictionary<(string Source, long Minute), int> minutes = [];

    /// <summary>By source, then request, then status.</summary>
    public IReadOnlyList<LedgerCall> Calls
    {
        get
        {
            lock (gate)
            {
                return
                [
                    .. calls.Values
                        .OrderBy(call => call.Source, StringComparer.Ordinal)
                        .ThenBy(call => call.Request, StringComparer.Ordinal)
                        .ThenBy(call => call.Status),
                ];
            }
        }
    }

    public long Total => Calls.Sum(call => call.Count);

    /// <summary>Calls answered with status 429.</summary>
    public long Throttled => Calls.Where(call => call.Status == 429).Sum(call => call.Count);

    /// <summary>Of each source, the most calls that arrived within one clock minute of real time, refused ones included.</summary>
    public IReadOnlyDictionary<string, int> MostPerMinute
    {
        get
        {
            lock (gate)
            {
                return new SortedDictionary<string, int>(
                    minutes.GroupBy(minute => minute.Key.Source).ToDictionary(source => source.Key, source => source.Max(minute => minute.Value)),
                    StringComparer.Ordinal);
            }
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        lock (gate)
        {
            calls.Clear();
            minutes.Clear();
        }
    }

    internal void Count(string source, string request, int status, DateTimeOffset arrived)
    {
        var minute = (source, arrived.UtcTicks / TimeSpan.TicksPerMinute);
        lock (gate)
        {
            minutes[minute] = minutes.GetValueOrDefault(minute) + 1;
            var known = calls.GetValueOrDefault((source, request, status)) ?? new LedgerCall(source, request, status, 0, arrived, arrived);
            // Calls side by side need not be counted in the order in which they came.
            calls[(source, request, status)] = known with
            {
                Count = known.Count + 1,
                FirstAt = known.FirstAt < arrived ? known.FirstAt : arrived,
                LastAt = known.LastAt > arrived ? known.LastAt : arrived,
            };
        }
    }
}
