namespace CryptoEtl.Core.Live;

/// <summary>The silver rows of one slot, with the mappings they rest on.</summary>
public sealed record LiveSnapshot(Batch Rows, Batch Mappings)
{
    /// <summary>Customer deposits at an exchange are not value locked on a chain.</summary>
    private const string ExchangeCategory = "CEX";

    /// <summary>Ranks what passed the gate, keeps the top, and joins the other sources on mapped ids.</summary>
    /// <param name="social">Null: the source was not asked.</param>
    /// <param name="top">How many assets to keep, by our own rank.</param>
    public static LiveSnapshot Of(Batch market, Batch listing, Batch? social, Batch onchain, int top, RowOrigin origin)
    {
        var directory = new AssetDirectory(listing, market);
        var socialMappings = social is null ? [] : AssetMapping.Social(social, directory);
        var onchainMappings = AssetMapping.Onchain(onchain, directory);
        var socialRows = socialMappings.Select((m, row) => (m.AssetId, row)).Where(m => m.AssetId is not null).ToDictionary(m => m.AssetId!, m => m.row);
        var protocols = onchainMappings.Select((m, row) => (m.AssetId, row))
            .Where(m => m.AssetId is not null && onchain.Texts("category")[m.row] != ExchangeCategory)
            .ToLookup(m => m.AssetId!, m => m.row);

        var rows = new BatchBuilder(LiveTables.Silver);
        foreach (var (row, rank) in Ranked(market).Take(top).Select((row, at) => (row, at + 1)))
        {
            AddMarket(rows, market, row, rank);
            var asset = market.Texts("asset_id")[row]!;
            if (social is not null && socialRows.TryGetValue(asset, out var socialRow))
                AddSocial(rows, social, socialRow);
            if (protocols.Contains(asset))
                AddOnchain(rows, onchain, [.. protocols[asset]]);
            Close(rows, market, row, origin);
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

    private static void AddSocial(BatchBuilder rows, Batch social, int row)
    {
        rows.Integer("lunarcrush_id", social.Integers("lunarcrush_id")[row])
            .Integer("alt_rank", social.Integers("alt_rank")[row])
            .Text("social_raw_sha256", social.Texts(Tables.RawSha256)[row]);
        foreach (var column in SocialFigures)
            rows.Number(column, social.Numbers(column)[row]);
    }

    private static void AddOnchain(BatchBuilder rows, Batch onchain, IReadOnlyList<int> protocols)
    {
        var known = protocols.Select(row => onchain.Numbers("tvl_usd")[row]).OfType<double>().ToList();
        rows.Number("tvl_usd", known.Count == 0 ? null : known.Sum())
            .Integer("protocols", known.Count)
            .Text("onchain_raw_sha256", onchain.Texts(Tables.RawSha256)[protocols[0]]);
    }

    /// <summary>The row's moment is the market's: the other figures move by the hour.</summary>
    private static void Close(BatchBuilder rows, Batch market, int row, RowOrigin origin)
    {
        var eventTime = market.Instants(Tables.EventTime)[row]!.Value;
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

    private static readonly string[] SocialFigures =
        ["interactions_24h", "social_volume_24h", "social_dominance_pct", "galaxy_score", "sentiment"];
}
