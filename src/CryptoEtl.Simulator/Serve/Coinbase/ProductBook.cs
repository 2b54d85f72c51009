using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Serve.Coinbase;

/// <summary>The state of every Coinbase product at the simulated moment, by id.</summary>
internal static class ProductBook
{
    public static IReadOnlyList<CoinbaseState> Now(MarketSnapshot market) =>
    [
        .. market.Tape.Coinbase
            .Where(state => state.From <= market.Today)
            .GroupBy(state => state.ProductId, StringComparer.Ordinal)
            .Select(states => states.MaxBy(state => state.From)!)
            .OrderBy(state => state.ProductId, StringComparer.Ordinal),
    ];
}
