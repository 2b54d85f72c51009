using System.Globalization;
using CryptoEtl.Simulator.Prices;

namespace CryptoEtl.Simulator.Serve.DefiLlama;

/// <summary>A coin pegged to a currency, and how much of it there is.</summary>
/// <param name="Number">DefiLlama's, in order of listing.</param>
internal sealed record Stablecoin(int Number, AssetHistory History, MarketSnapshot Market)
{
    // CoinGecko's names of the chains a coin has contracts on.
    private static readonly Dictionary<string, string> Platforms = new(StringComparer.Ordinal)
    {
        ["ethereum"] = "Ethereum",
        ["binance-smart-chain"] = "BSC",
        ["solana"] = "Solana",
        ["polygon-pos"] = "Polygon",
        ["arbitrum-one"] = "Arbitrum",
    };

    public string Id => Number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Key of every amount.</summary>
    public string Peg => History.Asset.Symbol.Contains("EUR", StringComparison.Ordinal) ? "peggedEUR" : "peggedUSD";

    public DateOnly? DiedOn => Market.IsAlive(History.Asset) ? null : History.Asset.DiedOn;

    /// <summary>US dollars. 1 for a dollar nobody prices.</summary>
    public double Price => Market.Quote(History.Asset.Id)?.Price ?? 1;

    /// <summary>Shares of the chains it is on, 1 together.</summary>
    public IReadOnlyList<(string Chain, double Share)> Chains
    {
        get
        {
            var found = History.Asset.Platforms.Where(platform => platform.Address.Length > 0)
                .Select(platform => Platforms.GetValueOrDefault(platform.Platform)).OfType<string>().Distinct().ToArray();
            return found.Length == 0 ? [("Tron", 0.6), ("Ethereum", 0.4)] : [.. found.Select(chain => (chain, 1.0 / found.Length))];
        }
    }

    /// <summary>Coins so many days ago. Null: no reading, the coin being too young or dead by then.</summary>
    public double? Coins(int daysAgo)
    {
        var (day, daily) = (Market.Today.AddDays(-daysAgo), History.Daily);
        var lived = daily.Count > 0 && daily.Days[0] <= day.DayNumber && (DiedOn is not { } died || day <= died);
        return lived && History.SupplyAt(Market.Now.AddDays(-daysAgo)) is var coins && double.IsFinite(coins) ? coins : null;
    }

    /// <summary>Coins at the end of every day, without gaps to the newest day: a missing one stands with the day before.</summary>
    /// <remarks>Today is the latest reading under its midnight. A dead coin ends with its last day.</remarks>
    public IEnumerable<(int Day, double Coins, double Price)> Days()
    {
        var daily = History.Daily;
        var last = DiedOn?.DayNumber ?? Market.Today.DayNumber;
        for (var day = daily.Count == 0 ? int.MaxValue : daily.Days[0]; day <= last; day++)
        {
            var today = day == Market.Today.DayNumber;
            var row = daily.LastUpTo(today ? day - 1 : day);
            var coins = today ? Coins(0) ?? double.NaN : daily.Supply[row];
            if (double.IsFinite(coins))
                yield return (day, coins, today || !double.IsFinite(daily.Close[row]) ? Price : daily.Close[row]);
        }
    }
}

/// <summary>The pegged coins of a tape.</summary>
internal static class Stablecoins
{
    private static readonly string[] Ids = ["tether", "usd-coin", "dai", "binance-usd", "true-usd", "paxos-standard", "gemini-dollar"];

    /// <summary>In order of their numbers, dead ones included.</summary>
    public static IReadOnlyList<Stablecoin> Of(MarketSnapshot market) =>
    [
        .. market.Tape.Assets
            .Where(asset => asset.OnCoinGecko && (asset.Categories.Contains("stablecoins") || Ids.Contains(asset.Id)))
            .OrderBy(asset => asset.ListedOn)
            .ThenBy(asset => asset.Id, StringComparer.Ordinal)
            .Select((asset, place) => new Stablecoin(place + 1, market.Find(asset.Id)!, market)),
    ];
}
