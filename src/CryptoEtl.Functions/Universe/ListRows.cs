using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using CryptoEtl.Core.Revisions;
using CryptoEtl.Core.Universe;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Sources;
using CryptoEtl.Functions.Runs;
using CryptoEtl.Functions.Series;

namespace CryptoEtl.Functions.Universe;

/// <summary>Rows that differ from a version of their table.</summary>
internal sealed record NewRows(DifferenceRows Rows, long HeldVersion);

/// <summary>What the recorded lists of a batch say that was not known before. The same lists give the same rows again.</summary>
/// <param name="answered">Lists that were answered; one that was refused is not among them.</param>
internal sealed class ListRows(Lake lake, IReadOnlyList<PlannedRequest> answered, RowOrigin origin)
{
    /// <summary>Names the files within their batch.</summary>
    public const string Part = "lists";

    /// <summary>Coins come and go by the dozen. A list that has lost more than this share was cut off.</summary>
    private const double MostLost = 0.2;

    private const int FewCoins = 50;

    /// <returns>Every coin, and what is new of them.</returns>
    /// <exception cref="UpstreamException">So many coins are gone at once that the lists are not believed.</exception>
    public async Task<(Batch Listing, NewRows New)> ListingAsync(CancellationToken cancellation)
    {
        var held = await LedgerRows.AllAsync(lake, UniverseTables.Listing, cancellation);
        var fresh = ListingRows.Of(
            await AnswerAsync(UniversePlan.Active, cancellation), await AnswerAsync(UniversePlan.Inactive, cancellation),
            await AnswerAsync(UniversePlan.Newest, cancellation), Ledger.Newest(held.Rows, withWithdrawn: false));

        // Where the inactive list was refused, it says nothing about the coins that stood on it.
        var statuses = HasAnswer(UniversePlan.Inactive) ? null : held.Rows.Texts("status");
        var differences = Differences.Of(UniverseTables.Listing, held.Rows, fresh, row => fresh.RowCount > 0 && statuses?[row] != "inactive", _ => false, origin);
        return (fresh, new(Believed(differences), held.Version));
    }

    public async Task<NewRows> StablecoinsAsync(CancellationToken cancellation)
    {
        var held = await LedgerRows.AllAsync(lake, UniverseTables.Stablecoins, cancellation);
        var fresh = StablecoinRows.Of(await AnswerAsync(UniversePlan.Stablecoins, cancellation));
        return new(Differences.Of(UniverseTables.Stablecoins, held.Rows, fresh, _ => fresh.RowCount > 0, _ => false, origin), held.Version);
    }

    private bool HasAnswer(PlannedRequest list) => answered.Any(request => request.Name == list.Name);

    private async Task<Batch> AnswerAsync(PlannedRequest list, CancellationToken cancellation) =>
        answered.FirstOrDefault(request => request.Name == list.Name) is { } request
            ? await RawRows.ReadAsync(lake, origin.Batch, request, cancellation)
            : new BatchBuilder(Answers.TableOf(list.Endpoint)).Build();

    private static DifferenceRows Believed(DifferenceRows listing)
    {
        var (lost, known) = (listing.Counts.Withdrawn, listing.Counts.Unchanged + listing.Counts.Restated + listing.Counts.NullFilled + listing.Counts.Withdrawn);
        return lost > FewCoins && lost > MostLost * known
            ? throw new UpstreamException($"coingecko /coins/list: {lost} of {known} coins known before are on no list any more; the lists are not believed")
            : listing;
    }
}
