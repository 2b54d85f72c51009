using CryptoEtl.Core;
using CryptoEtl.Core.Coinbase;
using CryptoEtl.Core.Derivatives;
using CryptoEtl.Core.Live;
using CryptoEtl.Core.Planning;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Functions.Runs;

/// <summary>A plan, and what it leaves out.</summary>
/// <param name="Skipped">One line per source or endpoint that is not asked, with the reason.</param>
public sealed record Planned(RequestPlan Plan, IReadOnlyList<string> Skipped);

/// <summary>Turns pipeline and slot into requests. Lists whose length only their first page tells are expected to be as long as last time.</summary>
public sealed class PipelinePlanner(Lake lake, EtlSettings settings)
{
    private const string NoSocial = "lunarcrush: LUNARCRUSH_PRO_API_KEY is not set";
    private const string NoPerpetuals = "defillama perpetuals and their volume: DEFILLAMA_PRO_API_KEY is not set";

    public async Task<Planned> PlanAsync(BatchId batch, CancellationToken cancellation = default) => batch.Pipeline switch
    {
        "coinbase" => new(CoinbasePlan.For(batch, await LastRowsAsync(CoinbaseTables.Ticker, cancellation)), []),
        "derivatives" => new(
            DerivativesPlan.For(batch, settings.WithDefiLlamaPro, await LastRowsAsync(DerivativesTables.Venue, cancellation)),
            settings.WithDefiLlamaPro ? [] : [NoPerpetuals]),
        "live" => new(
            LivePlan.For(batch, settings.WithSocial, settings.LiveLinks, await LastRowsAsync(LiveTables.BronzeSocial, cancellation)),
            settings.WithSocial ? [] : [NoSocial]),
        var unknown => throw new BadInputException($"no pipeline '{unknown}'"),
    };

    /// <summary>What the first answers will most likely lead to: the further pages, and the venues of last time. For prices only.</summary>
    public async Task<IReadOnlyList<PlannedRequest>> LikelyAsync(RequestPlan plan, CancellationToken cancellation = default)
    {
        var venues = plan.Batch.Pipeline == "derivatives" ? await LastAsync(DerivativesTables.Venue, cancellation) : null;
        return
        [
            .. plan.FollowUps.SelectMany(more => more.Endpoint switch
            {
                Endpoints.CoinbaseTickers => Enumerable.Range(2, more.Expected).Select(CoinbasePlan.Tickers),
                Endpoints.DerivativeVenues => Enumerable.Range(2, more.Expected).Select(DerivativesPlan.Venues),
                Endpoints.DerivativeVenue => (venues?.Texts("venue_id") ?? []).OfType<string>().Select(DerivativesPlan.Tickers),
                Endpoints.SocialCoins => Enumerable.Range(1, more.Expected).Select(LivePlan.Social),
                _ => [],
            }),
        ];
    }

    private async Task<long?> LastRowsAsync(TableDefinition definition, CancellationToken cancellation) =>
        (await LastAsync(definition, cancellation))?.RowCount;

    /// <summary>The newest batch; null when there is none.</summary>
    private async Task<Batch?> LastAsync(TableDefinition definition, CancellationToken cancellation)
    {
        var table = lake.Table(definition);
        var batches = await table.BatchesAsync(cancellation);
        return batches.Count == 0 ? null : await table.ReadAsync(batches[^1], cancellation);
    }
}
