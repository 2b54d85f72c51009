using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Make;

/// <summary>Makes derivatives contracts and Coinbase listings of the larger assets.</summary>
/// <remarks>To be asked for one asset of each ticker only: a venue lists a ticker once.</remarks>
internal sealed class MarketPlaceMaker(TapeMakeOptions options)
{
    private static readonly (string Market, double Hours)[] Venues = [("Binance (Futures)", 8), ("Bybit (Futures)", 8), ("dYdX", 1)];

    /// <summary>The last thirty days of perpetuals on the first fifth of the assets: the sources have no history of them.</summary>
    public IEnumerable<DerivativeRow> Derivatives(AssetPlan plan, DailySeries daily)
    {
        if (plan.Index >= Math.Max(4, options.Assets / 5) || plan.Stable || plan.Asset.Symbol.Length == 0)
            yield break;

        foreach (var (market, hours) in Venues)
        {
            var random = new SeededRandom(StableHash.Of(StableHash.Of(options.Seed, 8_000_000 + plan.Index), market.Length));
            for (var i = Math.Max(0, daily.Count - 30); i < daily.Count; i++)
            {
                yield return new DerivativeRow(
                    market, $"{plan.Asset.Symbol}USDT", plan.Asset.Id, "perpetual", DateOnly.FromDayNumber(daily.Days[i]),
                    daily.Close[i],
                    // Of half the rows the source has no open interest.
                    random.Chance(0.5) ? null : Math.Round(daily.MarketCap[i] * 0.01 * random.Between(0.5, 1.5)),
                    Math.Round(0.0001 * (1 + random.Normal()), 8), hours, Math.Round(daily.Volume[i] * random.Between(0.5, 2)));
            }
        }
    }

    /// <summary>A third of the larger assets are listed some day; some are taken offline, then delisted.</summary>
    public IEnumerable<CoinbaseState> Coinbase(AssetPlan plan)
    {
        var random = new SeededRandom(StableHash.Of(options.Seed, 9_000_000 + plan.Index));
        if (plan.Asset.Symbol.Length == 0 || (plan.Index >= NameMaker.Anchors && !random.Chance(0.33)))
            yield break;

        var asset = plan.Asset;
        var end = asset.DiedOn ?? options.End;
        var product = $"{asset.Symbol}-USD";
        var online = asset.ListedOn.AddDays(random.Below(Math.Max(1, end.DayNumber - asset.ListedOn.DayNumber)));
        yield return State(online, "online");

        if (asset.DiedOn is not null && end > online.AddDays(7))
        {
            yield return State(end.AddDays(-5), "offline");
            yield return State(end, "delisted");
        }

        CoinbaseState State(DateOnly day, string status) => new(product, asset.Symbol, "USD", asset.Id, day, status);
    }
}
