using CryptoEtl.Core;
using CryptoEtl.Core.Historical;

namespace CryptoEtl.Data.Sources.LunarCrush;

/// <summary>Reads <c>/coins/{coin}/time-series/v2</c>. A stamp is the start of its bucket; small coins lack the social keys.</summary>
/// <remarks>The last buckets still run, or begin after the answer was made: they are live.</remarks>
internal static class SocialSeries
{
    private static readonly string[] SameName =
    [
        "contributors_active", "contributors_created", "interactions", "posts_active", "posts_created", "spam", "sentiment", "galaxy_score", "alt_rank",
        "circulating_supply",
    ];

    public static async Task<Batch> ParseAsync(Stream body, Reading reading, CancellationToken cancellation)
    {
        var (envelope, points) = await JsonRows.OfEnvelopeAsync(body, "data", reading, cancellation);
        var series = SeriesConfig.Of(envelope, reading);
        var rows = new BatchBuilder(HistoricalTables.Social);
        for (var index = 0; index < points.Count; index++)
        {
            AddFigures(rows, points[index]);
            AddClocks(rows, series, Stamps.Seconds(points[index], "time", index, reading), reading);
        }

        return rows.Build();
    }

    private static void AddFigures(BatchBuilder rows, JsonRow point)
    {
        foreach (var column in SameName)
            rows.Number(column, point.Number(column));
        rows.Number("social_dominance_pct", point.Number("social_dominance"))
            .Number("price_usd", point.Number("close"))
            .Number("market_cap_usd", point.Number("market_cap"))
            .Number("market_dominance_pct", point.Number("market_dominance"))
            .Number("volume_24h_usd", point.Number("volume_24h"))
            .Text("type_errors", point.TypeErrors);
    }

    private static void AddClocks(BatchBuilder rows, SeriesConfig series, DateTimeOffset start, Reading reading)
    {
        var end = start + series.Length;
        rows.Integer("lunarcrush_id", series.CoinId)
            .Text("bucket", series.Bucket)
            .Instant("stamp", start)
            .Day("day", DateOnly.FromDateTime(start.UtcDateTime))
            .Flag("is_live", end > series.MadeAt)
            .Origin(reading.Origin, Stamps.EndOf(end, reading), PublicationLags.SocialSeries)
            .EndRow();
    }
}
