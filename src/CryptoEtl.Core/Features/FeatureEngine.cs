namespace CryptoEtl.Core.Features;

/// <summary>Makes features, block of days by block of days: each asset by itself, then the members of each day side by side.</summary>
/// <remarks>Memory: the panel, and one block. A row depends on the panel's observations alone, not on the blocks it is made in.</remarks>
public sealed class FeatureEngine
{
    /// <summary>Values in a block: 128 MB of them, and more only where there are so many assets that the block would be shorter than the windows it looks back on.</summary>
    private const int BlockCells = 16 << 20;

    private const int FewestDays = 128;
    private const int MostDays = 512;

    private readonly FeaturePanel panel;
    private readonly BlockPlan plan;
    private readonly int workers;

    /// <param name="columns">Names of those wanted; null: all.</param>
    /// <param name="workers">Threads; null: as many as there are processors.</param>
    /// <exception cref="BadInputException">There is no such column.</exception>
    public FeatureEngine(FeaturePanel panel, IReadOnlyCollection<string>? columns = null, int? workers = null) =>
        (this.panel, plan, this.workers) = (panel, new(columns), workers ?? Environment.ProcessorCount);

    /// <summary>The columns of assets that are made, in order.</summary>
    public IReadOnlyList<Feature> AssetColumns => plan.AssetColumns;

    /// <summary>The columns of the market that are made, in order.</summary>
    public IReadOnlyList<Feature> MarketColumns => [.. plan.Market.Select(formula => formula.Feature)];

    /// <summary>Makes the rows of some days and hands them over in the order of days.</summary>
    /// <param name="firstDay">Day number; everything before it that is known is looked at, whatever it is.</param>
    /// <param name="take">Gets each block; its arrays are written anew afterwards.</param>
    public void Run(int firstDay, int lastDay, Action<FeatureBlock> take, CancellationToken cancellation = default)
    {
        var length = Math.Clamp(BlockCells / Math.Max(1, plan.Columns * panel.Assets.Count), FewestDays, MostDays);
        var run = new BlockRun(panel, plan, workers, length);
        for (var first = firstDay; first <= lastDay; first += length)
        {
            cancellation.ThrowIfCancellationRequested();
            take(run.Make(first, Math.Min(length, lastDay - first + 1)));
        }
    }
}
