using System.Globalization;

namespace CryptoEtl.Core.Historical.Silver;

/// <summary>Social figures by asset.</summary>
public static class SocialDays
{
    private static readonly string[] Same =
        ["interactions", "posts_active", "contributors_active", "sentiment", "social_dominance_pct", "galaxy_score", "alt_rank"];

    /// <param name="social">Rows of <see cref="HistoricalTables.SocialDay"/>, one per coin and day.</param>
    public static Batch Of(Batch social, IReadOnlyList<AssetWork> assets, BatchId batch)
    {
        var coins = social.Integers("lunarcrush_id").Select(id => id?.ToString(CultureInfo.InvariantCulture)).ToArray();
        var runs = RowGroups.Of(coins, social.Instants("day"));
        var rows = new BatchBuilder(HistoricalTables.SilverSocial);
        foreach (var asset in assets.Where(asset => asset.LunarCrushId is not null).OrderBy(asset => asset.AssetId, StringComparer.Ordinal))
        {
            foreach (var row in runs.GetValueOrDefault(asset.LunarCrushId!.Value.ToString(CultureInfo.InvariantCulture)) ?? [])
                Add(rows.Text("asset_id", asset.AssetId), social, row, batch);
        }

        return rows.Build();
    }

    private static void Add(BatchBuilder rows, Batch social, int row, BatchId batch)
    {
        var day = social.Instants("day")[row]!.Value;
        var clocks = default(RowClocks);
        clocks.Add(social, row);
        foreach (var column in Same)
            rows.Number(column, social.Numbers(column)[row]);
        rows.Integer("lunarcrush_id", social.Integers("lunarcrush_id")[row]).Day("day", DateOnly.FromDateTime(day));
        clocks.Write(rows, day.AddDays(1), PublicationLags.Social, batch, social.Texts(Tables.RawSha256)[row]);
        rows.EndRow();
    }
}
