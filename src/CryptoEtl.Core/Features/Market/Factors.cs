namespace CryptoEtl.Core.Features.Market;

/// <summary>Returns of the last week of small against big, and of winners against losers, formed a week ago.</summary>
internal static class Factors
{
    private const int Days = 7;
    private const int Formation = 21;
    private const double LeastMarketCap = 1e6;

    /// <summary>An asset that could be held over the week.</summary>
    private readonly record struct Holding(double MarketCap, double Return, double Momentum);

    public static double Size(Section section)
    {
        var held = Held(section, needsMomentum: false);
        if (held.Count < section.Panel.Config.MinCrossSection)
            return double.NaN;
        var (low, high) = Bounds(section, held, one => one.MarketCap);
        return Weighted(held, one => one.MarketCap <= low) - Weighted(held, one => one.MarketCap >= high);
    }

    public static double Momentum(Section section)
    {
        var held = Held(section, needsMomentum: true);
        if (held.Count < section.Panel.Config.MinCrossSection)
            return double.NaN;
        var (low, high) = Bounds(section, held, one => one.Momentum);
        var median = section.Ranking.Quantile(held.Select(one => one.MarketCap).ToArray(), 0.5);
        var winners = Weighted(held, one => one.Momentum >= high && one.MarketCap <= median) + Weighted(held, one => one.Momentum >= high && one.MarketCap > median);
        var losers = Weighted(held, one => one.Momentum <= low && one.MarketCap <= median) + Weighted(held, one => one.Momentum <= low && one.MarketCap > median);
        return winners / 2 - losers / 2;
    }

    private static (double Low, double High) Bounds(Section section, List<Holding> held, Func<Holding, double> of)
    {
        var values = held.Select(of).ToArray();
        return (section.Ranking.Quantile(values, 0.3), section.Ranking.Quantile(values, 0.7));
    }

    private static List<Holding> Held(Section section, bool needsMomentum)
    {
        var (held, formed, eyes) = (new List<Holding>(section.Count), section.Day - Days, section.Eyes);
        var members = section.Panel.Members.Of(formed);
        for (var asset = 0; asset < section.Panel.Assets.Count; asset++)
        {
            if (!members.Contains(asset) || !(eyes.MarketCap(asset, formed) is var cap and >= LeastMarketCap))
                continue;
            var (close, momentum) = (eyes.Close(asset, formed), 0.0);
            var gain = eyes.Close(asset, section.Day) / close - 1;
            if (needsMomentum)
                momentum = close / eyes.Close(asset, formed - Formation) - 1;
            if (!double.IsNaN(gain) && !double.IsNaN(momentum))
                held.Add(new(cap, gain, momentum));
        }

        return held;
    }

    /// <summary>Weighted by market cap; NaN: there is none.</summary>
    private static double Weighted(List<Holding> held, Func<Holding, bool> isMeant)
    {
        var (sum, weights) = (0.0, 0.0);
        foreach (var one in held)
        {
            if (isMeant(one))
                (sum, weights) = (sum + one.MarketCap * one.Return, weights + one.MarketCap);
        }

        return sum / weights;
    }
}
