using CryptoEtl.Core.Live;
using static CryptoEtl.Core.Tests.Live.MarketRows;

namespace CryptoEtl.Core.Tests.Live;

public sealed class AssetMappingTests
{
    private const string Contract = "ethereum:0xabc";

    [Fact]
    public void A_contract_maps_whatever_the_names_say()
    {
        var mapping = Map(Social((7, "Other name", "OTHER", 99, Contract)), ("uniswap", "Uniswap", "uni", Contract));
        Assert.Equal((MappingStatus.Mapped, "uniswap", "contract"), (mapping.Status, mapping.AssetId, mapping.Evidence));
    }

    [Fact]
    public void A_contract_of_several_assets_is_ambiguous()
    {
        var mapping = Map(Social((7, "A", "a", 10, Contract)), ("a", "A", "a", Contract), ("b", "B", "b", Contract));
        Assert.Equal((MappingStatus.Ambiguous, null), (mapping.Status, mapping.AssetId));
        Assert.Equal(["a", "b"], mapping.Candidates);
    }

    [Fact]
    public void Name_symbol_and_price_together_map_a_coin_without_contract() =>
        Assert.Equal(("bitcoin", "name_symbol_price"), Key(Map(Social((1, "Bitcoin", "BTC", 10.4, null)), ("bitcoin", "Bitcoin", "btc", null))));

    [Theory]
    [InlineData("Bitcoin", "BTC", 12.0, "same name and symbol, another price")]
    [InlineData("Bitcoin", "BTC", null, "no price to confirm name and symbol")]
    [InlineData("Bitcoin 2", "BTC", 10.0, "no asset of that name and symbol")]
    public void A_shared_symbol_alone_maps_nothing(string name, string symbol, double? price, string evidence)
    {
        var mapping = Map(Social((1, name, symbol, price, null)), ("bitcoin", "Bitcoin", "btc", null));
        Assert.Equal((MappingStatus.Unmatched, null, evidence), (mapping.Status, mapping.AssetId, mapping.Evidence));
    }

    [Fact]
    public void Two_assets_of_one_name_and_symbol_are_ambiguous() => Assert.Equal(
        MappingStatus.Ambiguous,
        Map(Social((1, "Luna", "LUNA", 10, null)), ("luna-a", "Luna", "luna", null), ("luna-b", "Luna", "luna", null)).Status);

    [Fact]
    public void Two_rows_that_claim_one_asset_both_lose_it()
    {
        var directory = new AssetDirectory(Listing(("uniswap", "Uniswap", "uni", Contract)), Market(new Coin("uniswap")));
        var mappings = AssetMapping.Social(Social((1, "Uniswap", "UNI", 10, Contract), (2, "Fake", "UNI", 10, Contract)), directory);
        Assert.All(mappings, mapping => Assert.Equal(MappingStatus.Ambiguous, mapping.Status));
    }

    [Theory]
    [InlineData("ethereum:0xABCDEF", "eth", "0xabcdef")]
    [InlineData("binance-smart-chain:0x12", "bsc", "0x12")]
    [InlineData("solana:AbCd", "Solana", "AbCd")]
    public void Contracts_are_spelt_alike(string expected, string network, string address) =>
        Assert.Equal(ContractKey.Of(expected.Split(':')[0], expected.Split(':')[1]), ContractKey.Of(network, address));

    [Fact]
    public void Case_matters_where_an_address_is_not_hexadecimal() =>
        Assert.NotEqual(ContractKey.Of("solana", "AbCd"), ContractKey.Of("solana", "abcd"));

    private static (string?, string) Key(Mapping mapping) => (mapping.AssetId, mapping.Evidence);

    private static Mapping Map(Batch social, params (string, string, string, string?)[] listing) => Assert.Single(
        AssetMapping.Social(social, new AssetDirectory(Listing(listing), Market(new Coin("bitcoin"), new Coin("uniswap")))));
}
