namespace CryptoEtl.Core.Live;

/// <summary>What a snapshot is made of.</summary>
/// <param name="Market">Rows of <see cref="LiveTables.BronzeMarket"/> that passed the gate.</param>
/// <param name="Listing">Rows of <see cref="LiveTables.Listing"/>.</param>
/// <param name="Social">Rows of <see cref="LiveTables.BronzeSocial"/> that passed; null: the source was not asked.</param>
/// <param name="Onchain">Rows of <see cref="LiveTables.BronzeOnchain"/> that passed.</param>
/// <param name="Parents">Rows of <see cref="LiveTables.Parent"/>.</param>
/// <param name="Derivatives">Rows of <see cref="Derivatives.DerivativesSilver.Asset"/> of the newest day; none when there is no such day.</param>
public sealed record LiveInput(Batch Market, Batch Listing, Batch? Social, SocialLinks Links, Batch Onchain, Batch Parents, Batch Derivatives);

/// <summary>The columns that other sources add to an asset, each group with its age.</summary>
internal sealed class LiveJoin
{
    public static readonly TimeSpan OldestMarket = TimeSpan.FromMinutes(30);

    /// <summary>Customer deposits at an exchange are not value locked on a chain.</summary>
    private const string ExchangeCategory = "CEX";

    private static readonly TimeSpan OldestSocial = TimeSpan.FromHours(1);
    private static readonly TimeSpan OldestOnchain = TimeSpan.FromHours(2);

    /// <summary>A day, and an hour for the run itself.</summary>
    private static readonly TimeSpan OldestDerivatives = TimeSpan.FromHours(25);

    private static readonly string[] SocialFigures =
        ["interactions_24h", "social_volume_24h", "social_dominance_pct", "galaxy_score", "sentiment"];

    private readonly LiveInput input;
    private readonly Dictionary<string, int> social;
    private readonly ILookup<string, int> protocols;
    private readonly Dictionary<string, int> derivatives;

    public LiveJoin(LiveInput input, IReadOnlyList<Mapping> socialMappings, IReadOnlyList<Mapping> onchainMappings)
    {
        this.input = input;
        social = socialMappings.Select((m, row) => (m.AssetId, row)).Where(m => m.AssetId is not null).ToDictionary(m => m.AssetId!, m => m.row);
        protocols = onchainMappings.Select((m, row) => (m.AssetId, row))
            .Where(m => m.AssetId is not null && input.Onchain.Texts("category")[m.row] != ExchangeCategory)
            .ToLookup(m => m.AssetId!, m => m.row);
        derivatives = Enumerable.Range(0, input.Derivatives.RowCount).ToDictionary(row => input.Derivatives.Texts("asset_id")[row]!);
    }

    public void AddTo(BatchBuilder rows, string asset, DateTimeOffset observedAt)
    {
        if (social.TryGetValue(asset, out var socialRow))
            AddSocial(rows, input.Social!, socialRow, observedAt.UtcDateTime);
        if (protocols.Contains(asset))
            AddOnchain(rows, input.Onchain, [.. protocols[asset]], observedAt.UtcDateTime);
        if (derivatives.TryGetValue(asset, out var derivativesRow))
            AddDerivatives(rows, input.Derivatives, derivativesRow, observedAt.UtcDateTime);
    }

    private static void AddSocial(BatchBuilder rows, Batch social, int row, DateTime now)
    {
        var updated = social.Instants(Tables.EventTime)[row]!.Value;
        rows.Integer("lunarcrush_id", social.Integers("lunarcrush_id")[row])
            .Integer("alt_rank", social.Integers("alt_rank")[row])
            .Instant("social_updated_at", updated)
            .Flag("social_is_stale", now - updated > OldestSocial)
            .Text("social_raw_sha256", social.Texts(Tables.RawSha256)[row]);
        foreach (var column in SocialFigures)
            rows.Number(column, social.Numbers(column)[row]);
    }

    private static void AddOnchain(BatchBuilder rows, Batch onchain, IReadOnlyList<int> protocols, DateTime now)
    {
        var known = protocols.Select(row => onchain.Numbers("tvl_usd")[row]).OfType<double>().ToList();
        var observed = onchain.Instants(Tables.ObservedAt)[protocols[0]]!.Value;
        rows.Number("tvl_usd", known.Count == 0 ? null : known.Sum())
            .Integer("protocols", known.Count)
            .Instant("onchain_observed_at", observed)
            .Flag("onchain_is_stale", now - observed > OldestOnchain)
            .Text("onchain_raw_sha256", onchain.Texts(Tables.RawSha256)[protocols[0]]);
    }

    private static void AddDerivatives(BatchBuilder rows, Batch assets, int row, DateTime now)
    {
        var observed = assets.Instants(Tables.ObservedAt)[row]!.Value;
        rows.Number("open_interest_usd", assets.Numbers("open_interest_usd")[row])
            .Number("derivatives_volume_24h_usd", assets.Numbers("volume_24h_usd")[row])
            .Number("funding_8h", assets.Numbers("funding_8h")[row])
            .Number("basis_perp", assets.Numbers("basis_perp")[row])
            .Instant("derivatives_observed_at", observed)
            .Flag("derivatives_is_stale", now - observed > OldestDerivatives);
    }
}
