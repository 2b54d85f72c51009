using CryptoEtl.Core;
using CryptoEtl.Core.Coinbase;
using CryptoEtl.Core.Runs;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.QualityGate;
using CryptoEtl.Functions.Runs;
using Microsoft.Azure.Functions.Worker;

namespace CryptoEtl.Functions.Coinbase;

/// <summary>Input of <see cref="PromoteCoinbase"/>.</summary>
public sealed record CoinbasePromotion(BatchId Batch, DateTimeOffset ObservedAt);

/// <summary>Reconciles the two lists, and carries the history of states on by a day.</summary>
public sealed class PromoteCoinbase(Lake lake)
{
    private const int MostExamples = 5;

    [Function(nameof(PromoteCoinbase))]
    public async Task<Promoted> RunAsync([ActivityTrigger] CoinbasePromotion input, CancellationToken cancellation)
    {
        var origin = new RowOrigin(input.Batch, input.ObservedAt, RawSha256: null);
        var products = await PassedAsync(CoinbaseTables.Product);
        var (markets, differences) = CoinbaseMarkets.Of(products, await PassedAsync(CoinbaseTables.Ticker), origin);
        var stretches = ListingHistory.After(
            await KnownAsync(input.Batch, cancellation), StatesOf(markets), await HeldAsync(input.Batch, products, cancellation), input.Batch.EventDate);

        var parts = new List<TablePart> { await lake.StageGapsAsync(CoinbaseTables.State, origin, cancellation) };
        foreach (var rows in new[] { markets, differences, CoinbaseAssets.Of(markets, stretches, origin), ListingHistory.ToRows(stretches, origin) })
            parts.Add(await lake.StageAsync(input.Batch, "day", rows, cancellation));
        return new(parts, [Count(markets)]);

        Task<Batch> PassedAsync(TableDefinition table) =>
            new GatedReader(lake).ReadAsync(table, input.Batch, cancellation);
    }

    /// <summary>What the batch before knew; nothing for the first.</summary>
    private async Task<IReadOnlyList<ListingStretch>> KnownAsync(BatchId batch, CancellationToken cancellation)
    {
        var table = lake.Table(CoinbaseTables.State);
        var before = await table.NewestBeforeAsync(batch.Slot, cancellation);
        return before is null ? [] : ListingHistory.FromRows(await table.ReadAsync(before, cancellation));
    }

    /// <summary>Products that are listed, but whose rows the gate held back.</summary>
    private async Task<IReadOnlySet<string>> HeldAsync(BatchId batch, Batch passed, CancellationToken cancellation)
    {
        var all = await lake.Table(CoinbaseTables.Product).ReadAsync(batch, cancellation);
        return all.Texts("product_id").OfType<string>().Except(passed.Texts("product_id").OfType<string>()).ToHashSet();
    }

    private static IEnumerable<(string ProductId, string? AssetId, string State)> StatesOf(Batch markets) =>
        Enumerable.Range(0, markets.RowCount).Select(row =>
            (markets.Texts("product_id")[row]!, markets.Texts("asset_id")[row], markets.Texts("state")[row]!));

    private static MappingCount Count(Batch markets)
    {
        var unmapped = Enumerable.Range(0, markets.RowCount).Where(row => markets.Texts("asset_id")[row] is null).ToList();
        return new("coinbase products", markets.RowCount - unmapped.Count, unmapped.Count, Ambiguous: 0,
            [.. unmapped.Take(MostExamples).Select(row => $"{markets.Texts("product_id")[row]}: {markets.Texts("mapping")[row]}")]);
    }
}
