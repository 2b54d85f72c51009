using System.Text.Json;
using CryptoEtl.Simulator.Prices;

namespace CryptoEtl.Simulator.Serve.CoinGecko;

/// <summary><c>/coins/{id}/ohlc</c> and its <c>/range</c>: candles stamped with their close. The one that runs carries a stamp in the future.</summary>
internal static class OhlcAnswer
{
    private const long DayMs = 86_400_000;
    private const long HourMs = 3_600_000;

    private static readonly TimeSpan Ready = TimeSpan.FromMinutes(35);
    private static readonly int UnixDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    private readonly record struct Candle(long Stamp, double Open, double High, double Low, double Close);

    public static ApiAnswer Range(ApiRequest request, AssetHistory history, MarketSnapshot market)
    {
        MarketsQuery.CheckCurrency(request);
        var span = new ChartSpan(ChartSpan.Moment(request, "from"), ChartSpan.Moment(request, "to"), Interval(request));
        Check(span);

        var first = span.From > ChartSpan.FiveMinuteStart ? span.From : ChartSpan.FiveMinuteStart;
        var candles = span.Granularity == Granularity.Daily
            ? Daily(history, market)
            : Hourly(history, first, Earlier(span.To, market.Now.AddHours(1)), market.Now);
        var (from, to) = (first.ToUnixTimeMilliseconds(), span.To.ToUnixTimeMilliseconds());

        return Make(candles.Where(candle => candle.Stamp >= from && candle.Stamp <= to));
    }

    /// <summary>Counted back from now, the running candle included. Without an interval: half hours up to two days, four hours up to 30, else four days.</summary>
    public static ApiAnswer LastDays(ApiRequest request, AssetHistory history, MarketSnapshot market)
    {
        MarketsQuery.CheckCurrency(request);
        var days = Days(request);
        var first = days is { } number ? market.Now.AddDays(-number) : ChartSpan.FiveMinuteStart;
        var from = (first > ChartSpan.FiveMinuteStart ? first : ChartSpan.FiveMinuteStart).ToUnixTimeMilliseconds();
        var candles = Step(request["interval"], days) is { } step ? Stepped(history, from, step, market.Now) : Daily(history, market);
        return Make(candles.Where(candle => candle.Stamp > from));
    }

    // Null: max.
    private static int? Days(ApiRequest request) => (request["days"] ?? throw new RefusedException(CoinGeckoErrors.Missing("days"))) switch
    {
        "max" => null,
        "1" or "7" or "14" or "30" or "90" or "180" or "365" => int.Parse(request["days"]!, System.Globalization.CultureInfo.InvariantCulture),
        _ => throw new RefusedException(CoinGeckoErrors.Invalid("Invalid parameter days")),
    };

    // Null: days of the tape.
    private static long? Step(string? interval, int? days) => (interval, days) switch
    {
        ("daily", <= 180) => null,
        ("hourly", <= 90) => HourMs,
        (not null, _) => throw new RefusedException(CoinGeckoErrors.Invalid("Invalid parameter interval")),
        (null, <= 2) => HourMs / 2,
        (null, <= 30) => 4 * HourMs,
        _ => 4 * DayMs,
    };

    private static IEnumerable<Candle> Stepped(AssetHistory history, long from, long step, DateTimeOffset now)
    {
        if (history.Daily.Count == 0)
            yield break;

        var first = Math.Max(from, (history.Daily.Days[0] - (long)UnixDay) * DayMs) / step * step;
        for (var stamp = first + step; stamp - step <= now.ToUnixTimeMilliseconds(); stamp += step)
        {
            if (Running(history, stamp, stamp - step, now) is { } candle)
                yield return candle;
        }
    }

    private static ApiAnswer Make(IEnumerable<Candle> candles) => ApiAnswer.Json(
        200,
        json =>
        {
            json.WriteStartArray();
            foreach (var candle in candles)
                Write(json, candle);
            json.WriteEndArray();
        },
        "public, max-age=30");

    private static Granularity Interval(ApiRequest request) => request["interval"] switch
    {
        "daily" => Granularity.Daily,
        "hourly" => Granularity.Hourly,
        null => throw new RefusedException(CoinGeckoErrors.Missing("interval")),
        _ => throw new RefusedException(CoinGeckoErrors.Invalid("Invalid parameter interval")),
    };

    private static void Check(ChartSpan span)
    {
        if (span.From > span.To)
            throw new RefusedException(CoinGeckoErrors.Invalid("from must not be after to"));

        var limit = span.Granularity == Granularity.Daily ? 180 : 31;
        if (span.To - span.From > TimeSpan.FromDays(limit))
            throw new RefusedException(CoinGeckoErrors.Invalid($"the range covers {limit} days at most"));
    }

    private static IEnumerable<Candle> Daily(AssetHistory history, MarketSnapshot market)
    {
        var daily = history.Daily;
        var today = AssetHistory.DayNumber(market.Now);
        for (var i = 0; i < daily.Count; i++)
        {
            var stamp = (daily.Days[i] + 1L - UnixDay) * DayMs;
            var candle = daily.Days[i] == today
                ? Running(history, stamp, stamp - DayMs, market.Now)
                : stamp + Ready.TotalMilliseconds <= market.Now.ToUnixTimeMilliseconds()
                    ? new Candle(stamp, daily.Open[i], daily.High[i], daily.Low[i], daily.Close[i])
                    : null;
            if (candle is { } finished)
                yield return finished;
        }
    }

    private static IEnumerable<Candle> Hourly(AssetHistory history, DateTimeOffset from, DateTimeOffset to, DateTimeOffset now)
    {
        var last = to.ToUnixTimeMilliseconds() / HourMs;
        for (var hour = from.ToUnixTimeMilliseconds() / HourMs; hour <= last; hour++)
        {
            if (Running(history, hour * HourMs, (hour - 1) * HourMs, now) is { } candle)
                yield return candle;
        }
    }

    // From the start of the candle to its end or to now, whichever is first.
    private static Candle? Running(AssetHistory history, long stamp, long start, DateTimeOffset now)
    {
        var (from, end) = (DateTimeOffset.FromUnixTimeMilliseconds(start), DateTimeOffset.FromUnixTimeMilliseconds(stamp - 1));
        var to = Earlier(end, now);
        if (from > to || history.RangeBetween(from, to) is not { } range)
            return null;

        return new Candle(stamp, history.PriceAt(from), range.High, range.Low, history.PriceAt(to));
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static void Write(Utf8JsonWriter json, Candle candle)
    {
        json.WriteStartArray();
        json.WriteNumberValue(candle.Stamp);
        foreach (var price in (double[])[candle.Open, candle.High, candle.Low, candle.Close])
        {
            if (double.IsFinite(price))
                json.WriteNumberValue(price);
            else
                json.WriteNullValue();
        }

        json.WriteEndArray();
    }
}
