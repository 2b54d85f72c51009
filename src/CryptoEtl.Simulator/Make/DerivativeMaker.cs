using System.Globalization;
using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Make;

/// <summary>Makes the contracts of a dozen venues on the larger assets, over the last thirty days: the sources have no history of them.</summary>
/// <remarks>To be asked for one asset of each ticker only: a venue lists a ticker once.</remarks>
internal sealed class DerivativeMaker(TapeMakeOptions options)
{
    private const int Days = 30;
    private const int MostUnderlyings = 400;
    private const int Dated = 10;
    private const double CheapBelow = 0.0001;

    private static readonly VenuePlan[] Venues =
    [
        new("Binance (Futures)", "{0}USDT", 8, Breadth: 1, Silent: 0.1, "{0}USDT_{1}"),
        new("Bybit (Futures)", "{0}USDT", 8, Breadth: 0.9, Silent: 0.2),
        new("OKX (Futures)", "{0}-USDT-SWAP", 8, Breadth: 0.8, Silent: 0.5, "{0}-USD-{1}"),
        new("Bitget Futures", "{0}USDT_UMCBL", 8, Breadth: 0.7, Silent: 0.3),
        new("Gate.io (Futures)", "{0}_USDT", 8, Breadth: 0.7, Silent: 0.7),
        new("Hyperliquid (Futures)", "{0}-USD", 1, Breadth: 0.5, Silent: 0.2),
        new("dYdX", "{0}-USD", 1, Breadth: 0.4, Silent: 0.2),
        new("MEXC (Futures)", "{0}_USDT", 8, Breadth: 0.8, Silent: 0.8),
        new("Kraken (Futures)", "PF_{0}USD", 4, Breadth: 0.4, Silent: 0.6),
        new("BitMEX", "{0}USD", 8, Breadth: 0.3, Silent: 0.3),
        new("CoinTiger (Futures)", "{0}-PERPUSDT", 8, Breadth: 0.5, Silent: 1),
        new("Delta Exchange (Futures)", "{0}USDT", 8, Breadth: 0.4, Silent: 1),
    ];

    public IEnumerable<DerivativeRow> Make(AssetPlan plan, DailySeries daily)
    {
        if (plan.Index >= Math.Clamp(options.Assets / 5, 4, MostUnderlyings) || plan.Stable || plan.Asset.Symbol.Length == 0)
            return [];

        return Venues.SelectMany(venue =>
        {
            var random = new SeededRandom(StableHash.Of(StableHash.Of(options.Seed, 8_000_000 + plan.Index), (long)(StableHash.Of(venue.Name) >> 1)));
            var listed = plan.Index < NameMaker.Anchors || random.Chance(venue.Breadth);
            return listed ? Perpetuals(venue, plan, daily, random).Concat(Futures(venue, plan, daily, random)) : [];
        });
    }

    private static IEnumerable<DerivativeRow> Perpetuals(VenuePlan venue, AssetPlan plan, DailySeries daily, SeededRandom random)
    {
        // A venue tells the open interest of a contract or it does not, every day alike.
        var silent = random.Chance(venue.Silent);
        // A coin that costs next to nothing is traded by the thousand.
        var thousands = daily.Close[^1] < CheapBelow && venue.Symbol.StartsWith("{0}USDT", StringComparison.Ordinal);
        var (symbol, unit) = (Symbol(venue.Symbol, (thousands ? "1000" : "") + plan.Asset.Symbol), thousands ? 1_000 : 1);
        for (var i = Math.Max(0, daily.Count - Days); i < daily.Count; i++)
        {
            var funding = 0.0001 * (1 + random.Normal()) * venue.Hours / 8 * (random.Chance(0.003) ? 200 : 1);
            yield return Row(venue, plan, daily, i, symbol, silent, random) with
            {
                Price = Digits(daily.Close[i] * unit * (1 + 0.0005 * random.Normal())),
                FundingRate = Math.Round(funding, 8),
                FundingHours = venue.Hours,
            };
        }
    }

    // The two nearest quarters, above spot by a tenth a year.
    private static IEnumerable<DerivativeRow> Futures(VenuePlan venue, AssetPlan plan, DailySeries daily, SeededRandom random)
    {
        for (var i = Math.Max(0, daily.Count - Days); venue.Dated is not null && plan.Index < Dated && i < daily.Count; i++)
        {
            var day = DateOnly.FromDayNumber(daily.Days[i]);
            var near = Quarters.After(day);
            foreach (var expiry in new[] { near, Quarters.After(near) })
            {
                var symbol = Symbol(venue.Dated, plan.Asset.Symbol, expiry.ToString("yyMMdd", CultureInfo.InvariantCulture));
                yield return Row(venue, plan, daily, i, symbol, silent: false, random) with
                {
                    Contract = "futures",
                    Price = Digits(daily.Close[i] * (1 + 0.1 * (expiry.DayNumber - day.DayNumber) / 365)),
                };
            }
        }
    }

    private static DerivativeRow Row(
        VenuePlan venue, AssetPlan plan, DailySeries daily, int i, string symbol, bool silent, SeededRandom random)
    {
        var open = Math.Round(daily.MarketCap[i] * 0.01 * venue.Breadth * random.Between(0.5, 1.5));
        return new DerivativeRow(
            venue.Name, symbol, plan.Asset.Id, "perpetual", DateOnly.FromDayNumber(daily.Days[i]), null,
            silent ? null : open, null, null, Math.Round(daily.Volume[i] * venue.Breadth * random.Between(0.2, 1)));
    }

    private static string Symbol(string form, params object[] parts) => string.Format(CultureInfo.InvariantCulture, form, parts);

    private static double Digits(double value) => double.Parse(value.ToString("G8", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <param name="Symbol">With the ticker in place of <c>{0}</c>.</param>
    /// <param name="Hours">Length of the funding interval.</param>
    /// <param name="Breadth">Share of the underlyings it lists.</param>
    /// <param name="Silent">Share of its contracts without open interest.</param>
    /// <param name="Dated">Symbol of dated contracts. Null: it has none.</param>
    private sealed record VenuePlan(string Name, string Symbol, double Hours, double Breadth, double Silent, string? Dated = null);
}
