using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Import.Late;

/// <summary>Sorts the rows of one file into series while it is read.</summary>
/// <param name="seam">Last day of the older files: what is not later is theirs.</param>
internal sealed class SeriesShelf(string source, bool isVenue, int seam, CsvRows rows, ImportLog.Counter counter)
{
    // Exchanges pause for hours. After a longer silence a ticker may be another coin: LUNAUSDT was, after 17 days.
    private const int LongestPauseDays = 7;

    private readonly Dictionary<string, LateSeries> current = new(StringComparer.Ordinal);

    public List<LateSeries> Series { get; } = [];

    public SourceLine Line => new(rows.Row, rows.Raw);

    /// <summary>False, and the row is rejected, if the older files have its day.</summary>
    public bool IsLate(int day)
    {
        if (day <= seam)
            counter.Reject("a day of the CoinMarketCap files");
        return day > seam;
    }

    public void Add(string key, string symbol, string? name, LateBar bar)
    {
        var series = current.GetValueOrDefault(key);
        if (series is not null && bar.Day <= series.LastDay)
        {
            series.Reject(bar, bar.Day == series.LastDay ? "the day is in the file already" : "goes back in time");
            return;
        }

        if (series is null || (isVenue && bar.Day - series.LastDay > LongestPauseDays))
            series = current[key] = Open(key, symbol, name, series);
        series.Bars.Add(bar);
    }

    private LateSeries Open(string key, string symbol, string? name, LateSeries? before)
    {
        var number = 1 + Series.Count(series => series.Key == key || series.Key.StartsWith(key + "#", StringComparison.Ordinal));
        var opened = new LateSeries(source, before is null ? key : $"{key}#{number}", symbol, name, isVenue, counter);
        Series.Add(opened);
        return opened;
    }
}
