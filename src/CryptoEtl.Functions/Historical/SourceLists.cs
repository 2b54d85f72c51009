using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Live;
using CryptoEtl.Core.Planning;
using CryptoEtl.Core.Universe;
using CryptoEtl.Core.Universe.Identity;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.Runs;
using CryptoEtl.Functions.Series;

namespace CryptoEtl.Functions.Historical;

/// <summary>The other sources' lists of a batch, and what they say of who is who.</summary>
/// <param name="Protocols">Rows of <see cref="LiveTables.BronzeOnchain"/>.</param>
internal sealed record SourceLists(AssetLinks Links, Batch Protocols)
{
    public static async Task<SourceLists> ReadAsync(Lake lake, HistoricalLists input, SeriesCoverage coverage, CancellationToken cancellation)
    {
        var listing = await LedgerRows.NewestAsync(lake, UniverseTables.Listing, cancellation);
        var protocols = await AnswersAsync(Endpoints.Protocols, LiveTables.BronzeOnchain);
        var links = new AssetLinks(
            new AssetDirectory(listing, Prices(coverage)),
            protocols,
            await AnswersAsync(Endpoints.ParentProtocols, LiveTables.Parent),
            await AnswersAsync(Endpoints.DexVolume, HistoricalTables.DexVolume),
            await AnswersAsync(Endpoints.SocialCoins, LiveTables.BronzeSocial),
            await KnownAsync(lake, cancellation));
        return new(links, protocols);

        async Task<Batch> AnswersAsync(string endpoint, TableDefinition table)
        {
            var requests = input.Answered.Where(request => request.Endpoint == endpoint).ToList();
            return requests.Count == 0 ? new BatchBuilder(table).Build() : await RawRows.ReadAllAsync(lake, input.Batch, requests, table, cancellation);
        }
    }

    private static async Task<Dictionary<string, string>> KnownAsync(Lake lake, CancellationToken cancellation)
    {
        var facts = IdentityRows.Current([(await LedgerRows.AllAsync(lake, UniverseTables.Identity, cancellation)).Rows]);
        return facts.Where(fact => fact is { Kind: IdentityKind.LunarCrushId, To: null }).DistinctBy(fact => fact.Value)
            .ToDictionary(fact => fact.Value, fact => fact.AssetId);
    }

    /// <summary>The last price of every chart: it confirms a name.</summary>
    private static Batch Prices(SeriesCoverage coverage)
    {
        var rows = new BatchBuilder(LiveTables.BronzeMarket);
        foreach (var asset in coverage.SubjectsOf(SeriesKinds.Chart))
            rows.Text("asset_id", asset).Number("price_usd", coverage[SeriesKinds.Chart, asset].LastPriceUsd).EndRow();
        return rows.Build();
    }
}
