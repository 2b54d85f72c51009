using CryptoEtl.Core.Derivatives;

namespace CryptoEtl.Core.Tests.Derivatives;

public sealed class ContractUnderlyingTests
{
    [Theory]
    [InlineData("BTC", "BTC", 1)]
    [InlineData("1000SHIB", "SHIB", 1000)]
    [InlineData("1000000BOB", "BOB", 1_000_000)]
    [InlineData("10000LADYS", "LADYS", 10_000)]
    [InlineData("1MBABYDOGE", "BABYDOGE", 1_000_000)]
    [InlineData("kPEPE", "PEPE", 1000)]
    [InlineData("1INCH", "1INCH", 1)]
    [InlineData("KAS", "KAS", 1)]
    [InlineData("100", "100", 1)]
    [InlineData("10", "10", 1)]
    [InlineData("", "", 1)]
    [InlineData("xbt", "XBT", 1)]
    public void Multiples_are_told_from_names(string text, string ticker, double multiplier) =>
        Assert.Equal(new ContractUnderlying(ticker, multiplier), ContractUnderlying.Of(text));

    [Theory, InlineData("bybit"), InlineData("bybit=x"), InlineData("bybit=0"), InlineData("=8"), InlineData("bybit=25")]
    public void An_interval_that_is_none_is_refused_by_name(string setting) =>
        Assert.Contains(setting, Assert.Throws<BadInputException>(() => FundingIntervals.With(setting)).Message, StringComparison.Ordinal);
}
