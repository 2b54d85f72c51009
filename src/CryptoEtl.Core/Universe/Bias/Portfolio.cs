namespace CryptoEtl.Core.Universe.Bias;

/// <summary>What an index holds, and what it is worth.</summary>
internal sealed class Portfolio(ClosePanel panel, bool vanishedLoseAll)
{
    /// <summary>A larger step up in a day is a redenomination or a fault of the data, and counts as none. Falls count in full: they happen.</summary>
    public const double LargestUp = 10;

    private const double LargestShare = 100;

    private readonly List<int> assets = [];
    private readonly List<double> worth = [];

    public int Unbelieved { get; private set; }

    public int Vanished { get; private set; }

    public bool IsEmpty => assets.Count == 0;

    /// <summary>Puts all there is into those of the assets that have a price and go on being traded, as far as that day shows.</summary>
    /// <param name="weights">As many as assets; none: equal weights.</param>
    public void Buy(int day, double level, ReadOnlySpan<int> from, ReadOnlySpan<double> weights)
    {
        assets.Clear();
        worth.Clear();
        var total = 0d;
        for (var at = 0; at < from.Length; at++)
        {
            if (!panel.HasCloseOn(from[at], day))
                continue;
            assets.Add(from[at]);
            worth.Add(weights.IsEmpty ? 1 : weights[at]);
            total += worth[^1];
        }

        total -= DropFault(total);
        for (var at = 0; at < worth.Count; at++)
            worth[at] *= level / total;
    }

    /// <summary>A cap a hundred times all others together is a fault of the source, not a coin to buy: one cap of 2020 was 170,000 times
    /// Bitcoin's. Answers the weight that was dropped.</summary>
    private double DropFault(double total)
    {
        var largest = assets.Count > 1 ? worth.IndexOf(worth.Max()) : -1;
        if (largest < 0 || worth[largest] <= LargestShare * (total - worth[largest]))
            return 0;
        var dropped = worth[largest];
        assets.RemoveAt(largest);
        worth.RemoveAt(largest);
        return dropped;
    }

    /// <summary>The worth on the next day; with nothing held, the level as it was.</summary>
    public double Step(int day, double level)
    {
        if (IsEmpty)
            return level;
        var sum = 0d;
        for (var at = 0; at < assets.Count; at++)
            sum += worth[at] *= StepOf(assets[at], day);
        return sum;
    }

    /// <summary>A factor. 1 for what is sold, or has no price for a day or two: the step then comes with the next price.</summary>
    private double StepOf(int asset, int day)
    {
        if (panel.VanishesAfter(asset, day))
        {
            Vanished++;
            return vanishedLoseAll ? 0 : 1;
        }

        var step = panel.CloseOn(asset, day + 1) / panel.CloseOn(asset, day);
        if (step <= LargestUp)
            return step;
        Unbelieved += double.IsNaN(step) ? 0 : 1;
        return 1;
    }
}
