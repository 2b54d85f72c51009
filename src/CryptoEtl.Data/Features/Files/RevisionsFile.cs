using CryptoEtl.Core;
using CryptoEtl.Core.Features;

namespace CryptoEtl.Data.Features.Files;

/// <summary>The file of revisions: values whose publication is known. Rows come in any order; of those published at one moment the later one counts.</summary>
internal static class RevisionsFile
{
    /// <summary>Name of the field whose date is the start of an hour.</summary>
    public const string HourlyClose = "hourly_close";

    private const int FieldName = 2, Value = 3, PublishedAt = 4;

    private static readonly FileColumns Columns = new(["asset_id", "date", "field", "value", "published_at"], 5);

    /// <exception cref="BadInputException">A row cannot be read.</exception>
    public static void Read(string path, Observed observed, NullCounts nulls, CancellationToken cancellation)
    {
        using var rows = FeatureRows.Open(path, Columns);
        while (rows.Next())
        {
            cancellation.ThrowIfCancellationRequested();
            var (asset, name) = (observed.Of(rows), rows.Name(FieldName));
            var (value, published) = (rows.Number(Value), rows.Instant(PublishedAt));
            if (name == HourlyClose)
                Hour(asset, rows.Hour(FileColumns.Time), value, published, nulls);
            else
                Daily(asset, Fields.Named(name) ?? throw Unknown(rows), rows.Day(FileColumns.Time), value, published, nulls);
        }
    }

    private static void Hour(ObservedAsset asset, int hour, double close, long published, NullCounts nulls)
    {
        asset.History.AddHour(hour, close, published);
        if (close <= 0)
            nulls.CountHour();
    }

    private static void Daily(ObservedAsset asset, Field field, int day, double value, long published, NullCounts nulls)
    {
        asset.History.Add(field, day, value, published);
        asset.HasPrice |= field == Field.Close && value > 0;
        if (!double.IsNaN(value) && !Fields.IsMeant(field, value))
            nulls.Count(field);
    }

    private static BadInputException Unknown(FeatureRows rows) =>
        rows.Refused(FieldName, $"there is no such field; there are: {string.Join(", ", Fields.All.Select(Fields.NameOf))}, {HourlyClose}");
}
