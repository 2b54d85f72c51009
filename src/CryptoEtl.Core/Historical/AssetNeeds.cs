using System.Globalization;
using CryptoEtl.Core.Runs;

namespace CryptoEtl.Core.Historical;

/// <summary>What is missing of an asset's series.</summary>
/// <param name="now">Moment of the run: what is over and settled by then can be asked for.</param>
public sealed class AssetNeeds(SeriesCoverage coverage, RunScope past, HistoricalAccess access, DateTimeOffset now)
{
    /// <summary>LunarCrush's and DefiLlama's series are asked for from here on; neither has older days.</summary>
    private static readonly DateOnly FirstOther = new(2014, 1, 1);

    /// <param name="links">Who the asset is at the other sources.</param>
    public AssetWork Of(AssetWork links) => links with
    {
        Requests =
        [
            .. OfCoin(SeriesKinds.Chart, links.AssetId, SeriesShapes.FirstDay),
            .. access.WithCandles ? OfCoin(SeriesKinds.Candles, links.AssetId, SeriesShapes.FirstCandles) : [],
            .. past.Hours ? OfCoin(SeriesKinds.ChartHours, links.AssetId, SeriesShapes.FirstHours) : [],
            .. past.Hours && access.WithCandles ? OfCoin(SeriesKinds.CandleHours, links.AssetId, SeriesShapes.FirstCandles) : [],
            .. links.TvlSlugs.SelectMany(slug => Whole(SeriesKinds.Tvl, slug, days => SeriesShapes.Tvl(slug, days, access.IsLlamaPro))),
            .. links.DexSlugs.SelectMany(slug => Whole(SeriesKinds.Dex, slug, days => SeriesShapes.Dex(slug, days))),
            .. links.LunarCrushId is { } id ? SocialOf(id) : [],
        ],
    };

    private IEnumerable<SeriesRequest> OfCoin(string series, string asset, DateOnly first)
    {
        var held = coverage[series, asset];
        return WantedOf(series, asset, first) is { } wanted
            ? SeriesShapes.OfCoin(series, asset, Missing(held, wanted)).Select(request => Known(request, held))
            : [];
    }

    /// <summary>While the asset existed, as far as its chart tells; a chart is asked for whole, as a credit buys it whole.</summary>
    private DayRange? WantedOf(string series, string asset, DateOnly first)
    {
        var (chart, isChart) = (coverage[SeriesKinds.Chart, asset], series == SeriesKinds.Chart);
        if (!isChart && IsEmpty(chart))
            return null;

        var from = isChart ? first : Latest(first, past.From, chart.FirstDay);
        var to = Earliest(SeriesKinds.LastSettled(series, now), past.To, isChart || HasGoneOn(chart) ? null : chart.LastDay);
        return from <= to && !(isChart && HasEnded(chart)) ? new(from, to) : null;
    }

    /// <summary>The chart was asked for, and has no point at all: nor are there hours or candles.</summary>
    private static bool IsEmpty(SeriesCoverage.Held chart) => chart.Days.All.Count > 0 && chart.LastDay is null;

    /// <summary>The chart ran to the end of what was asked for: the asset may have gone on since.</summary>
    private static bool HasGoneOn(SeriesCoverage.Held chart) => chart.LastDay is null || chart.Days.All[^1].To.DayNumber - chart.LastDay.Value.DayNumber < Universe.Candidates.EndedAfterDays;

    private bool HasEnded(SeriesCoverage.Held chart) => !past.Refresh && chart.Days.All.Count == 1 && chart.Days.All[0].From <= SeriesShapes.FirstDay && !HasGoneOn(chart);

    private IEnumerable<SeriesRequest> SocialOf(long lunarCrushId)
    {
        var held = coverage[SeriesKinds.Social, lunarCrushId.ToString(CultureInfo.InvariantCulture)];
        var wanted = new DayRange(Latest(FirstOther, past.From), Earliest(SeriesKinds.LastSettled(SeriesKinds.Social, now), past.To));
        return SeriesShapes.Hull(Missing(held, wanted)) is { } days ? [Known(SeriesShapes.Social(lunarCrushId, days), held)] : [];
    }

    /// <summary>Series that come whole or not at all.</summary>
    private IEnumerable<SeriesRequest> Whole(string series, string subject, Func<DayRange, SeriesRequest> shape)
    {
        var (held, wanted) = (coverage[series, subject], new DayRange(FirstOther, Earliest(SeriesKinds.LastSettled(series, now), past.To)));
        return Missing(held, wanted).Count == 0 ? [] : [Known(shape(new(FirstOther, SeriesKinds.LastSettled(series, now))), held)];
    }

    private IReadOnlyList<DayRange> Missing(SeriesCoverage.Held held, DayRange wanted) =>
        wanted.Days <= 0 ? [] : past.Refresh ? [wanted] : held.Days.Missing(wanted);

    /// <summary>Asked again to see what changed: an answer kept for good is not what is wanted.</summary>
    private SeriesRequest Known(SeriesRequest request, SeriesCoverage.Held held) => request with
    {
        Covered = held.Days.All,
        Request = past.Refresh ? request.Request with { SettledAt = null } : request.Request,
    };

    private static DateOnly Latest(DateOnly day, params DateOnly?[] others) => others.OfType<DateOnly>().Append(day).Max();

    private static DateOnly Earliest(DateOnly day, params DateOnly?[] others) => others.OfType<DateOnly>().Append(day).Min();
}
