using CryptoEtl.Core;
using CryptoEtl.Core.Live;

namespace CryptoEtl.Data.Sources.DefiLlama;

/// <summary>Reads the parents of <c>/lite/protocols2</c>.</summary>
internal static class ParentProtocols
{
    public static async Task<Batch> ParseAsync(Stream body, Reading reading, CancellationToken cancellation)
    {
        var (_, parents) = await JsonRows.OfEnvelopeAsync(body, "parentProtocols", reading, cancellation);
        var rows = new BatchBuilder(LiveTables.Parent);
        foreach (var row in parents)
        {
            rows.Text("parent_id", row.Text("id"))
                .Text("name", row.Text("name"))
                .Text("gecko_id", row.Text("gecko_id"))
                .Text("type_errors", row.TypeErrors)
                .Origin(reading.Origin, reading.ObservedAt, TimeSpan.Zero)
                .EndRow();
        }

        return rows.Build();
    }
}
