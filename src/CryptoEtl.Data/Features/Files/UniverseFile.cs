using CryptoEtl.Core;
using CryptoEtl.Core.Features;
using CryptoEtl.Core.Features.Series;

namespace CryptoEtl.Data.Features.Files;

/// <summary>The file of the universe: who was a member on which day.</summary>
internal static class UniverseFile
{
    private static readonly FileColumns Columns = new(["asset_id", "date"], 2);

    /// <param name="assets">Sorted by id; members are given by their places in it.</param>
    /// <exception cref="BadInputException">A row cannot be read, comes twice, or names an asset without any bar.</exception>
    public static Membership Read(string path, Observed observed, IReadOnlyList<AssetHistory> assets, CancellationToken cancellation)
    {
        using var rows = FeatureRows.Open(path, Columns);
        var places = assets.Select((asset, at) => (asset.AssetId, at)).ToDictionary(one => one.AssetId, one => one.at, StringComparer.Ordinal);
        var members = new Membership(assets.Count);
        while (rows.Next())
        {
            cancellation.ThrowIfCancellationRequested();
            var (name, day) = (rows.Name(FileColumns.Asset), rows.Place());
            if (observed.Find(name) is not { HasPrice: true })
                throw rows.Refused(FileColumns.Asset, "the asset has no bar in the daily file or the revisions");
            Add(members, places[name], day, rows);
        }

        return members;
    }

    private static void Add(Membership members, int asset, int day, FeatureRows rows)
    {
        if (members.Contains(asset, day))
            throw Ascent.Duplicate(rows, rows.FirstLine(rows.Name(FileColumns.Asset), day));
        members.Add(asset, day);
    }
}
