using CryptoEtl.Core;
using CryptoEtl.Core.Coinbase;

namespace CryptoEtl.Data.Sources.Coinbase;

/// <summary>Reads <c>/products</c>. Sizes are texts.</summary>
internal static class Products
{
    public static async Task<Batch> ParseAsync(Stream body, Reading reading, CancellationToken cancellation)
    {
        var rows = new BatchBuilder(CoinbaseTables.Product);
        await foreach (var row in JsonRows.OfArrayAsync(body, reading, cancellation))
            Add(rows, row, reading.Origin);
        return rows.Build();
    }

    private static void Add(BatchBuilder rows, JsonRow row, RowOrigin origin)
    {
        rows.Text("product_id", row.Text("id"));
        foreach (var column in new[] { "base_currency", "quote_currency", "display_name", "status", "status_message" })
            rows.Text(column, row.Text(column));
        foreach (var column in new[] { "trading_disabled", "cancel_only", "post_only", "limit_only", "auction_mode", "margin_enabled", "fx_stablecoin" })
            rows.Flag(column, row.Flag(column));
        foreach (var column in new[] { "base_increment", "quote_increment", "min_market_funds" })
            rows.Number(column, row.Number(column));
        rows.Text("type_errors", row.TypeErrors)
            .Origin(origin, origin.ObservedAt, TimeSpan.Zero)
            .EndRow();
    }
}
