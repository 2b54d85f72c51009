namespace CryptoEtl.Core.Features.Health;

/// <summary>Figures as columns of numbers, to be put aside between two steps of a run.</summary>
public static class HealthColumns
{
    /// <summary>A column per figure, a value per feature and day.</summary>
    public static double[][] Of(IReadOnlyList<FeatureFigures> figures)
    {
        var places = FeatureCatalogue.All.Select((feature, at) => (feature.Name, at)).ToDictionary(one => one.Name, one => one.at, StringComparer.Ordinal);
        Func<FeatureFigures, double>[] columns =
        [
            one => one.Day, one => places[one.Feature.Name], one => one.Rows, one => one.Nulls, one => one.DueRows, one => one.DueNulls, one => one.AllRows, one => one.AllNulls,
            one => one.Mean, one => one.Std, one => one.P05, one => one.P50, one => one.P95,
        ];
        return [.. columns.Select(column => figures.Select(column).ToArray())];
    }

    /// <summary>What <see cref="Of"/> was given.</summary>
    public static IReadOnlyList<FeatureFigures> Read(double[][] columns) =>
    [
        .. Enumerable.Range(0, columns[0].Length).Select(at => new FeatureFigures(
            (int)columns[0][at], FeatureCatalogue.All[(int)columns[1][at]], (int)columns[2][at], (int)columns[3][at], (int)columns[4][at], (int)columns[5][at], (int)columns[6][at], (int)columns[7][at],
            columns[8][at], columns[9][at], columns[10][at], columns[11][at], columns[12][at])),
    ];
}
