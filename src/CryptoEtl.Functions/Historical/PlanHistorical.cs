using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Live;
using CryptoEtl.Core.Planning;
using CryptoEtl.Core.Runs;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.Series;
using CryptoEtl.Functions.Universe;
using Microsoft.Azure.Functions.Worker;

namespace CryptoEtl.Functions.Historical;

/// <summary>Input of <see cref="PlanHistorical"/>.</summary>
/// <param name="Answered">The lists that were answered.</param>
public sealed record HistoricalLists(BatchId Batch, RunScope Past, IReadOnlyList<PlannedRequest> Answered);

/// <summary>Finds out who the assets are at the other sources, and which stretches of their series are missing.</summary>
public sealed class PlanHistorical(Lake lake, EtlSettings settings)
{
    private const int MostExamples = 5;

    [Function(nameof(PlanHistorical))]
    public async Task<SeriesWork> RunAsync([ActivityTrigger] HistoricalLists input, CancellationToken cancellation)
    {
        var assets = await AssetsAsync(lake, input.Past, cancellation);
        var coverage = await CoverageReader.ReadAsync(lake, cancellation);
        var links = (await SourceLists.ReadAsync(lake, input, coverage, cancellation)).Links;
        var needs = new AssetNeeds(coverage, input.Past, settings.History, input.Batch.Slot);
        var work = assets.Select(asset => needs.Of(links.Of(asset))).ToList();
        return new(
            await Pages.PutAsync(lake, input.Batch, work, Pages.MostHistories, cancellation), work.Count, Pages.CountByEndpoint(work), [],
            [Count("lunarcrush", links.Social), Count("defillama", links.Onchain)],
            [$"{work.Count} assets, {work.Sum(asset => asset.Requests.Count)} requests for what is missing of their series"]);
    }

    /// <summary>Those asked for, or all that were ever a member.</summary>
    /// <exception cref="BadInputException">There is no universe yet.</exception>
    public static async Task<IReadOnlyList<string>> AssetsAsync(Lake lake, RunScope past, CancellationToken cancellation)
    {
        if (past.Assets is { } asked)
            return [.. asked.Distinct().Order(StringComparer.Ordinal)];

        var members = await new HeldUniverse(lake, null).EverMembersAsync(past.From, past.To, cancellation);
        return members.Count > 0
            ? members
            : throw new BadInputException("historical: table silver_universe has no member on these days; run universe first, or name --assets");
    }

    private static MappingCount Count(string source, IReadOnlyList<Mapping> mappings) => new(
        source,
        mappings.Count(mapping => mapping.Status == MappingStatus.Mapped),
        mappings.Count(mapping => mapping.Status == MappingStatus.Unmatched),
        mappings.Count(mapping => mapping.Status == MappingStatus.Ambiguous),
        [.. mappings.Where(mapping => mapping.Status != MappingStatus.Mapped).Take(MostExamples).Select(mapping => $"{mapping.SourceName} ({mapping.SourceId}): {mapping.Evidence}")]);
}
