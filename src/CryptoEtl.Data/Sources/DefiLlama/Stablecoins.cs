using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Core.Universe;

namespace CryptoEtl.Data.Sources.DefiLlama;

/// <summary>Reads <c>/stablecoins</c>: each coin in all, then on each of its chains. Amounts stand under the name of the peg; <c>{}</c> is no reading.</summary>
internal static class Stablecoins
{
    private static readonly (string Column, string Field)[] Before =
    [
        ("circulating_day_before_usd", "circulatingPrevDay"),
        ("circulating_week_before_usd", "circulatingPrevWeek"),
        ("circulating_month_before_usd", "circulatingPrevMonth"),
    ];

    /// <summary>Answers are cached for half an hour.</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromMinutes(30);

    public static async Task<Batch> ParseAsync(Stream body, Reading reading, CancellationToken cancellation)
    {
        var (_, assets) = await JsonRows.OfEnvelopeAsync(body, "peggedAssets", reading, cancellation);
        var rows = new BatchBuilder(UniverseTables.Stablecoin);
        foreach (var asset in assets)
            Add(rows, asset, reading);
        return rows.Build();
    }

    private static void Add(BatchBuilder rows, JsonRow asset, Reading reading)
    {
        var peg = asset.Text("pegType");
        AddAmounts(rows, asset, "circulating", peg);
        AddCoin(rows, asset, "all", peg, reading);
        if (asset.Nested("chainCirculating", JsonValueKind.Object) is not { } chains)
            return;

        foreach (var chain in chains.EnumerateObject().Where(chain => chain.Value.ValueKind == JsonValueKind.Object))
        {
            AddAmounts(rows, new(chain.Value, outer: asset, place: $"chainCirculating.{chain.Name}"), "current", peg);
            AddCoin(rows, asset, chain.Name, peg, reading);
        }
    }

    private static void AddAmounts(BatchBuilder rows, JsonRow amounts, string now, string? peg)
    {
        rows.Number("circulating_usd", Amount(amounts, now, peg));
        foreach (var (column, field) in Before)
            rows.Number(column, Amount(amounts, field, peg));
    }

    private static double? Amount(JsonRow amounts, string field, string? peg) => peg is null ? null : amounts.Inner(field)?.Number(peg);

    private static void AddCoin(BatchBuilder rows, JsonRow asset, string chain, string? peg, Reading reading) => rows
        .Text("stablecoin_id", asset.Label("id"))
        .Text("chain", chain)
        .Text("name", asset.Text("name"))
        .Text("symbol", asset.Text("symbol"))
        .Text("gecko_id", asset.Text("gecko_id"))
        .Text("peg_type", peg)
        .Text("peg_mechanism", asset.Text("pegMechanism"))
        .Text("price_source", asset.Text("priceSource"))
        .Number("price_usd", asset.Number("price"))
        .Flag("is_deprecated", asset.Flag("deprecated"))
        .Text("dead_from", asset.Label("deadFrom"))
        .Flag("is_delisted", asset.Flag("delisted"))
        .Flag("is_yield_bearing", asset.Flag("yieldBearing"))
        .Text("type_errors", asset.TypeErrors)
        .Origin(reading.Origin, reading.ObservedAt, Lag)
        .EndRow();
}
