using CryptoEtl.Core;
using CryptoEtl.Core.Historical;

namespace CryptoEtl.Data.Sources.LunarCrush;

/// <summary>Reads <c>/system/changes</c>.</summary>
internal static class SocialChanges
{
    public static async Task<Batch> ParseAsync(Stream body, Reading reading, CancellationToken cancellation)
    {
        var (_, changes) = await JsonRows.OfEnvelopeAsync(body, "data", reading, cancellation);
        var rows = new BatchBuilder(HistoricalTables.SocialChange);
        foreach (var row in changes)
        {
            var changed = row.Seconds("time");
            rows.Text("asset_type", row.Text("asset_type"))
                .Text("asset_key", row.Label("asset_id"))
                .Text("asset_name", row.Text("asset_name"))
                .Text("change", row.Text("change"))
                .Text("description", row.Text("description"))
                .Instant("changed_at", changed)
                .Text("type_errors", row.TypeErrors)
                .Origin(reading.Origin, changed ?? reading.ObservedAt, TimeSpan.Zero)
                .EndRow();
        }

        return rows.Build();
    }
}
