using System.Globalization;
using System.IO.Compression;

namespace CryptoEtl.Data.Tests.QualityGate.Check;

/// <summary>A .csv.gz file as texts, read by other code than the one under test.</summary>
internal sealed class RawFile
{
    private readonly string[] header;

    public RawFile(string path)
    {
        using var lines = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        header = lines.ReadLine()!.Split(',');
        while (lines.ReadLine() is { } line)
            Rows.Add(line.Contains('"') ? Quoted(line) : line.Split(','));
    }

    public List<string[]> Rows { get; } = [];

    public int At(string column) => Array.IndexOf(header, column);

    public double? Number(string[] row, string column) =>
        double.TryParse(row[At(column)], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    public int Count(Func<string[], bool> test) => Rows.Count(test);

    /// <summary>Rows by series, oldest first, each time once.</summary>
    public List<List<string[]>> Series(string time, params string[] names) =>
        [.. Rows.GroupBy(row => string.Join('|', names.Select(name => row[At(name)]))).Select(series => series.DistinctBy(row => row[At(time)]).OrderBy(row => row[At(time)], StringComparer.Ordinal).ToList())];

    private static string[] Quoted(string line)
    {
        var (fields, field, isInside) = (new List<string>(), new System.Text.StringBuilder(), false);
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] == '"' && isInside && at + 1 < line.Length && line[at + 1] == '"')
                field.Append(line[at++]);
            else if (line[at] == '"')
                isInside = !isInside;
            else if (line[at] == ',' && !isInside)
                (fields, field) = (Add(fields, field), new());
            else
                field.Append(line[at]);
        }

        return [.. Add(fields, field)];
    }

    private static List<string> Add(List<string> fields, System.Text.StringBuilder field)
    {
        fields.Add(field.ToString());
        return fields;
    }
}
