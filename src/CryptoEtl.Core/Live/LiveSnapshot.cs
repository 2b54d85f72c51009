namespace CryptoEtl.Core.Live;

/// <summary>The silver rows of one slot, with the mappings they rest on.</summary>
public sealed record LiveSnapshot(Batch Rows, Batch Mappings)
{
    /// <summary>Ranks what passed the gate, keeps the top, and joins the other sources on mapped ids.</summary>
    /// <param name="top">How many assets to keep, by our own rank.</param>
    public static LiveSnapshot Of(LiveInput input, int top, RowOrigin origin)
    {
        var directory = new AssetDirectory(input.Listing, input.Market);
        var socialMappings = input.Social is null ? [] : AssetMapping.Social(input.Social, directory, input.Links);
        var onchainMappings = AssetMapping.Onchain(input.Onchain, directory, input.Parents);
        var join = new LiveJoin(input, socialMappings, onchainMappings);

        var rows = new BatchBuilder(LiveTables.Silver);
        foreach (var (row, rank) in Ranked(input.Market).Take(top).Select((row, at) => (row, at + 1)))
        {
            AddMarket(rows, input.Market, row, rank);
            join.AddTo(rows, input.Market.Texts("asset_id")[row]!, origin.ObservedAt);
            Close(rows, input.Market, row, origin);
        }

        return new(rows.Build(), MappingRows([.. socialMappings, .. onchainMappings], origin));
    }

    /// <summary>Positions of the rows with a known market cap, largest first. Ties: larger volume, then id.</summary>
    public static IReadOnlyList<int> Ranked(Batch market)
    {
        var (caps, volumes, assets) = (market.Numbers("market_cap_usd"), market.Numbers("volume_24h_usd"), market.Texts("asset_id"));
        return
        [
            .. Enumerable.Range(0, market.RowCount).Where(row => caps[row] > 0)
                .OrderByDescending(row => caps[row])
                .ThenByDescending(row => volumes[row] ?? 0)
                .ThenBy(row => assets[row], StringComparer.Ordinal),
        ];
    }

    private static void AddMarket(BatchBuilder rows, Batch market, int row, int rank)
    {
        rows.Integer("rank", rank);
        foreach (var column in new[] { "asset_id", "symbol", "name" })
            rows.Text(column, market.Texts(column)[row]);
        foreach (var column in MarketFigures)
            rows.Number(column, market.Numbers(column)[row]);
    }

    /// <summary>The row's moment is the market's: the other figures move by the hour.</summary>
    private static void Close(BatchBuilder rows, Batch market, int row, RowOrigin origin)
    {
        var eventTime = market.Instants(Tables.EventTime)[row]!.Value;
        rows.Flag("market_is_stale", origin.ObservedAt.UtcDateTime - eventTime > LiveJoin.OldestMarket);
        var lag = market.Instants(Tables.AvailableAt)[row]!.Value - eventTime;
        rows.Origin(origin with { RawSha256 = market.Texts(Tables.RawSha256)[row] }, eventTime, lag).EndRow();
    }

    private static Batch MappingRows(IEnumerable<Mapping> mappings, RowOrigin origin)
    {
        var rows = new BatchBuilder(LiveTables.SilverMapping);
        foreach (var mapping in mappings)
        {
            rows.Text("source", mapping.Source)
                .Text("source_id", mapping.SourceId)
                .Text("source_name", mapping.SourceName)
                .Text("asset_id", mapping.AssetId)
                .Text("status", mapping.Status.ToString().ToLowerInvariant())
                .Text("evidence", mapping.Evidence)
                .Text("candidates", mapping.Candidates.Count == 0 ? null : string.Join('|', mapping.Candidates))
                .Origin(origin, origin.Batch.Slot, TimeSpan.Zero)
                .EndRow();
        }

        return rows.Build();
    }

    private static readonly string[] MarketFigures =
    [
        "price_usd", "market_cap_usd", "volume_24h_usd", "high_24h_usd", "low_24h_usd",
        "change_1h_pct", "change_24h_pct", "change_7d_pct", "change_30d_pct", "circulating_supply",
    ];
}
