using System.Globalization;

namespace CryptoEtl.Simulator.Serve.CoinGecko;

internal enum Granularity
{
    FiveMinutes,
    Hourly,
    Daily,
}

/// <summary>The span of a chart and how finely it is drawn.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Inclusive.</param>
internal sealed record ChartSpan(DateTimeOffset From, DateTimeOffset To, Granularity Granularity)
{
    /// <summary>First moment of CoinGecko's hourly data.</summary>
    public static readonly DateTimeOffset HourlyStart = new(2018, 1, 30, 0, 0, 0, TimeSpan.Zero);

    /// <summary>First moment of CoinGecko's five-minute data and of its candles.</summary>
    public static readonly DateTimeOffset FiveMinuteStart = new(2018, 2, 9, 0, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The <c>days</c> of <c>market_chart</c>, counted back from now.</summary>
    public static ChartSpan LastDays(ApiRequest request, DateTimeOffset now)
    {
        var text = request["days"] ?? throw new RefusedException(CoinGeckoErrors.Missing("days"));
        if (text == "max")
            return new ChartSpan(DateTimeOffset.UnixEpoch, now, Explicit(request, now - DateTimeOffset.UnixEpoch, now) ?? Granularity.Daily);

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days is < 1 or > 36_500)
            throw Invalid("Invalid parameter days");

        var length = TimeSpan.FromDays(days);
        return new ChartSpan(now - length, now, Explicit(request, length, now) ?? Automatic(length, now - length, reachesToday: true));
    }

    /// <summary>The <c>from</c> and <c>to</c> of the range endpoints.</summary>
    public static ChartSpan Range(ApiRequest request, DateTimeOffset now)
    {
        var (from, to) = (Moment(request, "from"), Moment(request, "to"));
        if (from > to)
            throw Invalid("from must not be after to");

        var length = to - from;
        return new ChartSpan(from, to, Explicit(request, length, now) ?? Automatic(length, from, reachesToday: to >= now - Day));
    }

    /// <summary>Unix seconds, a date (its 00:00 UTC) or a minute.</summary>
    public static DateTimeOffset Moment(ApiRequest request, string name)
    {
        var text = request[name] ?? throw new RefusedException(CoinGeckoErrors.Missing(name));
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= 253_402_300_799)
            return DateTimeOffset.FromUnixTimeSeconds(seconds);

        string[] forms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm"];
        return DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : throw Invalid($"Invalid parameter {name}");
    }

    // One day that runs up to now is drawn in five minutes; up to 90 days in hours; more in days. Where the finer data
    // do not reach back that far, the coarser ones answer.
    private static Granularity Automatic(TimeSpan length, DateTimeOffset from, bool reachesToday)
    {
        if (length <= Day && reachesToday && from >= FiveMinuteStart)
            return Granularity.FiveMinutes;

        return length <= TimeSpan.FromDays(90) && from >= HourlyStart ? Granularity.Hourly : Granularity.Daily;
    }

    private static Granularity? Explicit(ApiRequest request, TimeSpan length, DateTimeOffset now) => request["interval"] switch
    {
        null => null,
        "daily" => Granularity.Daily,
        "hourly" when length <= TimeSpan.FromDays(100) => Granularity.Hourly,
        "hourly" => throw Invalid("interval=hourly covers 100 days at most"),
        "5m" => throw new RefusedException(CoinGeckoErrors.BeyondPlan(
            10005, "This request is limited to Enterprise plan subscribers", now)),
        _ => throw Invalid("Invalid parameter interval"),
    };

    private static RefusedException Invalid(string message) => new(CoinGeckoErrors.Invalid(message));
}
