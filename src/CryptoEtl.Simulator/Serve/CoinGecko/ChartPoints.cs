using CryptoEtl.Simulator.Prices;

namespace CryptoEtl.Simulator.Serve.CoinGecko;

/// <summary>One point of a chart.</summary>
/// <param name="Stamp">Unix milliseconds.</param>
/// <param name="MarketCap">NaN: null in the answer.</param>
/// <param name="Volume">Of the 24 hours before. NaN: 0 in the answer, the source has no nulls there.</param>
internal readonly record struct ChartPoint(long Stamp, double Price, double MarketCap, double Volume);

/// <summary>The points of a chart, at the three granularities.</summary>
internal static class ChartPoints
{
    private const long DayMs = 86_400_000;
    private const long HourMs = 3_600_000;
    private const long FiveMinutesMs = 300_000;

    private static readonly int UnixDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>The value at the end of each day, stamped with the midnight that ends it.</summary>
    /// <param name="ready">How long after that midnight the point appears.</param>
    public static IEnumerable<ChartPoint> Daily(AssetHistory history, ChartSpan span, DateTimeOffset now, TimeSpan ready)
    {
        var (from, to) = (span.From.ToUnixTimeMilliseconds(), span.To.ToUnixTimeMilliseconds());
        var visible = (now - ready).ToUnixTimeMilliseconds();
        for (var i = 0; i < history.Daily.Count; i++)
        {
            var stamp = (history.Daily.Days[i] + 1L - UnixDay) * DayMs;
            if (stamp >= from && stamp <= Math.Min(to, visible) && double.IsFinite(history.Daily.Close[i]))
                yield return new ChartPoint(stamp, history.Daily.Close[i], history.MarketCapAtClose(i), history.Daily.Volume[i]);
        }
    }

    /// <summary>About one point an hour, minutes late; some hours have two, some none.</summary>
    public static IEnumerable<ChartPoint> Hourly(AssetHistory history, ChartSpan span, DateTimeOffset now) =>
        Intraday(history, span with { From = Later(span.From, ChartSpan.HourlyStart) }, now, HourMs, HourlyJitter.Stamps);

    /// <summary>About one point in five minutes, up to a minute off.</summary>
    public static IEnumerable<ChartPoint> FiveMinutes(AssetHistory history, ChartSpan span, DateTimeOffset now) =>
        Intraday(history, span with { From = Later(span.From, ChartSpan.FiveMinuteStart) }, now, FiveMinutesMs, FiveMinuteStamps);

    /// <summary>The price that stands right now: the last point of every chart that reaches into today, off the grid.</summary>
    public static ChartPoint? Live(MarketSnapshot market, AssetHistory history, ChartSpan span)
    {
        if (market.Quote(history.Asset.Id) is not { Price: { } price } quote || quote.LastUpdated < span.From || span.To < quote.LastUpdated)
            return null;

        // Only today's price is live; an older one is in the chart already. Live stamps carry whole seconds.
        return market.Now - quote.LastUpdated > TimeSpan.FromHours(1)
            ? null
            : new ChartPoint(
                quote.LastUpdated.ToUnixTimeSeconds() * 1000, price, quote.MarketCap ?? double.NaN, quote.Volume ?? double.NaN);
    }

    /// <summary>The point a price makes at any moment, or null on a day without a row.</summary>
    public static ChartPoint? At(AssetHistory history, long stamp)
    {
        var moment = DateTimeOffset.FromUnixTimeMilliseconds(stamp);
        var price = history.PriceAt(moment);
        return double.IsFinite(price)
            ? new ChartPoint(stamp, price, history.MarketCapAt(moment), history.VolumeAt(moment))
            : null;
    }

    private static IEnumerable<ChartPoint> Intraday(
        AssetHistory history, ChartSpan span, DateTimeOffset now, long step, Func<ulong, long, IEnumerable<long>> stampsOf)
    {
        var first = Math.Max(span.From.ToUnixTimeMilliseconds(), FirstDay(history));
        var last = Math.Min(span.To.ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds());
        for (var cell = first / step; cell <= last / step; cell++)
        {
            foreach (var stamp in stampsOf(history.Seed, cell))
            {
                if (stamp >= first && stamp <= last && At(history, stamp) is { } point)
                    yield return point;
            }
        }
    }

    private static long FirstDay(AssetHistory history) =>
        history.Daily.Count == 0 ? long.MaxValue / 2 : (history.Daily.Days[0] - (long)UnixDay) * DayMs;

    private static IEnumerable<long> FiveMinuteStamps(ulong seed, long cell)
    {
        var off = StableHash.Unit(StableHash.Of(StableHash.Of(seed, 5), cell));
        yield return cell * FiveMinutesMs + (long)(off * 60_000);
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
