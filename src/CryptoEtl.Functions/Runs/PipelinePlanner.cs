using CryptoEtl.Core;
using CryptoEtl.Core.Coinbase;
using CryptoEtl.Core.Derivatives;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Live;
using CryptoEtl.Core.Planning;
using CryptoEtl.Core.QualityGate.Quarantine;
using CryptoEtl.Core.Runs;
using CryptoEtl.Core.Universe;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.Historical;
using CryptoEtl.Functions.Series;

namespace CryptoEtl.Functions.Runs;

/// <summary>A plan, and what it leaves out.</summary>
/// <param name="Skipped">One line per source or endpoint that is not asked, with the reason.</param>
public sealed record Planned(RequestPlan Plan, IReadOnlyList<string> Skipped);

/// <summary>Turns pipeline and slot into requests. Lists whose length only their first page tells are expected to be as long as last time.</summary>
public sealed class PipelinePlanner(Lake lake, EtlSettings settings)
{
    private const string NoSocial = "lunarcrush: LUNARCRUSH_PRO_API_KEY is not set";
    private const string NoCandles = "coingecko candles: HISTORICAL_CANDLES is off, or there is no Pro key; bars are made of daily points";
    private const string NoPerpetuals = "defillama perpetuals and their volume: DEFILLAMA_PRO_API_KEY is not set";

    /// <param name="past">Part of the past, for the pipelines that have one; null: the whole.</param>
    public async Task<Planned> PlanAsync(BatchId batch, RunScope? past = null, CancellationToken cancellation = default) => batch.Pipeline switch
    {
        "universe" => await PlanUniverseAsync(batch, past ?? RunScope.Whole, cancellation),
        "historical" => await PlanHistoricalAsync(batch, past ?? RunScope.Whole, cancellation),
        "coinbase" => new(CoinbasePlan.For(batch, await LastRowsAsync(CoinbaseTables.Ticker, cancellation)), []),
        "derivatives" => new(
            DerivativesPlan.For(batch, settings.WithDefiLlamaPro, await LastRowsAsync(DerivativesTables.Venue, cancellation)),
            settings.WithDefiLlamaPro ? [] : [NoPerpetuals]),
        "live" => new(
            LivePlan.For(batch, settings.WithSocial, settings.LiveLinks, await LastRowsAsync(LiveTables.BronzeSocial, cancellation)),
            settings.WithSocial ? [] : [NoSocial]),
        "gate" => new(new RequestPlan(batch, [], []), []),
        var unknown => throw new BadInputException($"no pipeline '{unknown}'"),
    };

    /// <summary>The charts that the listing held so far leads to; before there is one, as many as are usual.</summary>
    private async Task<Planned> PlanUniverseAsync(BatchId batch, RunScope past, CancellationToken cancellation)
    {
        var listing = await LedgerRows.NewestAsync(lake, UniverseTables.Listing, cancellation);
        if (listing.RowCount == 0)
            return new(UniversePlan.For(batch, past.Assets?.Count), []);
        var coverage = await CoverageReader.ReadAsync(lake, cancellation);
        var requests = Candidates.Requests(listing, coverage, past, SeriesKinds.LastSettled(SeriesKinds.Chart, batch.Slot), settings.UniverseDepth);
        return new(UniversePlan.For(batch, requests.Count), []);
    }

    /// <summary>The series of every asset, as far as they are its own; protocols and social coins are known from the lists only.</summary>
    private async Task<Planned> PlanHistoricalAsync(BatchId batch, RunScope past, CancellationToken cancellation)
    {
        var assets = await PlanHistorical.AssetsAsync(lake, past, cancellation);
        var needs = new AssetNeeds(await CoverageReader.ReadAsync(lake, cancellation), past, settings.History, batch.Slot);
        var expected = Pages.CountByEndpoint(assets.Select(asset => needs.Of(new AssetWork(asset, null, [], [], []))));
        List<string> skipped = [.. settings.WithSocial ? [] : new[] { NoSocial }, .. settings.WithCandles ? [] : new[] { NoCandles }];
        return new(HistoricalPlan.For(batch, settings.History, assets.Count, expected), skipped);
    }

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
        var last = (await table.BatchesAsync(cancellation)).LastOrDefault(batch => !ReplayBatches.IsOne(batch));
        return last is null ? null : await table.ReadAsync(last, cancellation);
    }
}
