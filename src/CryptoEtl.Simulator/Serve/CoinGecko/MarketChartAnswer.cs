using System.Text.Json;
using CryptoEtl.Simulator.Prices;

namespace CryptoEtl.Simulator.Serve.CoinGecko;

/// <summary><c>/coins/{id}/market_chart</c> and its <c>/range</c>: three series on common stamps.</summary>
internal static class MarketChartAnswer
{
    private static readonly TimeSpan ReadyInChart = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ReadyInRange = TimeSpan.FromMinutes(35);

    public static ApiAnswer LastDays(ApiRequest request, AssetHistory history, MarketSnapshot market)
    {
        MarketsQuery.CheckCurrency(request);
        return Make(request, history, market, ChartSpan.LastDays(request, market.Now), ReadyInChart);
    }

    public static ApiAnswer Range(ApiRequest request, AssetHistory history, MarketSnapshot market)
    {
        MarketsQuery.CheckCurrency(request);
        return Make(request, history, market, ChartSpan.Range(request, market.Now), ReadyInRange);
    }

    private static ApiAnswer Make(
        ApiRequest request, AssetHistory history, MarketSnapshot market, ChartSpan span, TimeSpan ready)
    {
        var precision = MarketsQuery.ParsePrecision(request) ?? "full";
        var points = Points(history, market, span, ready);

        return ApiAnswer.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                Write(json, "prices", points, point => Rounding.Price(point.Price, precision));
                Write(json, "market_caps", points, point => point.MarketCap);
                Write(json, "total_volumes", points, point => double.IsFinite(point.Volume) ? point.Volume : 0);
                json.WriteEndObject();
            },
            "public, max-age=30");
    }

    private static List<ChartPoint> Points(AssetHistory history, MarketSnapshot market, ChartSpan span, TimeSpan ready)
    {
        var points = (span.Granularity switch
        {
            Granularity.FiveMinutes => ChartPoints.FiveMinutes(history, span, market.Now),
            Granularity.Hourly => ChartPoints.Hourly(history, span, market.Now),
            _ => ChartPoints.Daily(history, span, market.Now, ready),
        }).ToList();

        if (ChartPoints.Live(market, history, span) is not { } live)
            return points;

        // Points are not newer than the live one, but for the five-minute chart: it ends with a step backwards in time,
        // the last price coming once with milliseconds and once without.
        points.RemoveAll(point => point.Stamp >= live.Stamp);
        if (span.Granularity == Granularity.FiveMinutes)
            points.Add(live with { Stamp = live.Stamp + (long)(999 * StableHash.Unit(history.Seed)) });
        points.Add(live);
        return points;
    }

    private static void Write(Utf8JsonWriter json, string name, List<ChartPoint> points, Func<ChartPoint, double?> value)
    {
        json.WriteStartArray(name);
        foreach (var point in points)
        {
            json.WriteStartArray();
            json.WriteNumberValue(point.Stamp);
            if (value(point) is { } number && double.IsFinite(number))
                json.WriteNumberValue(number);
            else
                json.WriteNullValue();
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
