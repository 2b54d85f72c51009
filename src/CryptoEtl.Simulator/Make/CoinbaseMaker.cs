using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Make;

/// <summary>Makes the Coinbase listings.</summary>
/// <remarks>To be asked for one asset of each ticker only: the exchange lists a ticker once.</remarks>
internal sealed class CoinbaseMaker(TapeMakeOptions options)
{
    private static readonly string[] Others = ["EUR", "GBP", "USDT", "USDC", "BTC"];

    /// <summary>A third of the assets are listed some day, most of them against dollars only.</summary>
    /// <remarks>Of those that die, the books are closed before.</remarks>
    public IEnumerable<CoinbaseState> Make(AssetPlan plan)
    {
        var random = new SeededRandom(StableHash.Of(options.Seed, 9_000_000 + plan.Index));
        if (plan.Asset.Symbol.Length == 0 || (plan.Index >= NameMaker.Anchors && !random.Chance(0.33)))
            return [];

        var share = plan.Index < NameMaker.Anchors ? 0.9 : 0.1;
        var quotes = Others.Where(quote => quote != plan.Asset.Symbol && random.Chance(share)).Prepend("USD").ToArray();
        return quotes.SelectMany(quote => Life(plan.Asset, quote, random)).ToArray();
    }

    private IEnumerable<CoinbaseState> Life(TapeAsset asset, string quote, SeededRandom random)
    {
        var end = asset.DiedOn ?? options.End;
        var online = asset.ListedOn.AddDays(random.Below(Math.Max(1, end.DayNumber - asset.ListedOn.DayNumber)));
        yield return State(online, "online");

        // Some books are closed while the asset lives on, half of them for good.
        DateOnly? closed = asset.DiedOn?.AddDays(-5) ?? (random.Chance(0.2) ? online.AddDays(10 + random.Below(20)) : null);
        if (closed is not { } last || last <= online || last.AddDays(5) > options.End)
            yield break;

        yield return State(last, "offline");
        if (asset.DiedOn is not null || random.Chance(0.5))
            yield return State(last.AddDays(5), "delisted");

        CoinbaseState State(DateOnly day, string status) => new($"{asset.Symbol}-{quote}", asset.Symbol, quote, asset.Id, day, status);
    }
}
