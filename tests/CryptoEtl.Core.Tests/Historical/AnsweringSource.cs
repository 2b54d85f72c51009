using CryptoEtl.Core.Historical;

namespace CryptoEtl.Core.Tests.Historical;

/// <summary>A source that answers every request for what it has, and keeps the coverage as a run does.</summary>
/// <param name="first">First day each series has a value; null: none.</param>
/// <param name="last">Last one; null: it goes on.</param>
internal sealed class AnsweringSource(DateOnly? first, DateOnly? last = null)
{
    public SeriesCoverage Coverage { get; } = new();

    /// <summary>Rows of the coverage so far, for round trips.</summary>
    public List<Batch> Kept { get; } = [];

    /// <param name="now">The moment of the answers.</param>
    public void Answer(IEnumerable<SeriesRequest> requests, DateTimeOffset now)
    {
        var rows = new BatchBuilder(HistoricalTables.Coverage);
        foreach (var request in requests)
            CoverageRows.Add(rows, request, Rows(request, now), isAbsent: false, SeriesData.Origin(now));
        Kept.Add(rows.Build());
        Coverage.Add(Kept[^1]);
    }

    /// <summary>Every finished day in range with a value, one row each, whatever the grain.</summary>
    private Batch Rows(SeriesRequest request, DateTimeOffset now)
    {
        var rows = new BatchBuilder(SeriesKinds.TableOf(request.Kind));
        for (var day = request.Days.From; day <= request.Days.To; day = day.AddDays(1))
        {
            if (day < first || day > (last ?? DateOnly.FromDateTime(now.UtcDateTime)) || first is null)
                continue;
            rows.Day("day", day);
            if (request.Kind == SeriesKinds.Chart)
                rows.Number("price_usd", day.DayNumber).Number("market_cap_usd", 10.0 * day.DayNumber);
            rows.EndRow();
        }

        return rows.Build();
    }
}
