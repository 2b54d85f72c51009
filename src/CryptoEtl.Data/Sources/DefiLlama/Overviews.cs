using CryptoEtl.Core;
using CryptoEtl.Core.Derivatives;
using CryptoEtl.Core.Planning;

namespace CryptoEtl.Data.Sources.DefiLlama;

/// <summary>Reads the protocols of an <c>/overview/…</c>. Keys of a protocol go missing instead of being null.</summary>
internal static class Overviews
{
    public static async Task<Batch> ParseAsync(Stream body, Reading reading, CancellationToken cancellation)
    {
        var (_, protocols) = await JsonRows.OfEnvelopeAsync(body, "protocols", reading, cancellation);
        var kind = KindOf(reading.Request);
        var rows = new BatchBuilder(DerivativesTables.OnchainVolume);
        foreach (var row in protocols)
            Add(rows.Text("kind", kind), row, reading.Origin);
        return rows.Build();
    }

    private static string KindOf(PlannedRequest request) => request.Endpoint switch
    {
        Endpoints.PerpVolume => "perp_volume",
        Endpoints.PerpOpenInterest => "perp_open_interest",
        _ => request.PathAndQuery.Contains("dailyNotionalVolume", StringComparison.Ordinal) ? "options_notional" : "options_premium",
    };

    private static void Add(BatchBuilder rows, JsonRow row, RowOrigin origin) => rows
        .Text("protocol_id", row.Text("defillamaId"))
        .Text("name", row.Text("name") ?? row.Text("displayName") ?? row.Text("module"))
        .Text("slug", row.Text("slug"))
        .Text("parent_protocol", row.Text("parentProtocol"))
        .Text("chains", row.Texts("chains"))
        .Number("total_24h_usd", row.Number("total24h"))
        .Number("total_48h_to_24h_usd", row.Number("total48hto24h"))
        .Number("total_7d_usd", row.Number("total7d"))
        .Number("total_30d_usd", row.Number("total30d"))
        .Number("change_1d_pct", row.Number("change_1d"))
        .Text("type_errors", row.TypeErrors)
        .Origin(origin, origin.ObservedAt, TimeSpan.Zero)
        .EndRow();
}
