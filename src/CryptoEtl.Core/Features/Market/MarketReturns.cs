using CryptoEtl.Core.Features.Kernels;

namespace CryptoEtl.Core.Features.Market;

/// <summary>The market's daily return, value-weighted by the day before, as each row knows it. Goes forward from block to block.</summary>
internal sealed class MarketReturns(FeaturePanel panel)
{
    private readonly MarketEyes eyes = new(panel);
    private readonly HashSet<int> doubtful = [];
    private double[] market = [];
    private double[] bitcoin = [];
    private int firstDay;
    private int next = int.MinValue;

    /// <summary>What the rows of some days know, each snapshot from its first row to that of the next.</summary>
    public List<MarketSnapshot> Take(int first, int days)
    {
        Begin(first, days);
        var snapshots = new List<MarketSnapshot>();
        var since = first;
        for (var row = first; row < first + days; row++)
        {
            doubtful.Clear();
            eyes.MoveTo(row, Doubt);
            doubtful.RemoveWhere(day => day >= row || day < firstDay);
            if (doubtful.Count > 0 && row > since)
            {
                snapshots.Add(Snapshot(since));
                since = row;
            }

            foreach (var day in doubtful)
                Compute(day);
            Compute(row);
        }

        snapshots.Add(Snapshot(since));
        next = first + days;
        return snapshots;
    }

    /// <summary>Makes room for the rows, and for what their windows look back on.</summary>
    private void Begin(int first, int days)
    {
        var known = (market, bitcoin);
        firstDay = first - Layout.Before;
        (market, bitcoin) = (new double[Layout.Before + days], new double[Layout.Before + days]);
        if (next == first)
        {
            known.market.AsSpan(^Layout.Before..).CopyTo(market);
            known.bitcoin.AsSpan(^Layout.Before..).CopyTo(bitcoin);
            return;
        }

        eyes.MoveTo(first);
        for (var day = firstDay; day < first; day++)
            Compute(day);
    }

    /// <summary>A bar decides over the returns of its day and the next, a cap over those it is carried to.</summary>
    private void Doubt(int asset, int day)
    {
        for (var later = 0; later <= panel.Config.MarketCapStaleDays + 1; later++)
            doubtful.Add(day + later);
    }

    private void Compute(int day)
    {
        market[day - firstDay] = Weighted(day);
        bitcoin[day - firstDay] = panel.Bitcoin < 0 ? double.NaN : eyes.Return(panel.Bitcoin, day);
    }

    private double Weighted(int day)
    {
        var (sum, weights, count, members) = (0.0, 0.0, 0, panel.Members.Of(day - 1));
        for (var asset = 0; asset < panel.Assets.Count; asset++)
        {
            if (!members.Contains(asset))
                continue;
            var (move, weight) = (eyes.Return(asset, day), eyes.MarketCap(asset, day - 1));
            if (!double.IsNaN(move) && !double.IsNaN(weight))
                (sum, weights, count) = (sum + weight * move, weights + weight, count + 1);
        }

        return count < panel.Config.MinCrossSection || !double.IsFinite(weights) ? double.NaN : Finite.Or(sum / weights);
    }

    private MarketSnapshot Snapshot(int row) => new(row, firstDay, [.. market], [.. bitcoin]);
}
