namespace CryptoEtl.Core.Universe.Bias;

/// <summary>How holdings are weighted when they are bought.</summary>
public enum Weighting
{
    /// <summary>All the same.</summary>
    Equal,

    /// <summary>By market cap.</summary>
    Cap,
}

/// <summary>How often holdings are bought anew.</summary>
public enum Rebalancing
{
    /// <summary>On the first day of a month. In between nothing is traded.</summary>
    Month,

    /// <summary>Every day. With equal weights it earns the bouncing of thinly traded prices, which nobody could: see docs/universe.md.</summary>
    Day,
}

/// <summary>An index that buys a day's holdings at its close and keeps them until it buys anew.</summary>
/// <param name="Name">Whose.</param>
/// <param name="Levels">One a day, 1 on the first.</param>
/// <param name="UnbelievedSteps">Steps up beyond the largest that is believed, which counted as none.</param>
/// <param name="Vanished">Holdings that had no price any more.</param>
public sealed record BiasIndex(string Name, Weighting Weighting, IReadOnlyList<double> Levels, int UnbelievedSteps, int Vanished)
{
    /// <summary>Plays the index.</summary>
    /// <param name="vanishedLoseAll">True: a holding that vanishes loses everything on its first day without a price. False: it is sold at
    /// its last price, so its loss counts as far as prices told it.</param>
    public static BiasIndex Play(
        string name, Weighting weighting, Rebalancing rebalancing, Holdings holdings, ClosePanel panel, bool vanishedLoseAll = false)
    {
        var portfolio = new Portfolio(panel, vanishedLoseAll);
        var levels = new double[panel.Days];
        levels[0] = 1;
        for (var day = 0; day + 1 < panel.Days; day++)
        {
            if (day == 0 || portfolio.IsEmpty || rebalancing == Rebalancing.Day || panel.From.AddDays(day).Day == 1)
                portfolio.Buy(day, levels[day], holdings.AssetsOn(day), weighting == Weighting.Cap ? holdings.CapsOn(day) : []);
            levels[day + 1] = portfolio.Step(day, levels[day]);
        }

        return new(name, weighting, levels, portfolio.Unbelieved, portfolio.Vanished);
    }
}
