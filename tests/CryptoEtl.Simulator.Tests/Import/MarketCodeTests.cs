using CryptoEtl.Simulator.Import.Contracts;

namespace CryptoEtl.Simulator.Tests.Import;

public sealed class MarketCodeTests
{
    [Theory]
    [InlineData("BTCUSD_PERP.A", "Binance (Futures)", "BTCUSD_PERP", "BTC", 1, "perpetual")]
    [InlineData("1000SHIBUSDT_PERP.A", "Binance (Futures)", "1000SHIBUSDT_PERP", "SHIB", 1_000, "perpetual")]
    [InlineData("1MBABYDOGEUSDT_PERP.A", "Binance (Futures)", "1MBABYDOGEUSDT_PERP", "BABYDOGE", 1_000_000, "perpetual")]
    [InlineData("1INCHUSDT_PERP.A", "Binance (Futures)", "1INCHUSDT_PERP", "1INCH", 1, "perpetual")]
    [InlineData("USDCUSDT_PERP.A", "Binance (Futures)", "USDCUSDT_PERP", "USDC", 1, "perpetual")]
    [InlineData("ETHUSDT_250926.A", "Binance (Futures)", "ETHUSDT_250926", "ETH", 1, "futures")]
    [InlineData("OKBUSDT.6", "Bybit", "OKBUSDT", "OKB", 1, "perpetual")]
    [InlineData("GT_USDT.Y", "Gate.io (Futures)", "GT_USDT", "GT", 1, "perpetual")]
    [InlineData("PERP_GM30_USDT.W", "WOO X Futures", "PERP_GM30_USDT", "GM30", 1, "perpetual")]
    [InlineData("pf_ratsusd.K", "Kraken (Futures)", "pf_ratsusd", "RATS", 1, "perpetual")]
    [InlineData("OSMO-USD.8", "dYdX v4", "OSMO-USD", "OSMO", 1, "perpetual")]
    [InlineData("kBONK.H", "Hyperliquid (Futures)", "kBONK-USD", "BONK", 1_000, "perpetual")]
    public void A_market_is_taken_apart(string market, string venue, string symbol, string ticker, double multiple, string contract) =>
        Assert.Equal(new MarketCode(venue, symbol, ticker, multiple, contract), MarketCode.Parse(market));

    [Theory, InlineData("BTCUSDT_PERP"), InlineData("BTCUSDT.?"), InlineData(".A"), InlineData("")]
    public void A_code_nobody_knows_is_no_venue(string market) => Assert.Null(MarketCode.Parse(market));
}
