namespace CryptoEtl.Core.Tests.Features.Reference;

/// <summary>All features by name.</summary>
internal static class Columns
{
    public const string Market = "_MARKET";

    public static readonly Dictionary<string, Func<Snapshot, Past, double>> OfAsset = new[]
    {
        Returns.All, Trends.All, Volatilities.All, HourVolatilities.All, Tails.All, Liquidity.All, MarketModel.All, Onchain.All, Social.All, Derivatives.All,
    }.SelectMany(group => group).ToDictionary();

    public static readonly Dictionary<string, Func<Snapshot, double>> OfMarket = Reference.Market.All.ToDictionary();

    public static readonly IReadOnlyList<string> AssetNames = [.. OfAsset.Keys];

    public static readonly IReadOnlyList<string> MarketNames = [.. OfMarket.Keys];

    public static IReadOnlyList<string> NamesOf(string key) => key == Market ? MarketNames : AssetNames;

    /// <summary>What looks at bars in order and at nothing else: a hole of more than the longest gap parts its past from its present.</summary>
    public static readonly HashSet<string> OfBars =
    [
        .. Trends.All.Select(column => column.Item1), "vol_ewma_94", "natr_14", "bb_pctb_20", "ulcer_14", "obv_ratio_20", "cmf_20", "mfi_14", "vwap_dev_20",
    ];

    /// <summary>What depends on other assets.</summary>
    public static readonly HashSet<string> OfOthers =
    [
        "size_rank", "mcap_share", "beta_mkt_90", "beta_btc_90", "beta_down_90", "idio_vol_90", "resid_mom_30", "ret_7d_xs_rank", "ret_21d_xs_rank", "mom_90_7_xs_rank",
        "vol_30d_xs_rank", "amihud_30_xs_rank", "ret_21d_xs_z", "alt_rank_pct", "attention_share", "sent_ret_div_7d", "funding_xs_rank",
    ];
}
