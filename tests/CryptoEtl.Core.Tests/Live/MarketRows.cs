using CryptoEtl.Core.Derivatives;
using CryptoEtl.Core.Live;

namespace CryptoEtl.Core.Tests.Live;

/// <summary>Small live markets to test on.</summary>
internal static class MarketRows
{
    public static readonly DateTimeOffset Noon = new(2018, 2, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly BatchId Batch = new("live", Noon);
    public static readonly RowOrigin Origin = new(Batch, Noon, "ab");

    /// <summary>A coin that breaks no rule; change one thing about it.</summary>
    public sealed record Coin(string? Id)
    {
        public string? Symbol { get; init; } = "sym";
        public string? Name { get; init; } = "Name";
        public double? Price { get; init; } = 10;
        public double? Supply { get; init; } = 1000;
        public double? Cap { get; init; } = 10_000;
        public double? Volume { get; init; } = 500;
        public double? High { get; init; } = 11;
        public double? Low { get; init; } = 9;
        public double? Change { get; init; } = 1;
        public DateTimeOffset? LastUpdated { get; init; } = Noon.AddSeconds(-30);
        public string? TypeErrors { get; init; }
    }

    public static Batch Market(params Coin[] coins)
    {
        var rows = new BatchBuilder(LiveTables.BronzeMarket);
        foreach (var coin in coins)
        {
            rows.Text("asset_id", coin.Id).Text("symbol", coin.Symbol).Text("name", coin.Name)
                .Number("price_usd", coin.Price).Number("market_cap_usd", coin.Cap).Number("circulating_supply", coin.Supply)
                .Number("volume_24h_usd", coin.Volume).Number("high_24h_usd", coin.High).Number("low_24h_usd", coin.Low)
                .Number("change_24h_pct", coin.Change).Instant("last_updated", coin.LastUpdated).Text("type_errors", coin.TypeErrors)
                .Origin(Origin, coin.LastUpdated ?? Noon, TimeSpan.FromSeconds(45)).EndRow();
        }

        return rows.Build();
    }

    public static Batch Listing(params (string Id, string Name, string Symbol, string? Contracts)[] coins)
    {
        var rows = new BatchBuilder(LiveTables.Listing);
        foreach (var (id, name, symbol, contracts) in coins)
            rows.Text("asset_id", id).Text("name", name).Text("symbol", symbol).Text("contracts", contracts).Origin(Origin, Noon, TimeSpan.Zero).EndRow();
        return rows.Build();
    }

    public static Batch Social(params (long Id, string Name, string Symbol, double? Price, string? Contracts)[] coins)
    {
        var rows = new BatchBuilder(LiveTables.BronzeSocial);
        foreach (var (id, name, symbol, price, contracts) in coins)
        {
            rows.Integer("lunarcrush_id", id).Text("name", name).Text("symbol", symbol).Number("price_usd", price)
                .Text("contracts", contracts).Number("galaxy_score", id).Origin(Origin, Noon, TimeSpan.Zero).EndRow();
        }

        return rows.Build();
    }

    public static Batch Onchain(params (string Id, string? GeckoId, string Category, double? Tvl)[] protocols)
    {
        var rows = new BatchBuilder(LiveTables.BronzeOnchain);
        foreach (var (id, gecko, category, tvl) in protocols)
            rows.Text("protocol_id", id).Text("name", id).Text("gecko_id", gecko).Text("category", category).Number("tvl_usd", tvl).Origin(Origin, Noon, TimeSpan.Zero).EndRow();
        return rows.Build();
    }

    public static Batch Parents(params (string Id, string? GeckoId)[] parents)
    {
        var rows = new BatchBuilder(LiveTables.Parent);
        foreach (var (id, gecko) in parents)
            rows.Text("parent_id", id).Text("gecko_id", gecko).EndRow();
        return rows.Build();
    }

    public static Batch DerivativesDay(DateTimeOffset observedAt, params (string Asset, double? OpenInterest, double? Funding)[] assets)
    {
        var rows = new BatchBuilder(DerivativesSilver.Asset);
        foreach (var (asset, openInterest, funding) in assets)
        {
            rows.Text("asset_id", asset).Number("open_interest_usd", openInterest).Number("funding_8h", funding)
                .Origin(Origin with { ObservedAt = observedAt }, observedAt, TimeSpan.Zero).EndRow();
        }

        return rows.Build();
    }
}
