using CryptoEtl.Core;
using CryptoEtl.Core.Derivatives;
using CryptoEtl.Core.Runs;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.QualityGate;
using CryptoEtl.Functions.Runs;
using Microsoft.Azure.Functions.Worker;

namespace CryptoEtl.Functions.Derivatives;

/// <summary>Input of <see cref="PromoteDerivatives"/>.</summary>
/// <param name="Tables">Bronze tables of the batch; those of sources not asked are missing.</param>
public sealed record DerivativesPromotion(BatchId Batch, DateTimeOffset ObservedAt, IReadOnlyList<string> Tables);

/// <summary>Turns what passed the gate into one set of units, and adds it up.</summary>
public sealed class PromoteDerivatives(Lake lake, EtlSettings settings)
{
    private const int MostExamples = 5;

    [Function(nameof(PromoteDerivatives))]
    public async Task<Promoted> RunAsync([ActivityTrigger] DerivativesPromotion input, CancellationToken cancellation)
    {
        var origin = new RowOrigin(input.Batch, input.ObservedAt, RawSha256: null);
        var snapshot = DerivativesSnapshot.Of(await ReadAsync(input, cancellation), settings.FundingIntervals, origin);
        var parts = new List<TablePart> { await lake.StageGapsAsync(DerivativesSilver.Market, origin, cancellation) };
        foreach (var rows in new[] { snapshot.Unmapped, snapshot.Contracts, snapshot.Venues, snapshot.Assets, snapshot.Market })
            parts.Add(await lake.StageAsync(input.Batch, "day", rows, cancellation));
        return new(parts, Count(snapshot));
    }

    private async Task<DerivativesInput> ReadAsync(DerivativesPromotion input, CancellationToken cancellation)
    {
        return new(
            await PassedAsync(DerivativesTables.Contract), await PassedAsync(DerivativesTables.Venue), await PassedAsync(DerivativesTables.Ticker),
            await PassedAsync(DerivativesTables.OnchainPerp), await PassedAsync(DerivativesTables.OnchainVolume));

        async Task<Batch> PassedAsync(TableDefinition table) => input.Tables.Contains(table.FullName)
            ? await new GatedReader(lake).ReadAsync(table, input.Batch, cancellation)
            : new BatchBuilder(table).Build();
    }

    private static List<MappingCount> Count(DerivativesSnapshot snapshot)
    {
        var (unmapped, contracts) = (snapshot.Unmapped, snapshot.Contracts);
        return
        [
            .. contracts.Texts("source").OfType<string>().GroupBy(source => source).Select(source =>
            {
                var missing = Enumerable.Range(0, unmapped.RowCount).Where(row => unmapped.Texts("source")[row] == source.Key).ToList();
                var largest = missing.OrderByDescending(row => unmapped.Numbers("volume_24h_usd")[row] ?? 0).Take(MostExamples);
                return new MappingCount(
                    $"{source.Key} contracts", source.Count() - missing.Count, missing.Count, Ambiguous: 0, [.. largest.Select(row => Describe(unmapped, row))]);
            }),
        ];
    }

    private static string Describe(Batch unmapped, int row) =>
        $"{unmapped.Texts("venue_id")[row]} {unmapped.Texts("symbol")[row]} ({unmapped.Texts("underlying")[row]}): {unmapped.Texts("reason")[row]}";
}
