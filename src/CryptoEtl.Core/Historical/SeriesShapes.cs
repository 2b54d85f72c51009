using System.Globalization;
using CryptoEtl.Core.Planning;

namespace CryptoEtl.Core.Historical;

/// <summary>How each series is asked for: shapes that fix the granularity, and stay the same so that the cache knows them again.</summary>
/// <remarks>A credit buys one answer, however long: days are asked for in one stretch, from the first missing to the last, as wide as the source allows.</remarks>
public static class SeriesShapes
{
    /// <summary>CoinGecko's first day.</summary>
    public static readonly DateOnly FirstDay = new(2013, 4, 28);

    /// <summary>CoinGecko's first hourly points.</summary>
    public static readonly DateOnly FirstHours = new(2018, 1, 30);

    /// <summary>CoinGecko's first candles.</summary>
    public static readonly DateOnly FirstCandles = new(2018, 2, 9);

    /// <summary>The widest ranges that answer in the grain asked for: days of one request.</summary>
    public const int CandleDays = 180, ChartHourDays = 90, CandleHourDays = 31;

    private const long SecondsPerHour = 3600;

    /// <summary>The requests that bring the missing days of a coin's series.</summary>
    public static IEnumerable<SeriesRequest> OfCoin(string series, string assetId, IReadOnlyList<DayRange> missing) => series switch
    {
        SeriesKinds.Chart => Hull(missing) is { } days ? [Chart(assetId, days)] : [],
        SeriesKinds.Candles => Windows(missing, FirstCandles, CandleDays).Select(days => Candles(series, assetId, days, "daily")),
        SeriesKinds.ChartHours => Windows(missing, FirstHours, ChartHourDays).Select(days => ChartHours(assetId, days)),
        SeriesKinds.CandleHours => Windows(missing, FirstCandles, CandleHourDays).Select(days => Candles(series, assetId, days, "hourly")),
        _ => throw new ArgumentOutOfRangeException(nameof(series), series, "no series of a coin"),
    };

    /// <summary>Value locked of one protocol. The whole series is the only answer there is.</summary>
    /// <param name="isPro">The Pro chart is a thousandth of the free answer, which holds every token.</param>
    public static SeriesRequest Tvl(string slug, DayRange days, bool isPro) => new(SeriesKinds.Tvl, slug, days, isPro
        ? new($"defillama-tvl-{FileNames.Of(slug)}", Endpoints.ProtocolTvlChart, $"v2/chart/tvl/protocol/{Escape(slug)}")
        : new($"defillama-tvl-{FileNames.Of(slug)}", Endpoints.Protocol, $"protocol/{Escape(slug)}"));

    /// <summary>Volume of one exchange. The whole series is the only answer there is.</summary>
    public static SeriesRequest Dex(string slug, DayRange days) => new(SeriesKinds.Dex, slug, days, new(
        $"defillama-dex-{FileNames.Of(slug)}", Endpoints.DexSummary, $"summary/dexs/{Escape(slug)}?excludeTotalDataChartBreakdown=true"));

    /// <summary>Social figures of one coin, by LunarCrush's number: its tickers collide.</summary>
    public static SeriesRequest Social(long lunarCrushId, DayRange days) => new(SeriesKinds.Social, lunarCrushId.ToString(CultureInfo.InvariantCulture), days, new(
        $"lunarcrush-series-{lunarCrushId}-{Compact(days)}", Endpoints.SocialSeries,
        $"coins/{lunarCrushId}/time-series/v2?bucket=day&start={Seconds(days.From)}&end={Seconds(days.To.AddDays(1))}",
        SettledAt: Settled(SeriesKinds.Social, days)));

    /// <summary>From the first missing day to the last; null when none is missing.</summary>
    public static DayRange? Hull(IReadOnlyList<DayRange> missing) => missing.Count == 0 ? null : new(missing[0].From, missing[^1].To);

    /// <summary>Windows on a fixed grid that hold a missing day, the last one cut at the last missing day: a finished window is asked for once and for all.</summary>
    private static IEnumerable<DayRange> Windows(IReadOnlyList<DayRange> missing, DateOnly grid, int width)
    {
        if (Hull(missing) is not { } hull || hull.To < grid)
            yield break;

        var first = Math.Max(0, (hull.From.DayNumber - grid.DayNumber) / width);
        for (var from = grid.AddDays(first * width); from <= hull.To; from = from.AddDays(width))
        {
            var window = new DayRange(from, Earlier(from.AddDays(width - 1), hull.To));
            if (missing.Any(range => range.Meets(window)))
                yield return window;
        }
    }

    /// <summary>The point of a day stands at its end; the one at its start comes along, so that a range is never a single day, which would be answered in hours.</summary>
    private static SeriesRequest Chart(string assetId, DayRange days) => new(SeriesKinds.Chart, assetId, days, new(
        $"coingecko-chart-{FileNames.Of(assetId)}-{Compact(days)}", Endpoints.MarketChartRange,
        $"coins/{Escape(assetId)}/market_chart/range?vs_currency=usd&from={Seconds(days.From)}&to={Seconds(days.To.AddDays(1))}&interval=daily",
        SettledAt: Settled(SeriesKinds.Chart, days)));

    private static SeriesRequest ChartHours(string assetId, DayRange days) => new(SeriesKinds.ChartHours, assetId, days, new(
        $"coingecko-hours-{FileNames.Of(assetId)}-{Compact(days)}", Endpoints.MarketChartRange,
        $"coins/{Escape(assetId)}/market_chart/range?vs_currency=usd&from={Seconds(days.From)}&to={Seconds(days.To.AddDays(1)) - 1}&interval=hourly",
        SettledAt: Settled(SeriesKinds.ChartHours, days)));

    /// <summary>A candle's stamp is its close: what closes as the days begin is of the day before, so they are asked for from an hour later.</summary>
    private static SeriesRequest Candles(string series, string assetId, DayRange days, string interval) => new(series, assetId, days, new(
        $"coingecko-{(interval == "daily" ? "candles" : "hour-candles")}-{FileNames.Of(assetId)}-{Compact(days)}", Endpoints.OhlcRange,
        $"coins/{Escape(assetId)}/ohlc/range?vs_currency=usd&from={Seconds(days.From) + SecondsPerHour}&to={Seconds(days.To.AddDays(1))}&interval={interval}",
        SettledAt: Settled(series, days), MayBeRefused: true));

    private static DateTimeOffset Settled(string series, DayRange days) => Start(days.To.AddDays(1)) + SeriesKinds.LagOf(series);

    private static long Seconds(DateOnly day) => Start(day).ToUnixTimeSeconds();

    private static DateTimeOffset Start(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;

    private static string Compact(DayRange days) => string.Create(CultureInfo.InvariantCulture, $"{days.From:yyyyMMdd}-{days.To:yyyyMMdd}");

    private static string Escape(string id) => Uri.EscapeDataString(id);
}
