namespace CryptoEtl.Core.Live;

/// <summary>Cross-sectional features of one snapshot. Only the snapshot itself is looked at, so there is nothing to look ahead to.</summary>
/// <param name="Assets">Rows of <see cref="LiveTables.AssetFeatures"/>, one per asset.</param>
/// <param name="Market">One row of <see cref="LiveTables.MarketFeatures"/>; none when the snapshot is empty.</param>
public sealed record LiveFeatures(Batch Assets, Batch Market)
{
    private const string Bitcoin = "bitcoin";

    /// <param name="snapshot">Rows of <see cref="LiveTables.Silver"/>, ranked.</param>
    public static LiveFeatures Of(Batch snapshot, RowOrigin origin)
    {
        var caps = snapshot.Numbers("market_cap_usd").Select(cap => cap!.Value).ToArray();
        var returns = snapshot.Numbers("change_24h_pct").Select(percent => percent / 100).ToArray();
        var section = CrossSection.Of(returns);
        return new(AssetRows(snapshot, caps, returns, section, origin), MarketRow(snapshot, caps, returns, section, origin));
    }

    private static Batch AssetRows(Batch snapshot, double[] caps, double?[] returns, CrossSection section, RowOrigin origin)
    {
        var total = caps.Sum();
        var rows = new BatchBuilder(LiveTables.AssetFeatures);
        for (var row = 0; row < snapshot.RowCount; row++)
        {
            rows.Text("asset_id", snapshot.Texts("asset_id")[row])
                .Integer("rank", snapshot.Integers("rank")[row])
                .Number("market_cap_share", caps[row] / total)
                .Number("ret_24h", returns[row])
                .Number("ret_24h_xs_z", section.ZScore(returns[row]))
                .Number("ret_24h_xs_rank", section.Percentile(returns[row]))
                .Number("turnover_24h", snapshot.Numbers("volume_24h_usd")[row] / caps[row])
                .Origin(origin with { RawSha256 = snapshot.Texts(Tables.RawSha256)[row] }, origin.Batch.Slot, TimeSpan.Zero)
                .EndRow();
        }

        return rows.Build();
    }

    private static Batch MarketRow(Batch snapshot, double[] caps, double?[] returns, CrossSection section, RowOrigin origin)
    {
        var rows = new BatchBuilder(LiveTables.MarketFeatures);
        if (snapshot.RowCount == 0)
            return rows.Build();

        var total = caps.Sum();
        var bitcoin = Array.IndexOf(snapshot.Texts("asset_id"), Bitcoin);
        rows.Integer("assets", snapshot.RowCount)
            .Number("total_market_cap_usd", total)
            .Number("total_volume_24h_usd", snapshot.Numbers("volume_24h_usd").Sum() ?? 0)
            .Number("btc_dominance", bitcoin < 0 ? null : caps[bitcoin] / total)
            .Number("top10_share", caps.OrderDescending().Take(10).Sum() / total)
            .Number("herfindahl", caps.Sum(cap => cap / total * (cap / total)))
            .Number("dispersion_24h", section.StandardDeviation)
            .Number("mean_ret_24h", section.Mean)
            .Number("cap_weighted_ret_24h", CapWeighted(caps, returns))
            .Number("breadth_24h", section.ShareAboveZero)
            .Number("tvl_usd", snapshot.Numbers("tvl_usd").Any(tvl => tvl is not null) ? snapshot.Numbers("tvl_usd").Sum() : null)
            .Origin(origin, origin.Batch.Slot, TimeSpan.Zero)
            .EndRow();
        return rows.Build();
    }

    /// <summary>Weights are the caps of 24 h ago, cap / (1 + return): today's would favour what has risen.</summary>
    private static double? CapWeighted(double[] caps, double?[] returns)
    {
        double before = 0, gain = 0;
        for (var row = 0; row < caps.Length; row++)
        {
            if (returns[row] is not { } change || change <= -1)
                continue;
            before += caps[row] / (1 + change);
            gain += caps[row] / (1 + change) * change;
        }

        return before > 0 ? gain / before : null;
    }
}
