using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Serve.CoinGecko.Derivatives;

/// <summary>All contracts at the simulated moment, from the newest finished day of the tape.</summary>
/// <remarks>
/// A row says how a day ended, so it is known from the next midnight on. Open interest, funding and volume are the row's; the
/// price moves on with the spot price of the underlying.
/// </remarks>
internal sealed class DerivativeBook
{
    private readonly MarketSnapshot market;
    private readonly List<Contract> contracts;

    public DerivativeBook(MarketSnapshot market)
    {
        this.market = market;
        var ready = market.Tape.Derivatives.Where(row => row.Day < market.Today).ToArray();
        var newest = ready.Select(row => row.Day).DefaultIfEmpty().Max();
        var shown = market.Today.DayNumber - newest.DayNumber <= QuoteBuilder.LongestGapDays;
        contracts = [.. ready.Where(row => shown && row.Day == newest).Select(Live).OfType<Contract>(), .. Ended(ready)];
        Venues =
        [
            .. contracts.GroupBy(contract => contract.Row.Market, StringComparer.Ordinal)
                .Select(group => new Venue(group.Key, [.. group], market))
                .DistinctBy(venue => venue.Id, StringComparer.Ordinal)
                .OrderByDescending(venue => venue.OpenInterestBtc ?? -1)
                .ThenBy(venue => venue.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>Largest open interest first.</summary>
    public IReadOnlyList<Venue> Venues { get; }

    /// <summary>What still trades, doubled rows included: largest open interest first, then the rest by volume.</summary>
    public IEnumerable<Contract> Listed()
    {
        var trading = contracts.Where(contract => !contract.Expired).ToArray();
        return trading.Concat(trading.Where(contract => contract.Doubled).Select(contract => contract.Double()))
            .OrderByDescending(contract => contract.Row.OpenInterestUsd ?? -1)
            .ThenByDescending(contract => contract.Row.VolumeUsd ?? -1)
            .ThenBy(contract => contract.Row.Market, StringComparer.Ordinal)
            .ThenBy(contract => contract.Row.Symbol, StringComparer.Ordinal);
    }

    // The last row of each contract whose end has come.
    private IEnumerable<Contract> Ended(DerivativeRow[] ready) => ready
        .Where(row => row.Price is not null && ContractName.Parse(row.Symbol, Ticker(row)).Expiry <= market.Now)
        .GroupBy(row => (row.Market, row.Symbol))
        .Select(rows => rows.MaxBy(row => row.Day)!)
        .Select(row => Make(row, row.Price!.Value, spot: null))
        .Select(contract => contract with { Expired = true, LastTraded = contract.Name.Expiry!.Value });

    private Contract? Live(DerivativeRow row)
    {
        var spot = row.AssetId is { } id ? market.Quote(id) : null;
        var name = ContractName.Parse(row.Symbol, Ticker(row));
        if (name.Expiry <= market.Now || Price(row, spot, name) is not { } price || !double.IsFinite(price))
            return null;

        return Make(row, price, spot);
    }

    private Contract Make(DerivativeRow row, double price, LiveQuote? spot)
    {
        var seed = StableHash.Of($"{row.Market}|{row.Symbol}");
        return new Contract
        {
            Row = row,
            Name = ContractName.Parse(row.Symbol, Ticker(row)),
            Spot = spot,
            CoinId = row.AssetId is { } id && market.Find(id) is { Asset.OnCoinGecko: true } ? id : null,
            Seed = seed,
            Price = price,
            // 5 seconds to 10 minutes ago.
            LastTraded = market.Now.AddSeconds(-5 - Math.Floor(595 * StableHash.Unit(StableHash.Of(seed, 20)))),
        };
    }

    private string? Ticker(DerivativeRow row) => row.AssetId is { } id ? market.Find(id)?.Asset.Symbol : null;

    // The premium over spot at the end of the row's day, on top of today's spot.
    private static double? Price(DerivativeRow row, LiveQuote? spot, ContractName name)
    {
        if (spot?.Price is not { } now)
            return row.Price;

        var daily = spot.History.Daily;
        var index = daily.Of(row.Day.DayNumber);
        var premium = index < 0 ? null : row.Price / (daily.Close[index] * name.Multiplier);
        return now * name.Multiplier * (premium is > 0.5 and < 2 ? premium.Value : 1);
    }
}
