using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Make;

/// <summary>Plans who is on the market, from when, until when, under which name.</summary>
internal sealed class AssetPlanner(TapeMakeOptions options)
{
    // LunarCrush follows some coins CoinGecko does not know, and misses some it does.
    private const double OnlyLunarCrushShare = 0.03;
    private const double NoLunarCrushShare = 0.15;

    private readonly NameMaker names = new(options.Seed);
    private readonly DateOnly start = options.End.AddDays(1 - options.Days);

    public IReadOnlyList<AssetPlan> Plan() => [.. Enumerable.Range(0, options.Assets).Select(Plan)];

    private AssetPlan Plan(int index)
    {
        var random = new SeededRandom(Prices.StableHash.Of(options.Seed, 1_000_000 + index));
        var name = names.Next(index);
        var anchor = index < NameMaker.Anchors;
        var (listed, died, ending) = Life(random, anchor);
        var onCoinGecko = anchor || name.IsOdd || !random.Chance(OnlyLunarCrushShare);
        var followed = !onCoinGecko || !random.Chance(NoLunarCrushShare);
        var (price, cap) = Size(random, index, name.Stable);
        // The largest are calm: one of them must not become the whole market.
        var calm = anchor ? 0.4 : 1;

        var asset = new TapeAsset(
            name.Id, name.Symbol, name.Name, followed ? index + 1 : null, onCoinGecko, listed, died,
            random.Chance(0.5) ? Rounded(cap / price * random.Between(2, 4)) : null, CapBasis.Close,
            name.Categories, name.Platforms);
        return new AssetPlan(
            asset, index, price, cap, name.Stable ? 0 : calm * random.Between(0.5, 1.5), calm * random.Between(0.015, 0.05),
            name.Stable, ending);
    }

    private (DateOnly Listed, DateOnly? Died, Ending Ending) Life(SeededRandom random, bool anchor)
    {
        if (anchor)
            return (start, null, Ending.Alive);

        var birth = random.Chance(0.4) ? 0 : random.Below(Math.Max(1, options.Days - 3));
        var left = options.Days - birth;
        if (left < 20 || !random.Chance(0.2))
            return (start.AddDays(birth), null, Ending.Alive);

        // Deaths keep clear of the last days, so that the end of the tape is a market of the living.
        var length = 10 + random.Below(left - 15);
        return (start.AddDays(birth), start.AddDays(birth + length), random.Chance(0.4) ? Ending.Collapse : Ending.Decay);
    }

    // Sizes fall off with the place: the first is worth a trillion, the two-hundredth about a billion.
    private static (double Price, double Cap) Size(SeededRandom random, int index, bool stable)
    {
        double place = index + 1;
        var cap = 1e12 / (place * Math.Sqrt(Math.Sqrt(place))) * random.Between(0.6, 1.4);
        return (stable ? 1 : index == 0 ? 40_000 : random.Price(), cap);
    }

    private static double Rounded(double supply) => supply > 1_000 ? Math.Round(supply) : supply;
}
