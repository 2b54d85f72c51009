using CryptoEtl.Core.Features.Kernels;

namespace CryptoEtl.Core.Features.Health;

/// <summary>Takes the figures of every feature and day of a block, in one pass over its values.</summary>
public sealed class HealthMeasure
{
    private readonly FeatureBlock block;
    private readonly double[] values;

    /// <summary>By asset and day: -2 no row, -1 a row of one that is no member, else the member's days since its first bar.</summary>
    private readonly double[] ages;

    private HealthMeasure(FeatureBlock block)
    {
        (this.block, values, ages) = (block, new double[block.Assets.Count], new double[block.Assets.Count * block.Days]);
        var age = block.AssetColumns.Select((feature, at) => (feature, at)).First(column => column.feature.Name == "age_days").at;
        for (var asset = 0; asset < block.Assets.Count; asset++)
        {
            var days = block.Column(age, asset);
            for (var day = 0; day < block.Days; day++)
                ages[asset * block.Days + day] = !block.HasRow(asset, block.FirstDay + day) ? -2 : block.IsMember(asset, block.FirstDay + day) ? days[day] : -1;
        }
    }

    /// <summary>In order of days, then of the catalogue.</summary>
    /// <param name="block">Has all columns.</param>
    public static IReadOnlyList<FeatureFigures> Of(FeatureBlock block)
    {
        var (measure, figures) = (new HealthMeasure(block), new List<FeatureFigures>(block.Days * FeatureCatalogue.All.Count));
        var warmUps = block.AssetColumns.Select(WarmUp.DaysOf).ToArray();
        for (var day = 0; day < block.Days; day++)
        {
            for (var column = 0; column < block.AssetColumns.Count; column++)
                figures.Add(measure.Assets(column, day, warmUps[column]));
            for (var column = 0; column < block.MarketColumns.Count; column++)
                figures.Add(measure.Market(column, day));
        }

        return figures;
    }

    private FeatureFigures Assets(int column, int day, int warmUp)
    {
        var (rows, all, due, allNulls, dueNulls, count) = (0, 0, 0, 0, 0, 0);
        for (var asset = 0; asset < block.Assets.Count; asset++)
        {
            var (age, value) = (ages[asset * block.Days + day], block.Column(column, asset)[day]);
            if (age <= -2)
                continue;
            var isNull = double.IsNaN(value) ? 1 : 0;
            (all, allNulls) = (all + 1, allNulls + isNull);
            if (age < 0)
                continue;
            rows++;
            if (age >= warmUp)
                (due, dueNulls) = (due + 1, dueNulls + isNull);
            if (isNull == 0)
                values[count++] = value;
        }

        return Told(day, block.AssetColumns[column], (rows, due, dueNulls, all, allNulls), values.AsSpan(0, count));
    }

    /// <summary>One row, of which nothing excuses a null but the days before.</summary>
    private FeatureFigures Market(int column, int day)
    {
        var value = block.Market(column)[day];
        var nulls = double.IsNaN(value) ? 1 : 0;
        return Told(day, block.MarketColumns[column], (1, 1, nulls, 1, nulls), nulls == 1 ? [] : [value]);
    }

    private FeatureFigures Told(int day, Feature feature, (int Rows, int Due, int DueNulls, int All, int AllNulls) counts, Span<double> found)
    {
        found.Sort();
        var (mean, std) = MeanAndStd(found);
        return new(block.FirstDay + day, feature, counts.Rows, counts.Rows - found.Length, counts.Due, counts.DueNulls, counts.All, counts.AllNulls, mean, std, At(found, 0.05), At(found, 0.5), At(found, 0.95));
    }

    private static double At(ReadOnlySpan<double> sorted, double share) => sorted.Length == 0 ? double.NaN : Quantiles.OfSorted(sorted, share);

    private static (double Mean, double Std) MeanAndStd(ReadOnlySpan<double> sorted)
    {
        var (mean, squares) = (0.0, 0.0);
        foreach (var value in sorted)
            mean += value / sorted.Length;
        foreach (var value in sorted)
            squares += (value - mean) * (value - mean);
        return sorted.Length == 0 ? (double.NaN, double.NaN)
            : (mean, sorted.Length == 1 ? double.NaN : sorted[0] == sorted[^1] ? 0 : Math.Sqrt(squares / (sorted.Length - 1)));
    }
}
