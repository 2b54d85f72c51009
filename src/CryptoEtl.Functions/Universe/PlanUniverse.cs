using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Planning;
using CryptoEtl.Core.Runs;
using CryptoEtl.Core.Universe;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.Series;
using Microsoft.Azure.Functions.Worker;

namespace CryptoEtl.Functions.Universe;

/// <summary>Input of <see cref="PlanUniverse"/>.</summary>
/// <param name="Answered">The lists that were answered.</param>
public sealed record UniverseLists(BatchId Batch, DateTimeOffset ObservedAt, RunScope Past, IReadOnlyList<PlannedRequest> Answered);

/// <summary>Reads the lists, stages what is new in them, and finds out whose chart is missing.</summary>
public sealed class PlanUniverse(Lake lake, EtlSettings settings)
{
    [Function(nameof(PlanUniverse))]
    public async Task<SeriesWork> RunAsync([ActivityTrigger] UniverseLists input, CancellationToken cancellation)
    {
        var origin = new RowOrigin(input.Batch, input.ObservedAt, RawSha256: null);
        var (stage, lists) = (new LedgerStage(lake, settings.Thresholds), new ListRows(lake, input.Answered, origin));
        var (listing, newListing) = await lists.ListingAsync(cancellation);
        var newStablecoins = await lists.StablecoinsAsync(cancellation);
        var parts = new[]
        {
            await stage.JudgeAsync(newListing.Rows, newListing.HeldVersion, ListRows.Part, origin, cancellation),
            await stage.JudgeAsync(newStablecoins.Rows, newStablecoins.HeldVersion, ListRows.Part, origin, cancellation),
        };

        var coverage = await CoverageReader.ReadAsync(lake, cancellation);
        var requests = Candidates.Requests(listing, coverage, input.Past, SeriesKinds.LastSettled(SeriesKinds.Chart, input.Batch.Slot), settings.UniverseDepth);
        var assets = requests.GroupBy(request => request.Subject).Select(asset => new AssetWork(asset.Key, null, [], [], [.. asset])).ToList();
        return new(
            await Pages.PutAsync(lake, input.Batch, assets, Pages.MostCharts, cancellation), assets.Count, Pages.CountByEndpoint(assets),
            [.. parts.OfType<JudgedPart>()], [], [$"{listing.RowCount} candidates, {assets.Count} charts asked for", .. Unlisted(input.Past, listing)]);
    }

    private static IEnumerable<string> Unlisted(RunScope past, Batch listing) =>
        (past.Assets ?? []).Except(listing.Texts("asset_id").OfType<string>()).Select(asset => $"{asset}: on no list of CoinGecko");
}
