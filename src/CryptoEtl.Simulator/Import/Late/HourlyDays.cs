namespace CryptoEtl.Simulator.Import.Late;

/// <summary>Makes days of hourly closes. A day without its last hour has no close and is left out.</summary>
internal sealed class HourlyDays(SeriesShelf shelf, ImportLog.Counter counter)
{
    private readonly List<(DateTime Hour, double Close, SourceLine Line)> held = [];
    private string pair = "";
    private string symbol = "";
    private (DateTime Hour, double Close) before;

    public void Add(string ofPair, string ofSymbol, DateTime hour, double close)
    {
        if (held.Count > 0 && (ofPair != pair || hour.Date != held[^1].Hour.Date))
            Finish();
        if (ofPair != pair)
            (pair, symbol, before) = (ofPair, ofSymbol, default);
        held.Add((hour, close, shelf.Line));
    }

    /// <summary>To be called once more at the end of the file.</summary>
    public void Finish()
    {
        if (held.Count == 0)
            return;

        if (held[^1].Hour.Hour == 23)
            shelf.Add(pair, symbol, null, Bar());
        else
            held.ForEach(hour => counter.Reject("the day lacks its last hour", hour.Line.Row, hour.Line.Raw));
        before = (held[^1].Hour, held[^1].Close);
        held.Clear();
    }

    // The open is the close of the hour before midnight, if the file has it.
    private LateBar Bar()
    {
        var open = before.Hour.AddHours(1) == held[0].Hour.Date ? before.Close : held[0].Close;
        var (high, low) = (Math.Max(open, held.Max(hour => hour.Close)), Math.Min(open, held.Min(hour => hour.Close)));
        return new LateBar(
            DateOnly.FromDateTime(held[0].Hour).DayNumber, open, high, low, held[^1].Close,
            double.NaN, double.NaN, [.. held.Select(hour => hour.Line)]);
    }
}
