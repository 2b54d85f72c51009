using CryptoEtl.Core.Features;
using Parquet;
using Parquet.Data;

namespace CryptoEtl.Benchmarks.Features;

/// <summary>Features that another tool wrote to a Parquet file, asset, day and then a column each, in their places of a panel.</summary>
internal sealed class ForeignCells
{
    private const int FirstColumn = 2;

    private readonly int first;
    private readonly int days;
    private readonly bool[] rows;
    private readonly Dictionary<string, double[]> values = [];

    private ForeignCells(FeaturePanel panel)
    {
        (first, days) = (panel.Span!.Value.First, panel.Span.Value.Last - panel.Span.Value.First + 1);
        rows = new bool[panel.Assets.Count * days];
    }

    public IReadOnlyCollection<string> Columns => values.Keys;

    public static async Task<ForeignCells> ReadAsync(string path, FeaturePanel panel)
    {
        var cells = new ForeignCells(panel);
        var places = panel.Assets.Select((asset, at) => (asset.AssetId, at)).ToDictionary(one => one.AssetId, one => one.at);
        using var reader = await ParquetReader.CreateAsync(path);
        for (var group = 0; group < reader.RowGroupCount; group++)
            cells.Take(await reader.ReadEntireRowGroupAsync(group), places);
        return cells;
    }

    public bool HasRow(int asset, int day) => rows[Place(asset, day)];

    /// <summary>NaN: null.</summary>
    public double Value(string column, int asset, int day) => values[column][Place(asset, day)];

    private int Place(int asset, int day) => asset * days + day - first;

    private void Take(DataColumn[] columns, Dictionary<string, int> places)
    {
        var (ids, dates) = ((string[])columns[0].Data, columns[1].Data);
        var at = ids.Select((id, row) => Place(places[id], DayOf(dates.GetValue(row)!))).ToArray();
        foreach (var place in at)
            rows[place] = true;
        foreach (var column in columns.Skip(FirstColumn))
            Take((double?[])column.Data, at, Of(column.Field.Name));
    }

    private static int DayOf(object date) => DateOnly.FromDateTime((DateTime)date).DayNumber;

    private static void Take(double?[] column, int[] at, double[] into)
    {
        for (var row = 0; row < column.Length; row++)
            into[at[row]] = column[row] ?? double.NaN;
    }

    private double[] Of(string column)
    {
        if (!values.TryGetValue(column, out var of))
            values.Add(column, of = new double[rows.Length]);
        return of;
    }
}
