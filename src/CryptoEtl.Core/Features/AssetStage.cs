using CryptoEtl.Core.Features.Kernels;
using CryptoEtl.Core.Features.Market;
using CryptoEtl.Core.Features.Series;

namespace CryptoEtl.Core.Features;

/// <summary>Makes the columns of one asset after the other. One worker's.</summary>
internal sealed class AssetStage(FeatureConfig config, BlockPlan plan)
{
    private readonly AssetWindow window = new(config);

    /// <summary>Where a column of an asset is to be written, a value a day.</summary>
    public delegate Span<double> Target(int column);

    /// <param name="view">Goes forward with the rows.</param>
    /// <param name="market">What the rows know of the market; empty: not wanted.</param>
    /// <param name="target">By number: the columns of the tables, then those that only cross-sections read.</param>
    public void Make(AssetView view, int firstDay, int days, List<MarketSnapshot> market, Target target)
    {
        var (first, last) = (Math.Max(firstDay, view.History.FirstDay), Math.Min(firstDay + days - 1, view.History.LastDay));
        for (var column = 0; column < plan.Columns; column++)
            target(column).Fill(double.NaN);

        for (var (row, snapshot) = (first, 0); row <= last;)
        {
            while (snapshot + 1 < market.Count && market[snapshot + 1].FirstRow <= row)
                snapshot++;
            view.MoveTo(row);
            var end = Math.Min(last + 1, view.NextChange);
            Make(view, row, end - row, firstDay, market, snapshot, target);
            row = end;
        }

        for (var row = first; row <= last; row++)
        {
            if (!view.History.HasRow(row))
                Forget(row - firstDay, target);
        }
    }

    private void Make(AssetView view, int row, int rows, int firstDay, List<MarketSnapshot> market, int snapshot, Target target)
    {
        window.Load(view, row, rows);
        foreach (var (formula, column) in plan.Own)
        {
            if (!formula.NeedsMarket && view.Has(formula.Feature.Source))
                Copy(formula.Line, formula.Feature.Source, target(column)[(row - firstDay)..]);
        }

        var hidden = plan.AssetColumns.Count;
        foreach (var input in plan.Hidden)
            Copy(input.Line, input.Source, target(hidden++)[(row - firstDay)..]);

        for (var from = row; from < row + rows && market.Count > 0; snapshot++)
        {
            var end = snapshot + 1 < market.Count ? Math.Min(row + rows, market[snapshot + 1].FirstRow) : row + rows;
            MakeAgainstMarket(view, from, end - from, firstDay, market[snapshot], target);
            from = end;
        }
    }

    private void MakeAgainstMarket(AssetView view, int row, int rows, int firstDay, MarketSnapshot snapshot, Target target)
    {
        window.Load(view, row, rows, snapshot);
        foreach (var (formula, column) in plan.Own)
        {
            if (formula.NeedsMarket)
                Copy(formula.Line, formula.Feature.Source, target(column)[(row - firstDay)..]);
        }
    }

    private void Copy(Line<AssetWindow> line, FeatureSource source, Span<double> target)
    {
        var places = window.RangeOf(source);
        Finite.Copy(window.Of(line).AsSpan(places.First, places.Count), target);
    }

    private void Forget(int at, Target target)
    {
        for (var column = 0; column < plan.Columns; column++)
            target(column)[at] = double.NaN;
    }
}
