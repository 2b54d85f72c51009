using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Core.Live;

namespace CryptoEtl.Data.Sources.CoinGecko;

/// <summary>Reads <c>/coins/list</c> with <c>include_platform=true</c>.</summary>
internal static class CoinsList
{
    /// <summary>Answers are cached for 5 minutes on the Pro host.</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromMinutes(5);

    public static async Task<Batch> ParseAsync(Stream body, RowOrigin origin, int page, CancellationToken cancellation)
    {
        var rows = new BatchBuilder(LiveTables.Listing);
        await foreach (var row in JsonRows.OfArrayAsync(body, "coingecko /coins/list", cancellation))
        {
            rows.Text("asset_id", row.Text("id"))
                .Text("symbol", row.Text("symbol"))
                .Text("name", row.Text("name"))
                .Text("contracts", Contracts(row))
                .Text("type_errors", row.TypeErrors)
                .Origin(origin, origin.ObservedAt, Lag)
                .EndRow();
        }

        return rows.Build();
    }

    private static string? Contracts(JsonRow row)
    {
        var pairs = row.Nested("platforms", JsonValueKind.Object)?.EnumerateObject()
            .Where(platform => platform.Value.ValueKind == JsonValueKind.String && platform.Value.GetString()!.Length > 0)
            .Select(platform => ContractKey.Of(platform.Name, platform.Value.GetString()!))
            .ToList();
        return pairs is { Count: > 0 } ? string.Join('|', pairs) : null;
    }
}
