using System.Globalization;
using System.Text.Json;
using CryptoEtl.Simulator.Prices;

namespace CryptoEtl.Simulator.Serve.CoinGecko;

/// <summary>One row of <c>/coins/markets</c>, field by field in the source's order.</summary>
internal sealed class MarketsRow
{
    private const int SparklineHours = 168;

    private readonly Utf8JsonWriter json;
    private readonly LiveQuote quote;
    private readonly MarketsQuery query;

    private MarketsRow(Utf8JsonWriter json, LiveQuote quote, MarketsQuery query)
    {
        this.json = json;
        this.quote = quote;
        this.query = query;
    }

    public static void Write(Utf8JsonWriter json, LiveQuote quote, MarketsQuery query)
    {
        var row = new MarketsRow(json, quote, query);
        json.WriteStartObject();
        row.WriteNames();
        row.WriteLevels();
        row.WriteChanges();
        row.WriteSupply();
        row.WriteRecords();
        row.WriteExtras();
        json.WriteEndObject();
    }

    private void WriteNames()
    {
        var asset = quote.History.Asset;
        Text("id", asset.Id);
        // Symbols have been lower case throughout since 2022.
        Text("symbol", asset.Symbol.ToLowerInvariant());
        Text("name", asset.Name);
        Text("image", $"https://coin-images.coingecko.com/coins/images/{ImageNumber()}/large/{Uri.EscapeDataString(asset.Id)}.png");
    }

    private void WriteLevels()
    {
        Number("current_price", Rounding.Price(quote.Price, query.Precision));
        Number("market_cap", Rounding.Whole(quote.MarketCap));
        if (quote.MissingField != "market_cap_rank")
            json.WriteNumberOrNull("market_cap_rank", quote.Rank);
        Number("fully_diluted_valuation", Rounding.Whole(quote.FullyDiluted));
        Number("total_volume", Rounding.Whole(quote.Volume));
        Number("high_24h", Rounding.Price(quote.High24H, query.Precision));
        Number("low_24h", Rounding.Price(quote.Low24H, query.Precision));
    }

    private void WriteChanges()
    {
        Number("price_change_24h", quote.Price - quote.PriceDayBefore);
        Number("price_change_percentage_24h", Rounding.Percent(Percent(quote.Price, quote.PriceDayBefore)));
        Number("market_cap_change_24h", quote.MarketCap - quote.MarketCapDayBefore);
        Number("market_cap_change_percentage_24h", Rounding.Percent(Percent(quote.MarketCap, quote.MarketCapDayBefore)));
    }

    private void WriteSupply()
    {
        Number("circulating_supply", quote.CirculatingSupply);
        Number("total_supply", quote.TotalSupply);
        Number("max_supply", quote.MaxSupply);
    }

    private void WriteRecords()
    {
        Record("ath", quote.AllTimeHigh);
        Record("atl", quote.AllTimeLow);
        if (quote.MissingField != "roi")
            json.WriteNull("roi");
        Text("last_updated", quote.LastUpdated.Iso());
    }

    private void WriteExtras()
    {
        if (query.IncludeRehypothecated)
            json.WriteNumberOrNull("market_cap_rank_with_rehypothecated", quote.RankWithRehypothecated);
        if (query.Sparkline)
            WriteSparkline();
        foreach (var (name, span) in query.Windows)
            Number($"price_change_percentage_{name}_in_currency", quote.ChangeSince(span));
    }

    private void WriteSparkline()
    {
        json.WriteStartObject("sparkline_in_7d");
        json.WriteStartArray("price");
        for (var hour = SparklineHours - 1; hour >= 0; hour--)
        {
            var price = quote.History.PriceAt(quote.LastUpdated.AddHours(-hour));
            if (double.IsFinite(price))
                json.WriteNumberValue(price);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Record(string name, PriceRecord? record)
    {
        Number(name, Rounding.Price(record?.Price, query.Precision));
        Number($"{name}_change_percentage", Rounding.Percent(Percent(quote.Price, record?.Price)));
        if (quote.MissingField == $"{name}_date")
            return;
        if (record is { } known)
            json.WriteString($"{name}_date", known.At.Iso());
        else
            json.WriteNull($"{name}_date");
    }

    private void Number(string name, double? number)
    {
        if (name != quote.MissingField)
            json.WriteNumberOrNull(name, number);
    }

    private void Text(string name, string text)
    {
        if (name != quote.MissingField)
            json.WriteString(name, text);
    }

    private string ImageNumber() => (1 + quote.History.Seed % 60_000).ToString(CultureInfo.InvariantCulture);

    private static double? Percent(double? now, double? then) => now is { } known ? LiveQuote.Percent(known, then) : null;
}
