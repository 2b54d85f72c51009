using CryptoEtl.Core.Features.Market;
using CryptoEtl.Core.Features.Series;

namespace CryptoEtl.Core.Features;

/// <summary>The steps of <see cref="FeatureEngine"/> one by one, for a run that spreads them over workers: assets by themselves, then days.</summary>
/// <param name="panel">All assets; closes and caps are enough.</param>
public sealed class FeatureStages(FeaturePanel panel)
{
    private readonly BlockPlan plan = new(columns: null);

    /// <summary>The columns of some assets over neighbouring days, block by block: those of the tables, then those that only days read.</summary>
    /// <param name="assets">Whole histories.</param>
    /// <param name="blocks">Ascending: day number of the first day, and how many.</param>
    /// <returns>Per block, per column: an asset after the other, a value a day; NaN: null.</returns>
    public IEnumerable<double[][]> Assets(IReadOnlyList<AssetHistory> assets, IReadOnlyList<(int First, int Days)> blocks)
    {
        var (stage, returns) = (new AssetStage(panel.Config, plan), new MarketReturns(panel));
        var views = assets.Select(asset => new AssetView(asset)).ToArray();
        foreach (var (first, days) in blocks)
        {
            var (columns, snapshots) = (NewColumns(assets.Count * days), returns.Take(first, days));
            for (var asset = 0; asset < views.Length; asset++)
            {
                var from = asset * days;
                stage.Make(views[asset], first, days, snapshots, column => columns[column].AsSpan(from, days));
            }

            yield return columns;
        }
    }

    /// <summary>All features of neighbouring days.</summary>
    /// <param name="parts">What <see cref="Assets"/> gave for these days, of all assets in their order.</param>
    public FeatureBlock Days(int first, int days, IEnumerable<double[][]> parts)
    {
        var block = new FeatureBlock(panel, plan.AssetColumns, [.. plan.Market.Select(formula => formula.Feature)], days);
        block.MoveTo(first, days);
        var hidden = NewColumns(panel.Assets.Count * days)[plan.AssetColumns.Count..];
        Join(parts, [.. block.AssetValues, .. hidden]);
        var (stage, snapshots) = (new SectionStage(panel, plan), new MarketReturns(panel).Take(first, days));
        for (var day = 0; day < days; day++)
        {
            var at = day;
            block.MarketPublished[day] = stage.Make(
                first + day, (first, days), input => hidden[plan.PlaceOf(input)], snapshots.FindLast(one => one.FirstRow <= first + at),
                (column, asset, value) => block.AssetValues[column][asset * days + at] = value,
                (column, value) => block.MarketValues[column][at] = value);
        }

        return block;
    }

    private double[][] NewColumns(int length) => [.. Enumerable.Range(0, plan.Columns).Select(_ => new double[length])];

    private static void Join(IEnumerable<double[][]> parts, double[][] whole)
    {
        var at = 0;
        foreach (var part in parts)
        {
            for (var column = 0; column < whole.Length; column++)
                part[column].CopyTo(whole[column], at);
            at += part[0].Length;
        }
    }
}
