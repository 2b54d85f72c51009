using System.Globalization;
using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace CryptoEtl.Benchmarks.Parquet;

/// <summary>Writes and reads candles as Parquet, next to DuckDB on one thread with the same rows.</summary>
public static class ParquetBenchmark
{
    private const int DefaultRows = 2_000_000, RowsPerGroup = 250_000, Runs = 7;

    /// <param name="args"><c>--rows N</c>; two million rows by default.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        int rows = args is ["--rows", string text] ? int.Parse(text, CultureInfo.InvariantCulture) : DefaultRows;
        string folder = Directory.CreateTempSubdirectory("parquet-benchmark-").FullName;
        try
        {
            await RunAsync(rows, Path.Combine(folder, "ours.parquet"), Path.Combine(folder, "duckdb.parquet"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAsync(int rows, string ours, string theirs)
    {
        Candles candles = Candles.Make(rows);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows x 8 columns, {candles.Bytes / 1e6:F0} MB of values, snappy; median of {Runs} runs"));
        Measurement write = await Measurement.MedianAsync(Runs, () => WriteAsync(ours, candles));
        Measurement readOwn = await Measurement.MedianAsync(Runs, () => ReadAsync(ours));
        DuckDbResult? duckDb = await DuckDb.RunAsync(ours, theirs, Runs);
        Measurement? readTheirs = duckDb is null ? null : await Measurement.MedianAsync(Runs, () => ReadAsync(theirs));
        Report(candles, [
            new Line("write", write, duckDb?.Write),
            new Line("read own file", readOwn, duckDb?.ReadOwn),
            new Line("read the other's file", readTheirs, duckDb?.ReadOurs),
        ]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"file sizes: {Size(ours)} by us, {Size(theirs)} by DuckDB {duckDb?.Version ?? "(not run)"}"));
    }

    private sealed record Line(string What, Measurement? Ours, Measurement? Theirs);

    private static void Report(Candles candles, Line[] lines)
    {
        Console.WriteLine($"{"",-22} | {"ours",46} | {"DuckDB, 1 thread",46} | ratio");
        foreach (Line line in lines)
            Console.WriteLine($"{line.What,-22} | {Speed(candles, line.Ours),46} | {Speed(candles, line.Theirs),46} | {Ratio(line)}");
    }

    private static string Ratio(Line line) => line.Ours is { } ours && line.Theirs is { } theirs
        ? string.Create(CultureInfo.InvariantCulture, $"{theirs.Clock / ours.Clock:F2}x clock, {theirs.Cpu / ours.Cpu:F2}x CPU") : "";

    private static string Speed(Candles candles, Measurement? run) => run is null ? "not run" : string.Create(
        CultureInfo.InvariantCulture,
        $"{run.Clock * 1000:F0} ms (CPU {run.Cpu * 1000:F0}) {candles.Rows / run.Clock / 1e6:F1} M rows/s {candles.Bytes / run.Clock / 1e6:F0} MB/s");

    private static string Size(string path) =>
        File.Exists(path) ? string.Create(CultureInfo.InvariantCulture, $"{new FileInfo(path).Length / 1e6:F1} MB") : "nothing";

    private static async Task WriteAsync(string path, Candles candles)
    {
        await using FileStream stream = File.Create(path);
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(Candles.Fields), stream);
        for (int start = 0; start < candles.Rows; start += RowsPerGroup)
        {
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            foreach (DataColumn column in candles.Slice(start, Math.Min(RowsPerGroup, candles.Rows - start))) await group.WriteColumnAsync(column);
        }
    }

    /// <summary>Materialises every column of every row group as an array.</summary>
    private static async Task ReadAsync(string path)
    {
        using ParquetReader reader = await ParquetReader.CreateAsync(path);
        for (int group = 0; group < reader.RowGroupCount; group++)
        {
            DataColumn[] columns = await reader.ReadEntireRowGroupAsync(group);
            if (columns.Length != Candles.Fields.Length) throw new InvalidOperationException("columns are missing");
        }
    }
}
