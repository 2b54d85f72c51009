using CryptoEtl.Core.Derivatives;

namespace CryptoEtl.Core.Tests.Derivatives;

/// <summary>A small derivatives market to test on.</summary>
internal static class DerivativesRows
{
    public static readonly DateTimeOffset Noon = new(2026, 6, 30, 12, 0, 0, TimeSpan.Zero);
    public static readonly RowOrigin Origin = new(new BatchId("derivatives", Noon.AddHours(-12)), Noon, "ab");

    /// <summary>A contract that breaks no rule; change one thing about it.</summary>
    public sealed record Listed(string Venue, string? Symbol)
    {
        public string Index { get; init; } = "BTC";
        public string Type { get; init; } = "perpetual";
        public double? Price { get; init; } = 100;
        public double? IndexPrice { get; init; } = 99;
        public double? Funding { get; init; } = 0.01;
        public double? OpenInterest { get; init; } = 1000;
        public double? Volume { get; init; } = 500;
        public DateTimeOffset? Expires { get; init; }
    }

    public static Batch Contracts(params Listed[] contracts)
    {
        var rows = new BatchBuilder(DerivativesTables.Contract);
        foreach (var contract in contracts)
        {
            rows.Text("venue_name", contract.Venue).Text("symbol", contract.Symbol).Text("index_id", contract.Index).Text("contract_type", contract.Type)
                .Number("price", contract.Price).Number("index_price", contract.IndexPrice).Number("funding_rate_pct", contract.Funding)
                .Number("open_interest_usd", contract.OpenInterest).Number("volume_24h_usd", contract.Volume).Instant("expires_at", contract.Expires)
                .Origin(Origin, Noon, TimeSpan.Zero).EndRow();
        }

        return rows.Build();
    }

    public static Batch Venues(params (string Id, string Name)[] venues)
    {
        var rows = new BatchBuilder(DerivativesTables.Venue);
        foreach (var (id, name) in venues)
            rows.Text("venue_id", id).Text("venue_name", name).Number("open_interest_btc", 5).Origin(Origin, Noon, TimeSpan.Zero).EndRow();
        return rows.Build();
    }

    public static Batch Tickers(params (string Venue, string Symbol, string Base, string? Asset)[] tickers)
    {
        var rows = new BatchBuilder(DerivativesTables.Ticker);
        foreach (var (venue, symbol, @base, asset) in tickers)
        {
            rows.Text("venue_id", venue).Text("symbol", symbol).Text("base", @base).Text("target", "USDT").Text("asset_id", asset)
                .Text("contract_type", "perpetual").Number("last", 100).Number("last_usd", 100).Number("open_interest_usd", 77).Number("volume_24h_usd", 7)
                .Number("funding_rate_pct", 0.02).Origin(Origin, Noon, TimeSpan.Zero).EndRow();
        }

        return rows.Build();
    }

    public static Batch Perps(params (string Id, string Venue, string Base, double? Price, double? Funding)[] perps)
    {
        var rows = new BatchBuilder(DerivativesTables.OnchainPerp);
        foreach (var (id, venue, @base, price, funding) in perps)
        {
            rows.Text("perp_id", id).Text("marketplace", venue).Text("market", id).Text("base_asset", @base)
                .Number("index_price", price).Number("funding_rate", funding).Origin(Origin, Noon, TimeSpan.Zero).EndRow();
        }

        return rows.Build();
    }

    public static Batch Volumes(params (string Kind, double? Total)[] volumes)
    {
        var rows = new BatchBuilder(DerivativesTables.OnchainVolume);
        foreach (var (kind, total) in volumes)
            rows.Text("kind", kind).Text("protocol_id", $"{rows.RowCount}").Text("name", "p").Number("total_24h_usd", total).Origin(Origin, Noon, TimeSpan.Zero).EndRow();
        return rows.Build();
    }

    public static DerivativesSnapshot Snapshot(Batch contracts, Batch? tickers = null, Batch? perps = null, Batch? volumes = null, string? intervals = null) =>
        DerivativesSnapshot.Of(
            new(contracts, Venues(("bitmex", "BitMEX"), ("binance_futures", "Binance (Futures)"), ("small", "Small")), tickers ?? Tickers(), perps ?? Perps(), volumes ?? Volumes()),
            FundingIntervals.With(intervals), Origin);
}
