using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Live;
using CryptoEtl.Core.Planning;
using CryptoEtl.Core.Runs;
using CryptoEtl.Core.Universe;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.Runs;
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
        var links = await LinksAsync(input, coverage, cancellation);
        var needs = new AssetNeeds(coverage, input.Past, settings.History, input.Batch.Slot);
        var work = assets.Select(asset => needs.Of(links.Of(asset))).ToList();
        return new(
            await Pages.PutAsync(lake, input.Batch, work, cancellation), work.Count, Pages.CountByEndpoint(work), [],
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

    private async Task<AssetLinks> LinksAsync(HistoricalLists input, SeriesCoverage coverage, CancellationToken cancellation)
    {
        var listing = await LedgerRows.NewestAsync(lake, UniverseTables.Listing, cancellation);
        return new(
            new AssetDirectory(listing, Prices(coverage)),
            await AnswersAsync(Endpoints.Protocols, LiveTables.BronzeOnchain),
            await AnswersAsync(Endpoints.ParentProtocols, LiveTables.Parent),
            await AnswersAsync(Endpoints.DexVolume, HistoricalTables.DexVolume),
            await AnswersAsync(Endpoints.SocialCoins, LiveTables.BronzeSocial));

        async Task<Batch> AnswersAsync(string endpoint, TableDefinition table)
        {
            var requests = input.Answered.Where(request => request.Endpoint == endpoint).ToList();
            return requests.Count == 0 ? new BatchBuilder(table).Build() : await RawRows.ReadAllAsync(lake, input.Batch, requests, table, cancellation);
        }
    }

    /// <summary>The last price of every chart: it confirms a name.</summary>
    private static Batch Prices(SeriesCoverage coverage)
    {
        var rows = new BatchBuilder(LiveTables.BronzeMarket);
        foreach (var asset in coverage.SubjectsOf(SeriesKinds.Chart))
            rows.Text("asset_id", asset).Number("price_usd", coverage[SeriesKinds.Chart, asset].LastPriceUsd).EndRow();
        return rows.Build();
    }

    private static MappingCount Count(string source, IReadOnlyList<Mapping> mappings) => new(
        source,
        mappings.Count(mapping => mapping.Status == MappingStatus.Mapped),
        mappings.Count(mapping => mapping.Status == MappingStatus.Unmatched),
        mappings.Count(mapping => mapping.Status == MappingStatus.Ambiguous),
        [.. mappings.Where(mapping => mapping.Status != MappingStatus.Mapped).Take(MostExamples).Select(mapping => $"{mapping.SourceName} ({mapping.SourceId}): {mapping.Evidence}")]);
}
