using System.Globalization;
using System.Text.Json;
using CryptoEtl.Simulator.Prices;

namespace CryptoEtl.Simulator.Serve.CoinGecko.Exchanges;

/// <summary>One ticker of an exchange.</summary>
/// <param name="depth">What moving the price by two percent would cost was asked for.</param>
internal sealed class TickerRow(Utf8JsonWriter json, MarketSnapshot market, bool depth, bool logo)
{
    public const string ExchangeName = "Coinbase Exchange";

    private readonly double? bitcoin = market.Quote("bitcoin")?.Price;
    private readonly double? ether = market.Quote("ethereum")?.Price;

    public void Write(SpotTicker ticker)
    {
        json.WriteStartObject();
        json.WriteString("base", ticker.Product.Base.ToUpperInvariant());
        json.WriteString("target", ticker.Product.Quote.ToUpperInvariant());
        WriteMarket();
        json.WriteNumberOrNull("last", Rounding.Significant(ticker.Last, 8));
        json.WriteNumberOrNull("volume", ticker.LastUsd > 0 ? Rounding.Significant(ticker.VolumeUsd / ticker.LastUsd, 10) : 0);
        WriteDepth(ticker);
        WriteConverted("converted_last", ticker.LastUsd, digits: 8);
        WriteConverted("converted_volume", ticker.VolumeUsd, digits: 0);
        json.WriteNull("trust_score");
        json.WriteNumber("bid_ask_spread_percentage", Math.Round(0.01 + 0.5 * ticker.Share(2), 6));
        WriteTimes(ticker);
        WriteLinks(ticker);
        json.WriteEndObject();
    }

    private void WriteMarket()
    {
        json.WriteStartObject("market");
        json.WriteString("name", ExchangeName);
        json.WriteString("identifier", TickersAnswer.Coinbase);
        json.WriteBoolean("has_trading_incentive", false);
        if (logo)
            json.WriteString("logo", "https://coin-images.coingecko.com/markets/images/23/small/gdax.png");
        json.WriteEndObject();
    }

    private void WriteDepth(SpotTicker ticker)
    {
        if (!depth)
            return;

        json.WriteNumber("cost_to_move_up_usd", Math.Round(ticker.VolumeUsd * 0.02 * ticker.Share(3), 6));
        json.WriteNumber("cost_to_move_down_usd", Math.Round(ticker.VolumeUsd * 0.02 * ticker.Share(4), 6));
    }

    private void WriteConverted(string name, double dollars, int digits)
    {
        json.WriteStartObject(name);
        Convert("btc", bitcoin);
        Convert("eth", ether);
        Convert("usd", 1);
        json.WriteEndObject();

        void Convert(string unit, double? price)
        {
            if (price is > 0)
                json.WriteNumber(unit, digits == 0 ? Math.Round(dollars / price.Value) : Rounding.Significant(dollars / price.Value, digits));
        }
    }

    private void WriteTimes(SpotTicker ticker)
    {
        json.WriteString("timestamp", Stamp(ticker.Traded));
        json.WriteString("last_traded_at", Stamp(ticker.Traded));
        json.WriteString("last_fetch_at", Stamp(market.Now.AddSeconds(-Math.Floor(60 * ticker.Share(5)))));
        json.WriteBoolean("is_anomaly", ticker.Share(6) < 0.02);
        json.WriteBoolean("is_stale", ticker.Stale);
    }

    private void WriteLinks(SpotTicker ticker)
    {
        var page = $"https://www.coinbase.com/advanced-trade/spot/{Uri.EscapeDataString(ticker.Product.ProductId)}";
        json.WriteString("trade_url", ticker.Share(7) < 0.03 ? null : page);
        json.WriteNull("token_info_url");
        json.WriteString("coin_id", ticker.Coin.Id);
        if (ticker.TargetCoin is { } target)
            json.WriteString("target_coin_id", target);
        json.WriteNumberOrNull("coin_mcap_usd", ticker.Coin.MarketCap);
    }

    private static string Stamp(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture);
}
