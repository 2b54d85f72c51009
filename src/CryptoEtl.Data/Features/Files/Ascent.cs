using System.Globalization;
using CryptoEtl.Core;

namespace CryptoEtl.Data.Features.Files;

/// <summary>Rows of one asset must ascend in time, whichever rows of others lie between them: no key comes twice then.</summary>
internal static class Ascent
{
    /// <returns>Day, or hour, of the row.</returns>
    /// <exception cref="BadInputException">The row does not follow the asset's row before it.</exception>
    public static int Step(ObservedAsset asset, FeatureRows rows)
    {
        var place = rows.Place();
        if (asset.Line > 0 && place <= asset.Place)
            throw Refused(asset, rows, place);
        (asset.Line, asset.Place) = (rows.Line, place);
        return place;
    }

    public static BadInputException Duplicate(FeatureRows rows, long first) =>
        rows.Refused(FileColumns.Time, $"duplicate key: {rows.LineName} {first} has the same {string.Join(" and ", rows.Columns.Names.Take(2))}");

    private static BadInputException Refused(ObservedAsset asset, FeatureRows rows, int place)
    {
        var first = rows.FirstLine(asset.History.AssetId, place);
        return first > 0
            ? Duplicate(rows, first)
            : rows.Refused(FileColumns.Time, $"times of an asset must ascend, but {rows.LineName} {asset.Line} has {asset.History.AssetId} at {Text(asset.Place, rows.Columns.IsHourly)}");
    }

    private static string Text(int place, bool isHour) => isHour
        ? new DateTime(place * TimeSpan.TicksPerHour).ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture)
        : DateOnly.FromDayNumber(place).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
