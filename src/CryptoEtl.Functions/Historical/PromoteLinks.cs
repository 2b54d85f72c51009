using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using CryptoEtl.Core.Revisions;
using CryptoEtl.Core.Universe;
using CryptoEtl.Core.Universe.Identity;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.Series;
using Microsoft.Azure.Functions.Worker;

namespace CryptoEtl.Functions.Historical;

/// <summary>Input of <see cref="PromoteLinks"/>.</summary>
public sealed record LinkPromotion(HistoricalLists Lists, DateTimeOffset ObservedAt);

/// <summary>Keeps who the assets are at the other sources, as facts with intervals.</summary>
public sealed class PromoteLinks(Lake lake, EtlSettings settings)
{
    [Function(nameof(PromoteLinks))]
    public async Task<PromotedSeries> RunAsync([ActivityTrigger] LinkPromotion input, CancellationToken cancellation)
    {
        var origin = new RowOrigin(input.Lists.Batch, input.ObservedAt, RawSha256: null);
        var lists = await SourceLists.ReadAsync(lake, input.Lists, await CoverageReader.ReadAsync(lake, cancellation), cancellation);
        var held = await LedgerRows.AllAsync(lake, UniverseTables.Identity, cancellation);
        var facts = LinkHistory.Build(held.Rows, lists.Links.All(lists.Protocols), KindsAsked(input.Lists), origin);
        var differences = Differences.Of(UniverseTables.Identity, held.Rows, facts, _ => false, _ => false, origin);
        var part = await new LedgerStage(lake, settings.Thresholds).StageAsync(differences, held.Version, "links", origin.Batch, cancellation);
        return new(part is null ? [] : [part], []);
    }

    /// <summary>A source that was not asked ends no link.</summary>
    private static HashSet<string> KindsAsked(HistoricalLists lists) => lists.Answered.Any(request => request.Endpoint == Endpoints.SocialCoins)
        ? [.. IdentityKind.Links]
        : [IdentityKind.DefiLlamaSlug];
}
