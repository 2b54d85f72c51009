using System.Globalization;
using CryptoEtl.Core;
using CryptoEtl.Core.Features;

namespace CryptoEtl.Data.Features.Files;

/// <summary>What was written.</summary>
/// <param name="Files">Their places; the table itself first.</param>
/// <param name="Rows">Of assets and days.</param>
/// <param name="Cells">Values and nulls: rows times columns of assets, and days times columns of the market.</param>
/// <param name="Nulls">Of these, how many are null.</param>
public sealed record FeatureWritten(IReadOnlyList<string> Files, long Rows, int Assets, DateOnly First, DateOnly Last, long Cells, long Nulls)
{
    public int Days => Last.DayNumber - First.DayNumber + 1;
}

/// <summary>Makes features and writes them to files, block by block.</summary>
public static class FeatureOutput
{
    private static readonly string[] Endings = [".csv", ".csv.gz", ".parquet"];

    /// <summary>Whatever goes wrong, a file of that name stays as it was; only a whole one takes its place.</summary>
    /// <param name="columns">Names; null: all.</param>
    /// <param name="from">First day of the rows; null: the first one with an observation. All that is known before it is looked at.</param>
    /// <param name="to">Last day of the rows; null: the last one with an observation.</param>
    /// <exception cref="BadInputException">The ending names no format, or there is nothing on those days.</exception>
    public static FeatureWritten Write(
        FeaturePanel panel, IReadOnlyCollection<string>? columns, DateOnly? from, DateOnly? to, string path, CancellationToken cancellation = default)
    {
        RequireFormat(path);
        var (first, last) = Days(panel, from, to);
        var chosen = new ChosenColumns(columns);
        using IFeatureWriter writer = IsParquet(path) ? new WideParquetWriter(path, panel, chosen) : new LongCsvWriter(path, panel, chosen);
        var count = new CellCount();
        new FeatureEngine(panel, columns).Run(first, last, block =>
        {
            writer.Write(block);
            count.Add(block);
        }, cancellation);
        writer.Commit();
        return new(FilesOf(path, chosen), count.Rows, count.Assets, DateOnly.FromDayNumber(first), DateOnly.FromDayNumber(last), count.Cells, count.Nulls);
    }

    /// <exception cref="BadInputException">The file's ending names no format.</exception>
    public static void RequireFormat(string path)
    {
        if (!Endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            throw new BadInputException($"--out is '{path}': the ending must be {string.Join(", ", Endings)}");
    }

    /// <summary>Files that a run writes, before it does.</summary>
    public static IReadOnlyList<string> FilesOf(string path, IReadOnlyCollection<string>? columns) => FilesOf(path, new ChosenColumns(columns));

    private static string[] FilesOf(string path, ChosenColumns chosen) => IsParquet(path) && chosen.Market.Count > 0
        ? [Path.GetFullPath(path), Path.GetFullPath(WideParquetWriter.MarketPath(path))]
        : [Path.GetFullPath(path)];

    private static bool IsParquet(string path) => path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase);

    private static (int First, int Last) Days(FeaturePanel panel, DateOnly? from, DateOnly? to)
    {
        var span = panel.Span ?? throw new BadInputException("there is no asset");
        var (first, last) = (Math.Max(span.First, from?.DayNumber ?? span.First), Math.Min(span.Last, to?.DayNumber ?? span.Last));
        return first <= last ? (first, last) : throw new BadInputException(
            $"there are no days from {Text(from, "the first")} to {Text(to, "the last")}; the files have {Text(DateOnly.FromDayNumber(span.First))} to {Text(DateOnly.FromDayNumber(span.Last))}");
    }

    private static string Text(DateOnly? day, string none = "") => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? none;
}
