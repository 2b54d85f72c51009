using CryptoEtl.Core;
using CryptoEtl.Core.Live;
using CryptoEtl.Core.Planning;
using CryptoEtl.Core.Runs;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.Runs;
using Microsoft.Azure.Functions.Worker;

namespace CryptoEtl.Functions.Live;

/// <summary>Input of <see cref="PromoteLive"/>.</summary>
/// <param name="Listing">The request that was answered with CoinGecko's list.</param>
public sealed record PromoteRequest(BatchId Batch, DateTimeOffset ObservedAt, PlannedRequest Listing, bool WithSocial);

/// <summary>Silver, staged.</summary>
public sealed record Promoted(StagedPart Rows, StagedPart Mappings, IReadOnlyList<MappingCount> Counts);

/// <summary>Joins what passed the gate into the silver snapshot.</summary>
public sealed class PromoteLive(Lake lake, EtlSettings settings)
{
    private const int MostExamples = 5;

    [Function(nameof(PromoteLive))]
    public async Task<Promoted> RunAsync([ActivityTrigger] PromoteRequest input, CancellationToken cancellation)
    {
        var market = await ReadAsync(LiveTables.BronzeMarket);
        var onchain = await ReadAsync(LiveTables.BronzeOnchain);
        var social = input.WithSocial ? await ReadAsync(LiveTables.BronzeSocial) : null;
        var listing = await RawRows.ReadAsync(lake, input.Batch, input.Listing, cancellation);

        var origin = new RowOrigin(input.Batch, input.ObservedAt, RawSha256: null);
        var snapshot = LiveSnapshot.Of(market, listing, social, onchain, settings.LiveTop, origin);
        return new(
            await lake.Table(LiveTables.Silver).StageAsync(input.Batch, "snapshot", snapshot.Rows, cancellation),
            await lake.Table(LiveTables.SilverMapping).StageAsync(input.Batch, "mapping", snapshot.Mappings, cancellation),
            Count(snapshot.Mappings));

        Task<Batch> ReadAsync(TableDefinition table) =>
            GatedReader.ReadAsync(lake, table, input.Batch, settings.Thresholds, input.ObservedAt, cancellation);
    }

    private static List<MappingCount> Count(Batch mappings)
    {
        var (sources, statuses) = (mappings.Texts("source"), mappings.Texts("status"));
        return
        [
            .. Enumerable.Range(0, mappings.RowCount).GroupBy(row => sources[row]!).Select(source => new MappingCount(
                source.Key,
                source.Count(row => statuses[row] == "mapped"),
                source.Count(row => statuses[row] == "unmatched"),
                source.Count(row => statuses[row] == "ambiguous"),
                [.. source.Where(row => statuses[row] != "mapped").Take(MostExamples).Select(row => Describe(mappings, row))])),
        ];
    }

    private static string Describe(Batch mappings, int row) =>
        $"{mappings.Texts("source_name")[row]} ({mappings.Texts("source_id")[row]}): {mappings.Texts("status")[row]}, {mappings.Texts("evidence")[row]}";
}
