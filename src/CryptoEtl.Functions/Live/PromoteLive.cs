using CryptoEtl.Core;
using CryptoEtl.Core.Derivatives;
using CryptoEtl.Core.Live;
using CryptoEtl.Core.Planning;
using CryptoEtl.Core.Runs;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.QualityGate;
using CryptoEtl.Functions.Runs;
using Microsoft.Azure.Functions.Worker;

namespace CryptoEtl.Functions.Live;

/// <summary>Input of <see cref="PromoteLive"/>.</summary>
/// <param name="Answers">The requests whose answers no table keeps: CoinGecko's list, DefiLlama's parents, LunarCrush's links.</param>
public sealed record PromoteRequest(BatchId Batch, DateTimeOffset ObservedAt, IReadOnlyList<PlannedRequest> Answers, bool WithSocial);

/// <summary>Joins what passed the gate into the silver snapshot.</summary>
public sealed class PromoteLive(Lake lake, EtlSettings settings)
{
    private const int MostExamples = 5;

    [Function(nameof(PromoteLive))]
    public async Task<Promoted> RunAsync([ActivityTrigger] PromoteRequest input, CancellationToken cancellation)
    {
        var origin = new RowOrigin(input.Batch, input.ObservedAt, RawSha256: null);
        var snapshot = LiveSnapshot.Of(await ReadAsync(input, cancellation), settings.LiveTop, origin);
        return new(
            [
                await lake.StageAsync(input.Batch, "mapping", snapshot.Mappings, cancellation),
                await lake.StageAsync(input.Batch, "snapshot", snapshot.Rows, cancellation),
            ],
            Count(snapshot.Mappings));
    }

    private async Task<LiveInput> ReadAsync(PromoteRequest input, CancellationToken cancellation)
    {
        return new(
            await PassedAsync(LiveTables.BronzeMarket),
            await AnswersAsync(Endpoints.CoinsList, LiveTables.Listing),
            input.WithSocial ? await PassedAsync(LiveTables.BronzeSocial) : null,
            new SocialLinks(await AnswersAsync(Endpoints.SocialMeta, LiveTables.SocialMeta)),
            await PassedAsync(LiveTables.BronzeOnchain),
            await AnswersAsync(Endpoints.ParentProtocols, LiveTables.Parent),
            await DerivativesAsync(input, cancellation));

        Task<Batch> PassedAsync(TableDefinition table) =>
            new GatedReader(lake).ReadAsync(table, input.Batch, cancellation);

        Task<Batch> AnswersAsync(string endpoint, TableDefinition table) =>
            RawRows.ReadAllAsync(lake, input.Batch, [.. input.Answers.Where(answer => answer.Endpoint == endpoint)], table, cancellation);
    }

    /// <summary>The newest day that was seen before this snapshot.</summary>
    private async Task<Batch> DerivativesAsync(PromoteRequest input, CancellationToken cancellation)
    {
        var table = lake.Table(DerivativesSilver.Asset);
        var day = await table.NewestBeforeAsync(input.Batch.Slot.AddTicks(1), cancellation);
        if (day is null)
            return new BatchBuilder(DerivativesSilver.Asset).Build();

        var rows = await table.ReadAsync(day, cancellation);
        return rows.Take([.. Enumerable.Range(0, rows.RowCount).Where(row => rows.Instants(Tables.ObservedAt)[row] <= input.ObservedAt.UtcDateTime)]);
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
