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
        var mappings = AssetMapping.Social(Social((1, "Uniswap", "UNI", 10, Contract), (2, "Fake", "UNI", 10, Contract)), directory, SocialLinks.None);
        Assert.All(mappings, mapping => Assert.Equal(MappingStatus.Ambiguous, mapping.Status));
    }

    [Fact]
    public void The_sources_own_link_goes_before_a_contract()
    {
        var mapping = Map(Links((7, "uniswap")), Social((7, "Other", "OTHER", 99, Contract)), ("uniswap", "Uniswap", "uni", null), ("wrong", "W", "w", Contract));
        Assert.Equal(("uniswap", "coingecko_link"), Key(mapping));
    }

    [Fact]
    public void A_link_that_is_no_id_says_nothing()
    {
        var mapping = Map(Links((7, "an-old-slug")), Social((7, "Other", "OTHER", 99, Contract)), ("uniswap", "Uniswap", "uni", Contract));
        Assert.Equal(("uniswap", "contract"), Key(mapping));
    }

    [Fact]
    public void Only_large_coins_that_the_list_does_not_map_are_asked_about_and_the_largest_first()
    {
        var social = Social((1, "Bitcoin", "BTC", 10, null), (2, "Small", "s", 1, null), (3, "Large", "l", 1, null), (4, "Larger", "x", 1, null));
        Array.Copy(new double?[] { 1000, 5, 100, 200 }, social.Numbers("market_cap_usd"), 4);
        var mappings = AssetMapping.Social(social, new AssetDirectory(Listing(("bitcoin", "Bitcoin", "btc", null)), Market(new Coin("bitcoin"))), SocialLinks.None);

        Assert.Equal([4L, 3], SocialLinks.Wanted(social, mappings, smallestCap: 50, most: 10));
        Assert.Equal([4L], SocialLinks.Wanted(social, mappings, smallestCap: 50, most: 1));
    }

    [Theory]
    [InlineData("own", "own", "parent#p", "gecko_id")]
    [InlineData("parent-token", null, "parent#p", "parent")]
    [InlineData(null, null, "parent#without", "no gecko_id, nor has its parent one")]
    [InlineData(null, null, null, "no gecko_id")]
    [InlineData(null, "gone", null, "its gecko_id is not in CoinGecko's list")]
    public void A_protocol_is_its_own_token_or_its_parents(string? asset, string? own, string? parent, string evidence)
    {
        var onchain = Onchain(("p1", own, "Dexes", 1));
        onchain.Texts("parent_protocol")[0] = parent;
        var directory = new AssetDirectory(Listing(("own", "O", "o", null), ("parent-token", "P", "p", null)), Market());
        var mapping = Assert.Single(AssetMapping.Onchain(onchain, directory, Parents(("parent#p", "parent-token"), ("parent#without", null))));

        Assert.Equal((asset, evidence), (mapping.AssetId, mapping.Evidence));
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

    private static SocialLinks Links(params (long Id, string? Slug)[] links)
    {
        var rows = new BatchBuilder(LiveTables.SocialMeta);
        foreach (var (id, slug) in links)
            rows.Integer("lunarcrush_id", id).Text("coingecko_slug", slug).EndRow();
        return new(rows.Build());
    }

    private static Mapping Map(Batch social, params (string, string, string, string?)[] listing) => Map(SocialLinks.None, social, listing);

    private static Mapping Map(SocialLinks links, Batch social, params (string, string, string, string?)[] listing) => Assert.Single(
        AssetMapping.Social(social, new AssetDirectory(Listing(listing), Market(new Coin("bitcoin"), new Coin("uniswap"))), links));
}
