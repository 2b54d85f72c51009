using CryptoEtl.Core.Coinbase;

namespace CryptoEtl.Core.Tests.Coinbase;

/// <summary>Small lists of Coinbase to test on.</summary>
internal static class CoinbaseRows
{
    public static readonly DateTimeOffset Noon = new(2026, 6, 30, 12, 0, 0, TimeSpan.Zero);
    public static readonly RowOrigin Origin = new(new BatchId("coinbase", Noon.AddHours(-12)), Noon, "ab");

    public static Batch Products(params (string Id, string? Status, bool? Disabled)[] products)
    {
        var rows = new BatchBuilder(CoinbaseTables.Product);
        foreach (var (id, status, disabled) in products)
        {
            rows.Text("product_id", id).Text("base_currency", id.Split('-')[0]).Text("quote_currency", id.Split('-')[1])
                .Text("status", status).Flag("trading_disabled", disabled).Origin(Origin, Noon, TimeSpan.Zero).EndRow();
        }

        return rows.Build();
    }

    public static Batch Tickers(params (string From, string To, string Asset, bool Stale)[] tickers)
    {
        var rows = new BatchBuilder(CoinbaseTables.Ticker);
        foreach (var (from, to, asset, stale) in tickers)
        {
            rows.Text("base", from).Text("target", to).Text("asset_id", asset).Flag("is_stale", stale).Number("last_usd", 10).Number("volume_24h_usd", 100)
                .Origin(Origin, Noon, TimeSpan.Zero).EndRow();
        }

        return rows.Build();
    }
}
