using static CryptoEtl.Core.Tests.Features.Reference.Plain;

namespace CryptoEtl.Core.Tests.Features.Reference;

/// <summary>The size and momentum factors of group F: portfolios formed a week ago from what is known of that day now.</summary>
internal static class Factors
{
    public static IEnumerable<(string, Func<Snapshot, double>)> All =>
    [
        ("csmb_7d", all => Formed(all, withMomentum: false) is { } coins ? Size(coins) : double.NaN),
        ("cmom_7d", all => Formed(all, withMomentum: true) is { } coins ? Momentum(coins) : double.NaN),
    ];

    private sealed record Coin(double Cap, double Since, double Momentum);

    private static Coin[]? Formed(Snapshot all, bool withMomentum)
    {
        var formed = all.Day - 7;
        Coin[] coins = [.. all.Assets.Where(one => all.IsMember(one, formed) && one.Cap(formed) >= 1e6)
            .Select(one => new Coin(one.Cap(formed), one.Return(formed, all.Day), one.Return(formed - 21, formed)))
            .Where(coin => Has(coin.Since) && (!withMomentum || Has(coin.Momentum)))];
        return coins.Length < all.Config.MinCrossSection ? null : coins;
    }

    private static double Weighted(IEnumerable<Coin> coins)
    {
        var cell = coins.ToArray();
        return Over(cell.Sum(coin => coin.Cap * coin.Since), cell.Sum(coin => coin.Cap));
    }

    private static double Size(Coin[] coins)
    {
        double[] caps = [.. coins.Select(coin => coin.Cap)];
        return Weighted(coins.Where(coin => coin.Cap <= Quantile(caps, 0.3))) - Weighted(coins.Where(coin => coin.Cap >= Quantile(caps, 0.7)));
    }

    private static double Momentum(Coin[] coins)
    {
        var middle = Median([.. coins.Select(coin => coin.Cap)]);
        double[] momenta = [.. coins.Select(coin => coin.Momentum)];
        var (low, high) = (Quantile(momenta, 0.3), Quantile(momenta, 0.7));
        double Cell(bool small, bool winners) => Weighted(coins.Where(coin => coin.Cap <= middle == small && (winners ? coin.Momentum >= high : coin.Momentum <= low)));
        return (Cell(true, true) + Cell(false, true)) / 2 - (Cell(true, false) + Cell(false, false)) / 2;
    }
}
