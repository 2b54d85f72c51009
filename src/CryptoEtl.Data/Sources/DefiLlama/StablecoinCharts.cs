using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Core.Historical;

namespace CryptoEtl.Data.Sources.DefiLlama;

/// <summary>Reads <c>/stablecoincharts/{chain}</c>: one row per day and peg. The stamp is a text of seconds, though the specification says number.</summary>
/// <remarks>The last day has the newest hourly reading under a midnight stamp: it is live until the day is over.</remarks>
internal static class StablecoinCharts
{
    private static readonly (string Column, string Field)[] Amounts =
    [
        ("circulating", "totalCirculating"), ("unreleased", "totalUnreleased"), ("circulating_usd", "totalCirculatingUSD"),
        ("minted_usd", "totalMintedUSD"), ("bridged_to_usd", "totalBridgedToUSD"),
    ];

    public static async Task<Batch> ParseAsync(Stream body, Reading reading, CancellationToken cancellation)
    {
        var rows = new BatchBuilder(HistoricalTables.Stablecoin);
        var index = 0;
        await foreach (var row in JsonRows.OfArrayAsync(body, reading, cancellation))
            Add(rows, row, Stamps.Seconds(row, "date", index++, reading), reading);
        return rows.Build();
    }

    private static void Add(BatchBuilder rows, JsonRow day, DateTimeOffset start, Reading reading)
    {
        foreach (var peg in PegsOf(day))
        {
            foreach (var (column, field) in Amounts)
                rows.Number(column, peg is null ? null : day.Inner(field)?.Number(peg));
            rows.Text("peg_type", peg);
            AddClocks(rows, day, start, reading);
        }
    }

    /// <summary>Every peg that any of the amounts knows; one null where there is none, so that the day is not lost.</summary>
    private static string?[] PegsOf(JsonRow day)
    {
        var pegs = Amounts
            .SelectMany(amount => day.Nested(amount.Field, JsonValueKind.Object) is { } found ? found.EnumerateObject().Select(peg => peg.Name) : [])
            .Distinct().ToArray<string?>();
        return pegs.Length > 0 ? pegs : [null];
    }

    private static void AddClocks(BatchBuilder rows, JsonRow day, DateTimeOffset start, Reading reading) => rows
        .Text("chain", reading.Segment(1) ?? "all")
        .Text("stablecoin_id", reading.Parameter("stablecoin"))
        .Instant("stamp", start)
        .Day("day", DateOnly.FromDateTime(start.UtcDateTime))
        .Flag("is_live", start.AddDays(1) > reading.ObservedAt)
        .Text("type_errors", day.TypeErrors)
        .Origin(reading.Origin, Stamps.EndOf(start.AddDays(1), reading), PublicationLags.Stablecoins)
        .EndRow();
}
