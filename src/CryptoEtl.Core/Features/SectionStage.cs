using CryptoEtl.Core.Features.Kernels;
using CryptoEtl.Core.Features.Market;

namespace CryptoEtl.Core.Features;

/// <summary>Makes what compares the members of a day, and the market's columns. One worker's; goes forward from day to day.</summary>
internal sealed class SectionStage(FeaturePanel panel, BlockPlan plan)
{
    private readonly Section section = new(panel);
    private readonly double[] values = new double[panel.Assets.Count];

    /// <param name="columns">Values of the block by input.</param>
    /// <param name="asset">Takes a member's value: column, asset, value.</param>
    /// <param name="market">Takes the market's value: column, value.</param>
    /// <returns>UTC ticks of the last publication among what was looked at.</returns>
    public long Make(
        int day, (int First, int Days) block, Func<SectionInput, double[]> columns, MarketSnapshot? snapshot, Action<int, int, double> asset, Action<int, double> market)
    {
        section.Load(day, block, columns, snapshot);
        foreach (var (formula, column) in plan.Sections)
        {
            formula.Fill(section, values.AsSpan(0, section.Count));
            for (var at = 0; at < section.Count; at++)
                asset(column, section.Members[at], Finite.Or(values[at]));
        }

        for (var column = 0; column < plan.Market.Count; column++)
            market(column, Finite.Or(plan.Market[column].Of(section)));
        return Published(day);
    }

    private long Published(int day)
    {
        var (last, today, yesterday) = (0L, panel.Members.Of(day), panel.Members.Of(day - 1));
        for (var asset = 0; asset < panel.Assets.Count; asset++)
        {
            if (asset == panel.Bitcoin || today.Contains(asset) || yesterday.Contains(asset))
                last = Math.Max(last, panel.Assets[asset].PublishedUpTo(day));
        }

        return last;
    }
}
