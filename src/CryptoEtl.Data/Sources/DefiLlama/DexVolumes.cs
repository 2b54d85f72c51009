using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Planning;

namespace CryptoEtl.Data.Sources.DefiLlama;

/// <summary>Reads <c>/overview/dexs</c> and <c>/summary/dexs/{slug}</c>: the days of the chart, then the rolling totals.</summary>
/// <remarks>Keys go missing instead of being null. The day that still runs holds yesterday's figure for protocols without data: it is live.</remarks>
internal static class DexVolumes
{
    public static async Task<Batch> ParseAsync(Stream body, Reading reading, CancellationToken cancellation)
    {
        var answer = await JsonRows.EnvelopeAsync(body, reading, cancellation);
        var isOverview = reading.Request.Endpoint == Endpoints.DexVolume;
        var all = isOverview ? DexSubject.All(reading) : DexSubject.Protocol(answer, reading);
        var rows = new BatchBuilder(HistoricalTables.DexVolume);
        AddDays(rows, all, answer, reading);
        AddTotals(rows, all, answer, reading);
        foreach (var row in isOverview ? Protocols(answer, reading) : [])
            AddTotals(rows, DexSubject.Protocol(row, reading), row, reading);
        return rows.Build();
    }

    private static IEnumerable<JsonRow> Protocols(JsonRow answer, Reading reading)
    {
        var protocols = answer.Nested("protocols", JsonValueKind.Array) ?? throw new UpstreamException($"{reading.What}: the answer has no array 'protocols'");
        return protocols.EnumerateArray().Select((row, index) => row.ValueKind == JsonValueKind.Object
            ? JsonRows.Counted(row, "protocols[]", reading)
            : throw new UpstreamException($"{reading.What}: row {index} is {row.ValueKind}, not an object"));
    }

    private static void AddDays(BatchBuilder rows, DexSubject subject, JsonRow answer, Reading reading)
    {
        var chart = answer.Nested("totalDataChart", JsonValueKind.Array) ?? throw new UpstreamException($"{reading.What}: the answer has no array 'totalDataChart'");
        var index = 0;
        foreach (var point in chart.EnumerateArray())
        {
            var place = $"totalDataChart[{index++}]";
            var start = Stamps.Seconds(Pairs.Check(point, 1, reading, place)[0], reading, place);
            string? errors = null;
            subject.Add(rows, "day")
                .Number("volume_usd", Pairs.Value(point, 1, "totalDataChart", ref errors))
                .Text("type_errors", errors);
            AddClocks(rows, start, reading);
        }
    }

    /// <summary>A flow of the day that starts at its stamp.</summary>
    private static void AddClocks(BatchBuilder rows, DateTimeOffset start, Reading reading) => rows
        .Instant("stamp", start)
        .Day("day", DateOnly.FromDateTime(start.UtcDateTime))
        .Flag("is_live", start.AddDays(1) > reading.ObservedAt)
        .Origin(reading.Origin, Stamps.EndOf(start.AddDays(1), reading), PublicationLags.DexVolume)
        .EndRow();

    private static void AddTotals(BatchBuilder rows, DexSubject subject, JsonRow row, Reading reading) => subject.Add(rows, "rolling")
        .Number("total_24h_usd", row.Number("total24h"))
        .Number("total_48h_to_24h_usd", row.Number("total48hto24h"))
        .Number("total_7d_usd", row.Number("total7d"))
        .Number("total_30d_usd", row.Number("total30d"))
        .Number("total_1y_usd", row.Number("total1y"))
        .Number("total_all_time_usd", row.Number("totalAllTime"))
        .Number("change_1d_pct", row.Number("change_1d"))
        .Flag("is_live", true)
        .Text("type_errors", row.TypeErrors)
        .Origin(reading.Origin, reading.ObservedAt, TimeSpan.Zero)
        .EndRow();
}
