using CryptoEtl.Core;
using CryptoEtl.Core.Features;

namespace CryptoEtl.Data.Features.Files;

/// <summary>The daily file: bars, caps and all else that has a value a day. Each value is taken as published at its source's usual time.</summary>
internal static class DailyFile
{
    private static readonly FileColumns Columns = new(["asset_id", "date", .. Fields.All.Select(Fields.NameOf)], 2 + (int)Field.MarketCap + 1);

    /// <exception cref="BadInputException">A row cannot be read, or does not ascend.</exception>
    public static void Read(string path, Observed observed, NullCounts nulls, CancellationToken cancellation)
    {
        using var rows = FeatureRows.Open(path, Columns);
        var given = Fields.All.Where(field => rows.Has(ColumnOf(field))).ToArray();
        var values = new double[Fields.Count];
        while (rows.Next())
        {
            cancellation.ThrowIfCancellationRequested();
            var asset = observed.Of(rows);
            var day = Ascent.Step(asset, rows);
            foreach (var field in given)
                Take(asset, field, day, values[(int)field] = rows.Number(ColumnOf(field)), nulls);
            asset.HasPrice |= nulls.CountBar(values);
        }
    }

    private static int ColumnOf(Field field) => 2 + (int)field;

    private static void Take(ObservedAsset asset, Field field, int day, double value, NullCounts nulls)
    {
        if (double.IsNaN(value))
            return;
        asset.History.Add(field, day, value);
        if (!Fields.IsMeant(field, value))
            nulls.Count(field);
    }
}
