using CryptoEtl.Core.Features.Market;
using CryptoEtl.Core.Features.Series;

namespace CryptoEtl.Core.Features;

/// <summary>One run over blocks of days, in order. Keeps what goes forward with the days: how each asset is known, and the market's returns.</summary>
internal sealed class BlockRun
{
    private readonly FeaturePanel panel;
    private readonly BlockPlan plan;
    private readonly AssetView[] views;
    private readonly MarketReturns returns;
    private readonly AssetStage[] assets;
    private readonly SectionStage[] sections;
    private readonly FeatureBlock block;
    private readonly double[][] hidden;

    /// <param name="length">Days of the longest block.</param>
    public BlockRun(FeaturePanel panel, BlockPlan plan, int workers, int length)
    {
        (this.panel, this.plan, returns) = (panel, plan, new(panel));
        views = [.. panel.Assets.Select(asset => new AssetView(asset))];
        assets = [.. Enumerable.Range(0, workers).Select(_ => new AssetStage(panel.Config, plan))];
        sections = [.. Enumerable.Range(0, workers).Select(_ => new SectionStage(panel, plan))];
        block = new(panel, plan.AssetColumns, [.. plan.Market.Select(formula => formula.Feature)], length);
        hidden = [.. plan.Hidden.Select(_ => new double[panel.Assets.Count * length])];
    }

    public FeatureBlock Make(int first, int days)
    {
        block.MoveTo(first, days);
        var snapshots = plan.NeedsReturns ? returns.Take(first, days) : [];
        MakeAssets(first, days, snapshots);
        if (plan.NeedsSections)
            MakeSections(first, days, snapshots);
        return block;
    }

    /// <summary>Workers take the next asset that nobody has begun.</summary>
    private void MakeAssets(int first, int days, List<MarketSnapshot> snapshots)
    {
        var next = -1;
        Parallel.For(0, assets.Length, worker =>
        {
            for (var asset = Interlocked.Increment(ref next); asset < views.Length; asset = Interlocked.Increment(ref next))
            {
                var from = asset * days;
                assets[worker].Make(views[asset], first, days, snapshots, column => ColumnAt(column).AsSpan(from, days));
            }
        });
    }

    /// <summary>Each worker has a share of the days, for it goes forward in them.</summary>
    private void MakeSections(int first, int days, List<MarketSnapshot> snapshots)
    {
        var share = (days + sections.Length - 1) / sections.Length;
        Parallel.For(0, sections.Length, worker =>
        {
            for (var day = worker * share; day < Math.Min(days, (worker + 1) * share); day++)
            {
                var (at, snapshot) = (day, snapshots.FindLast(one => one.FirstRow <= first + day));
                block.MarketPublished[day] = sections[worker].Make(
                    first + day, (first, days), input => hidden[plan.PlaceOf(input)], snapshot,
                    (column, asset, value) => block.AssetValues[column][asset * days + at] = value,
                    (column, value) => block.MarketValues[column][at] = value);
            }
        });
    }

    private double[] ColumnAt(int column) => column < plan.AssetColumns.Count ? block.AssetValues[column] : hidden[column - plan.AssetColumns.Count];
}
