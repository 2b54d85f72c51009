using CryptoEtl.Core.Features;

namespace CryptoEtl.Benchmarks.Features;

/// <summary>A value that two tools do not agree on.</summary>
internal sealed record Difference(string Column, string Asset, DateOnly Day, double Ours, double Theirs);

/// <summary>Our features of a panel beside those of another tool, cell by cell.</summary>
internal static class CellComparison
{
    private const double NearZero = 1e-12;

    /// <param name="tolerance">Relative to the larger of both.</param>
    /// <param name="compared">How many cells of rows were looked at.</param>
    public static List<Difference> Differences(FeaturePanel panel, ForeignCells theirs, double tolerance, out long compared)
    {
        var (differences, cells) = (new List<Difference>(), 0L);
        var (first, last) = panel.Span!.Value;
        new FeatureEngine(panel, theirs.Columns).Run(first, last, block =>
        {
            for (var column = 0; column < block.AssetColumns.Count; column++)
            {
                for (var asset = 0; asset < block.Assets.Count; asset++)
                    cells += Compare(block, column, asset, theirs, tolerance, differences);
            }
        });
        compared = cells;
        return differences;
    }

    private static int Compare(FeatureBlock block, int column, int asset, ForeignCells theirs, double tolerance, List<Difference> differences)
    {
        var (name, rows) = (block.AssetColumns[column].Name, 0);
        var values = block.Column(column, asset);
        for (var at = 0; at < block.Days; at++)
        {
            var day = block.FirstDay + at;
            if (!block.HasRow(asset, day) && !theirs.HasRow(asset, day))
                continue;
            rows++;
            var other = theirs.HasRow(asset, day) ? theirs.Value(name, asset, day) : double.NaN;
            if (block.HasRow(asset, day) != theirs.HasRow(asset, day) || !IsNear(values[at], other, tolerance))
                differences.Add(new(name, block.Assets[asset].AssetId, DateOnly.FromDayNumber(day), values[at], other));
        }

        return rows;
    }

    private static bool IsNear(double ours, double theirs, double tolerance) => double.IsNaN(ours) || double.IsNaN(theirs)
        ? double.IsNaN(ours) && double.IsNaN(theirs)
        : Math.Abs(ours - theirs) <= Math.Max(NearZero, tolerance * Math.Max(Math.Abs(ours), Math.Abs(theirs)));
}
