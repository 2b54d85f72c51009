using System.Collections.Concurrent;
using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Serve.DefiLlama;

/// <summary>Value locked by chain, over time and now.</summary>
/// <remarks>Without exchanges, liquid staking and what is counted elsewhere already: it is not the sum of the protocols.</remarks>
internal sealed class ChainTvlBook(MarketSnapshot market)
{
    private static readonly string[] NotCounted = ["CEX", "Liquid Staking", "Yield", "Yield Aggregator", "Chain"];

    private readonly ConcurrentDictionary<string, (long Seconds, double Usd)[]> charts = new(StringComparer.Ordinal);

    /// <summary>Every chain a protocol is on, in order of their names.</summary>
    public IReadOnlyList<ChainName> Chains { get; } =
    [
        .. market.Tape.Protocols.Where(IsCounted).SelectMany(protocol => protocol.Chains)
            .Select(ChainNames.Of).Distinct().OrderBy(chain => chain.Name, StringComparer.Ordinal),
    ];

    public double Now(ChainName chain) => Series(chain).Sum(series => Live(series) ?? 0);

    /// <param name="chain">Null: all chains.</param>
    public IReadOnlyList<(long Seconds, double Usd)> Chart(ChainName? chain) =>
        charts.GetOrAdd(chain?.Name ?? "", _ => [.. Make([.. chain is null ? Totals() : Series(chain)])]);

    private static bool IsCounted(TapeProtocol protocol) => !NotCounted.Contains(protocol.Category);

    private IEnumerable<(string Slug, DaySeries Tvl)> Totals() =>
        market.Tape.Protocols.Where(IsCounted).Select(protocol => (protocol.Slug, protocol.Tvl));

    private IEnumerable<(string Slug, DaySeries Tvl)> Series(ChainName chain)
    {
        foreach (var protocol in market.Tape.Protocols.Where(IsCounted))
        {
            if (protocol.ChainTvl.Count == 0 && protocol.Chains.Count == 1 && ChainNames.Of(protocol.Chains[0]) == chain)
                yield return (protocol.Slug, protocol.Tvl);
            foreach (var (scope, tvl) in protocol.ChainTvl)
            {
                if (ChainNames.IsChain(scope) && ChainNames.Of(scope) == chain)
                    yield return (protocol.Slug, tvl);
            }
        }
    }

    private IEnumerable<(long Seconds, double Usd)> Make((string Slug, DaySeries Tvl)[] all)
    {
        var sums = new SortedDictionary<int, double>();
        foreach (var (_, tvl) in all)
            Add(sums, tvl);
        foreach (var (day, usd) in sums)
            yield return (LlamaJson.Seconds(day), usd);

        var living = all.Select(Live).OfType<double>().ToArray();
        if (living.Length > 0)
            yield return (TvlPoints.LiveStamp("", market.Now), living.Sum());
    }

    // A day that was not snapshot stands with the last figure, or the sum would fall for a day.
    private void Add(SortedDictionary<int, double> sums, DaySeries tvl)
    {
        var last = tvl.LastUpTo(AssetHistory.DayNumber(market.Now - LockedValue.Ready));
        var known = double.NaN;
        for (var day = last < 0 ? 1 : tvl.Days[0]; last >= 0 && day <= tvl.Days[last]; day++)
        {
            var row = tvl.LastUpTo(day);
            known = double.IsFinite(tvl.Values[row]) ? tvl.Values[row] : known;
            if (double.IsFinite(known))
                sums[day] = sums.GetValueOrDefault(day) + known;
        }
    }

    private double? Live((string Slug, DaySeries Tvl) series) => TvlPoints.IsLiving(series.Tvl, market.Now)
        ? new LockedValue(series.Slug, series.Tvl, market.Now).Now
        : null;
}
