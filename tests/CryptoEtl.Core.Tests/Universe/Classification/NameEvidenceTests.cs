using CryptoEtl.Core.Universe.Classification;

namespace CryptoEtl.Core.Tests.Universe.Classification;

public sealed class NameEvidenceTests
{
    [Theory]
    [InlineData("Wrapped Bitcoin", "wbtc", "wrapped"), InlineData("Coinbase Wrapped BTC", "cbbtc", "wrapped"), InlineData("Wrapped-Energi", "WNRG", "wrapped")]
    [InlineData("WETH", "weth", "wrapped"), InlineData("wrapped POKT", "WPOKT", "wrapped"), InlineData("SMARDEX WRAPPED USDN", "wusdn", "wrapped")]
    [InlineData("Lido Staked Ether", "steth", "staked"), InlineData("Kelp DAO Restaked ETH", "rseth", "staked"), InlineData("Rocket Pool ETH", "reth", "staked")]
    [InlineData("BENQI Liquid Staked AVAX", "savax", "staked"), InlineData("pufETH", "pufeth", "staked"), InlineData("Stader MaticX", "maticx", "staked")]
    [InlineData("Bridged USDC (Polygon PoS Bridge)", "usdc.e", "bridged"), InlineData("Ethereum (Wormhole)", "eth", "bridged"), InlineData("Binance-Peg XRP", "xrp", "bridged")]
    [InlineData("Bitcoin Avalanche Bridged", "btc.b", "bridged"), InlineData("Orbit Bridge Klaytn Ripple", "oxrp", "bridged"), InlineData("axlWBTC", "axlwbtc", "bridged")]
    [InlineData("Chainlink (Plenty Bridge)", "link.e", "bridged"), InlineData("AirDAO bridged USDC (AirDAO)", "usdc", "bridged")]
    [InlineData("3X Long Bitcoin Token", "BULL", "leveraged"), InlineData("3x Short Bitcoin Cash Token", "bchbear", "leveraged"), InlineData("1X Short Bitcoin Token", "HEDGE", "leveraged")]
    [InlineData("0.5X Long Ethereum Token", "ETHHALF", "leveraged"), InlineData("ETH 2x Flexible Leverage Index", "eth2x-fli", "leveraged"), InlineData("BTCUP", "BTCUP", "leveraged")]
    [InlineData("ETHDOWN", "ethdown", "leveraged"), InlineData("Leveraged stETH", "xsteth", "leveraged"), InlineData("BTC3L", "btc3l", "leveraged")]
    public void What_a_name_says_is_found(string name, string symbol, string named) => Assert.Contains(NameEvidence.Of(name, symbol), found => found.Class == named);

    /// <summary>Coins in their own right whose names play with the words.</summary>
    [Theory]
    [InlineData("Axel Wrapped", "AXLW"), InlineData("GoWrap", "GWGW"), InlineData("WrappedM by M^0", "wm"), InlineData("bitcoin (2015 Wrapper) (Meme)", "btce"), InlineData("Waves", "WAVES")]
    [InlineData("StakeCubeCoin", "SCC"), InlineData("Stake DAO", "SDT"), InlineData("StakeWise", "SWISE"), InlineData("pSTAKE Finance", "PSTAKE"), InlineData("STAKE", "STAKE")]
    [InlineData("Mintlayer", "ML"), InlineData("Restake Finance", "RSTK"), InlineData("HyperStake", "HYP"), InlineData("Liquid Staking Derivative", "lsd"), InlineData("Stratis", "STRAX")]
    [InlineData("Bridge Oracle", "BRG"), InlineData("Allbridge", "ABR"), InlineData("BarnBridge", "BOND"), InlineData("Cross-Chain Bridge", "bridge"), InlineData("Bridge Mutual", "BMI")]
    [InlineData("Wormhole", "W"), InlineData("Portal", "PORTAL"), InlineData("Axelar", "AXL"), InlineData("AXL INU", "axl"), InlineData("Multichain", "MULTI"), InlineData("Pegaxy", "PGX")]
    [InlineData("United States Dominant Peg", "usdp"), InlineData("JPEG'd", "JPEG"), InlineData("Bridgecoin", "BRIDGE"), InlineData("deBridge", "dbr")]
    [InlineData("Bear Coin on Avax", "BEAR"), InlineData("Bull Token", "BULL"), InlineData("SOLBULL", "SOLBULL"), InlineData("Bitcoin Bull", "btcbull"), InlineData("BULL", "BULL")]
    [InlineData("OpenLeverage", "OLE"), InlineData("0x Leverage", "oxl"), InlineData("Long Mao", "LMAO"), InlineData("Long Bitcoin", "long"), InlineData("50x.com", "50X")]
    [InlineData("Hedget", "HGET"), InlineData("Hedge", "HEDGE"), InlineData("0x Protocol", "ZRX"), InlineData("Jupiter", "JUP"), InlineData("TonUP", "UP"), InlineData("BitUP", "BUP"), InlineData("UpToken", "UP")]
    [InlineData("Superstate Short Duration U.S. Government Securities Fund (USTB)", "ustb"), InlineData("Inverse Finance", "INV"), InlineData("Day of Defeat Mini 100x", "DOD100")]
    [InlineData(null, null), InlineData("", "")]
    public void A_coin_in_its_own_right_is_left_alone(string? name, string? symbol) => Assert.Empty(NameEvidence.Of(name, symbol));

    [Fact]
    public void A_coin_may_be_several_things() =>
        Assert.Equal(["wrapped", "staked"], NameEvidence.Of("Coinbase Wrapped Staked ETH", "cbETH").Select(found => found.Class));

    /// <summary>CoinMarketCap's active coins of June 2024: a tenth of a percent more or less would be another rule.</summary>
    [SkippableFact]
    public void On_a_real_list_of_ten_thousand_the_rules_find_what_they_found_when_they_were_read_through()
    {
        Skip.If(RealData.IsMissing, RealData.Missing);
        var found = RealData.Rows("assets/cmc_active_list_2024_06_11.csv.gz").SelectMany(row => NameEvidence.Of(row("name"), row("symbol"))).ToLookup(one => one.Class);
        Assert.Equal((76, 60, 13, 3), (found["wrapped"].Count(), found["staked"].Count(), found["bridged"].Count(), found["leveraged"].Count()));
    }
}
