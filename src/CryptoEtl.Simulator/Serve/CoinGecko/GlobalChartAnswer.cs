using System.Globalization;
using System.Text.Json;
using CryptoEtl.Simulator.Prices;

namespace CryptoEtl.Simulator.Serve.CoinGecko;

/// <summary><c>/global/market_cap_chart</c>: hours for one day, else days, each stamped with the midnight that ends it; then now.</summary>
internal static class GlobalChartAnswer
{
    private static readonly TimeSpan Ready = TimeSpan.FromMinutes(5);
    private static readonly int UnixDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    public static ApiAnswer Make(ApiRequest request, GlobalSeries series, MarketSnapshot market)
    {
        if (!string.Equals(request["vs_currency"] ?? "usd", "usd", StringComparison.OrdinalIgnoreCase))
            throw new RefusedException(CoinGeckoErrors.Invalid("invalid vs_currency"));

        var points = Points(request["days"] ?? throw new RefusedException(CoinGeckoErrors.Missing("days")), series, market.Now).ToArray();
        return ApiAnswer.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                json.WriteStartObject("market_cap_chart");
                Write(json, "market_cap", points.Select(point => (point.Stamp, point.MarketCap)));
                Write(json, "volume", points.Select(point => (point.Stamp, point.Volume)));
                json.WriteEndObject();
                json.WriteEndObject();
            },
            "public, max-age=60");
    }

    private static IEnumerable<(long Stamp, double MarketCap, double Volume)> Points(string days, GlobalSeries series, DateTimeOffset now)
    {
        if (days is not ("1" or "7" or "14" or "30" or "90" or "180" or "365" or "max"))
            throw new RefusedException(CoinGeckoErrors.Invalid("Invalid parameter days"));

        var from = days == "max" ? 0 : now.AddDays(-int.Parse(days, CultureInfo.InvariantCulture)).ToUnixTimeMilliseconds();
        var before = days == "1" ? Hours(series, now) : Days(series, now);
        return before.Where(point => point.Stamp >= from).Append(Point(series, now.ToUnixTimeMilliseconds()));
    }

    private static IEnumerable<(long Stamp, double MarketCap, double Volume)> Days(GlobalSeries series, DateTimeOffset now) => series.Days
        .Select(day => (Stamp: (day.Key + 1L - UnixDay) * 86_400_000, day.Value.MarketCap, day.Value.Volume))
        .Where(point => point.Stamp + (long)Ready.TotalMilliseconds <= now.ToUnixTimeMilliseconds());

    private static IEnumerable<(long Stamp, double MarketCap, double Volume)> Hours(GlobalSeries series, DateTimeOffset now) =>
        Enumerable.Range(1, 24).Select(hour => Point(series, (now.ToUnixTimeMilliseconds() / 3_600_000 - 24 + hour) * 3_600_000))
            .Where(point => point.Stamp < now.ToUnixTimeMilliseconds());

    private static (long Stamp, double MarketCap, double Volume) Point(GlobalSeries series, long stamp)
    {
        var (cap, volume) = series.At(DateTimeOffset.FromUnixTimeMilliseconds(stamp));
        return (stamp, cap, volume);
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<(long Stamp, double Value)> points)
    {
        json.WriteStartArray(name);
        foreach (var (stamp, value) in points)
        {
            json.WriteStartArray();
            json.WriteNumberValue(stamp);
            json.WriteNumberValue(value);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
