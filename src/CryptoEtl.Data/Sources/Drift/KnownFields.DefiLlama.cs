using CryptoEtl.Core.Planning;

namespace CryptoEtl.Data.Sources.Drift;

/// <summary>DefiLlama. Its specification knows a quarter of the real fields; the others are from recorded answers and from what it documents of like answers.</summary>
internal static partial class KnownFields
{
    private const string Totals =
        "total24h total48hto24h total7d total14dto7d total30d total60dto30d total1y total7DaysAgo total30DaysAgo totalAllTime " +
        "change_1d change_7d change_1m change_7dover7d change_30dover30d";

    private const string Who =
        "name displayName category logo protocolType methodologyURL latestFetchIsOk slug linkedProtocols id chains disabled";

    /// <summary>What many answers say of a protocol, now here, now there.</summary>
    private const string Description =
        """
        parentProtocol parentProtocolSlug cmcId address listedAt mcap hallmarks url referralUrl description chain logo audits audit_note audit_links
        tags module treasury twitter openSource forkedFrom oracles oraclesByChain governanceID github methodology stablecoins misrepresentedTokens
        deprecated rugged deadUrl warningBanners tokenRights wrongLiquidity tvlCodePath
        """;

    private static Dictionary<string, IReadOnlyDictionary<string, FieldSet>> DefiLlama() => new()
    {
        [Endpoints.Protocols] = Rows("id name category chains tvl gecko_id", $"symbol slug change_1h change_1d change_7d chainTvls tokenBreakdowns {Description}"),
        [Endpoints.ParentProtocols] = new Dictionary<string, FieldSet>
        {
            [""] = FieldSet.Of("parentProtocols", "protocols chains protocolCategories"),
            ["parentProtocols[]"] = FieldSet.Of("id name", $"gecko_id symbol chains {Description}"),
        },
        [Endpoints.Protocol] = Protocol,
        [Endpoints.ProtocolTvlChart] = None,
        [Endpoints.Chains] = Rows("name tvl gecko_id tokenSymbol cmcId chainId", "gasTokenGeckoId"),
        [Endpoints.ChainTvl] = Rows("date tvl"),
        [Endpoints.DexVolume] = Overview,
        [Endpoints.OptionsVolume] = Overview,
        [Endpoints.PerpVolume] = Overview,
        [Endpoints.PerpOpenInterest] = Overview,
        [Endpoints.DexSummary] = Summary,
        [Endpoints.OnchainPerps] = new Dictionary<string, FieldSet>
        {
            [""] = FieldSet.Of("data", "status"),
            ["data[]"] = FieldSet.Of(
                "perp_id timestamp marketplace market baseAsset fundingRate fundingRatePrevious fundingTimePrevious openInterest indexPrice",
                "fundingRate7dAverage fundingRate7dSum fundingRate30dAverage fundingRate30dSum"),
        },
        [Endpoints.CoinPrices] = new Dictionary<string, FieldSet>
        {
            [""] = FieldSet.Of("coins"), ["coins{}"] = FieldSet.Of("price timestamp", "symbol decimals confidence"),
        },
        [Endpoints.Stablecoins] = Stablecoins,
        [Endpoints.StablecoinChart] = Rows("date totalCirculating totalCirculatingUSD", "totalUnreleased totalMintedUSD totalBridgedToUSD"),
    };

    private static Dictionary<string, FieldSet> Protocol => new()
    {
        [""] = FieldSet.Of(
            "name tvl chainTvls",
            $"id symbol slug category chains gecko_id currentChainTvls raises hacks tokens tokensInUsd isParentProtocol otherProtocols {Description}"),
        ["chainTvls{}"] = FieldSet.Of("tvl", "tokens tokensInUsd"),
    };

    private static Dictionary<string, FieldSet> Overview => new()
    {
        [""] = FieldSet.Of("protocols", $"totalDataChart totalDataChartBreakdown breakdown24h breakdown30d chain allChains dataType {Totals}"),
        ["protocols[]"] = FieldSet.Of("defillamaId", $"breakdown24h breakdown30d annualized1y average1y monthlyAverage1y {Description} {Who} {Totals}"),
    };

    private static Dictionary<string, FieldSet> Summary => new()
    {
        [""] = FieldSet.Of(
            "totalDataChart",
            $"""
            defillamaId totalDataChartBreakdown breakdown24h breakdown30d annualized1y average1y monthlyAverage1y gecko_id symbol childProtocols
            versionKey previousNames {Description} {Who} {Totals}
            """),
    };

    private static Dictionary<string, FieldSet> Stablecoins => new()
    {
        [""] = FieldSet.Of("peggedAssets", "chains"),
        ["peggedAssets[]"] = FieldSet.Of(
            "id name symbol gecko_id pegType pegMechanism circulating circulatingPrevDay circulatingPrevWeek circulatingPrevMonth chainCirculating",
            "priceSource chains price deprecated deadFrom delisted yieldBearing"),
    };
}
