using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Planning;
using CryptoEtl.Core.Revisions;
using CryptoEtl.Core.Runs;
using CryptoEtl.Core.Universe;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.Runs;
using CryptoEtl.Functions.Series;
using Microsoft.Azure.Functions.Worker;

namespace CryptoEtl.Functions.Universe;

/// <summary>Input of <see cref="PlanUniverse"/>.</summary>
/// <param name="Answered">The lists that were answered.</param>
public sealed record UniverseLists(BatchId Batch, DateTimeOffset ObservedAt, RunScope Past, IReadOnlyList<PlannedRequest> Answered);

/// <summary>Reads the lists, stages what is new in them, and finds out whose chart is missing.</summary>
public sealed class PlanUniverse(Lake lake, EtlSettings settings)
{
    /// <summary>Coins come and go by the dozen. A list that has lost more than this share was cut off.</summary>
    private const double MostLost = 0.2;

    private const int FewCoins = 50;

    [Function(nameof(PlanUniverse))]
    public async Task<SeriesWork> RunAsync([ActivityTrigger] UniverseLists input, CancellationToken cancellation)
    {
        var origin = new RowOrigin(input.Batch, input.ObservedAt, RawSha256: null);
        var (listing, held) = await ListingAsync(input, cancellation);
        var stablecoins = await StablecoinsAsync(input, cancellation);
        var stage = new LedgerStage(lake, settings.Thresholds);
        var parts = new[]
        {
            await stage.JudgeAsync(Checked(Compare(listing, held.Rows, origin, HasInactive(input))), held.Version, "lists", origin, cancellation),
            await stage.JudgeAsync(Compare(stablecoins.Fresh, stablecoins.Held.Rows, origin, withInactive: true), stablecoins.Held.Version, "lists", origin, cancellation),
        };

        var coverage = await CoverageReader.ReadAsync(lake, cancellation);
        var requests = Candidates.Requests(listing, coverage, input.Past, SeriesKinds.LastSettled(SeriesKinds.Chart, input.Batch.Slot), settings.UniverseDepth);
        var assets = requests.GroupBy(request => request.Subject).Select(asset => new AssetWork(asset.Key, null, [], [], [.. asset])).ToList();
        return new(
            await Pages.PutAsync(lake, input.Batch, assets, cancellation), assets.Count, Pages.CountByEndpoint(assets),
            [.. parts.OfType<JudgedPart>()], [], [$"{listing.RowCount} candidates, {assets.Count} charts asked for"]);
    }

    private async Task<(Batch Fresh, HeldRows Held)> ListingAsync(UniverseLists input, CancellationToken cancellation)
    {
        var held = await LedgerRows.AllAsync(lake, UniverseTables.Listing, cancellation);
        var fresh = ListingRows.Of(
            await AnswerAsync(input, UniversePlan.Active.Name, cancellation) ?? Empty(UniversePlan.Active),
            await AnswerAsync(input, UniversePlan.Inactive.Name, cancellation) ?? Empty(UniversePlan.Inactive),
            await AnswerAsync(input, UniversePlan.Newest.Name, cancellation) ?? Empty(UniversePlan.Newest),
            Ledger.Newest(held.Rows, withWithdrawn: false));
        return (fresh, held);
    }

    private async Task<(Batch Fresh, HeldRows Held)> StablecoinsAsync(UniverseLists input, CancellationToken cancellation)
    {
        var held = await LedgerRows.AllAsync(lake, UniverseTables.Stablecoins, cancellation);
        var answer = await AnswerAsync(input, UniversePlan.Stablecoins.Name, cancellation) ?? Empty(UniversePlan.Stablecoins);
        return (StablecoinRows.Of(answer), held);
    }

    private async Task<Batch?> AnswerAsync(UniverseLists input, string name, CancellationToken cancellation) =>
        input.Answered.FirstOrDefault(request => request.Name == name) is { } request
            ? await RawRows.ReadAsync(lake, input.Batch, request, cancellation)
            : null;

    private static Batch Empty(PlannedRequest request) => new BatchBuilder(Data.Sources.Answers.TableOf(request.Endpoint)).Build();

    private static bool HasInactive(UniverseLists input) => input.Answered.Any(request => request.Name == UniversePlan.Inactive.Name);

    /// <summary>Where the inactive list was refused, it says nothing about coins that stood on it.</summary>
    private static DifferenceRows Compare(Batch fresh, Batch held, RowOrigin origin, bool withInactive)
    {
        var statuses = withInactive ? null : held.Texts("status");
        return Differences.Of(fresh.Table, held, fresh, row => fresh.RowCount > 0 && statuses?[row] != "inactive", _ => false, origin);
    }

    /// <exception cref="UpstreamException">So many coins are gone at once that the list is not believed.</exception>
    private static DifferenceRows Checked(DifferenceRows listing)
    {
        var (lost, known) = (listing.Counts.Withdrawn, listing.Counts.Unchanged + listing.Counts.Restated + listing.Counts.NullFilled + listing.Counts.Withdrawn);
        return lost > FewCoins && lost > MostLost * known
            ? throw new UpstreamException($"coingecko /coins/list: {lost} of {known} coins known before are on no list any more; the lists are not believed")
            : listing;
    }
}
