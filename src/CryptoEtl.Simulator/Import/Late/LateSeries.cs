namespace CryptoEtl.Simulator.Import.Late;

/// <summary>Prices of one ticker at one source, one a day, ascending, before it is known whose they are.</summary>
/// <param name="Source">The file, without folder and ending.</param>
/// <param name="Key">As the source calls it; a second life of a ticker ends in <c>#2</c>.</param>
/// <param name="Name">Null: the source knows tickers only.</param>
/// <param name="IsVenue">An exchange lists a ticker once at a time; a list of coins may hold it several times.</param>
internal sealed record LateSeries(string Source, string Key, string Symbol, string? Name, bool IsVenue, ImportLog.Counter Counter)
{
    public List<LateBar> Bars { get; } = [];

    /// <summary>Whose prices they are. Null: not certain, and none are used.</summary>
    public string? AssetId { get; set; }

    /// <summary>The evidence, or why there is none.</summary>
    public string Basis { get; set; } = "";

    public int FirstDay => Bars[0].Day;

    public int LastDay => Bars[^1].Day;

    public LateBar? Of(int day)
    {
        var (low, high) = (0, Bars.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (Bars[middle].Day == day)
                return Bars[middle];
            (low, high) = Bars[middle].Day < day ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }

    public void RejectAll(string reason)
    {
        foreach (var bar in Bars)
            Reject(bar, reason);
    }

    public void Reject(LateBar bar, string reason)
    {
        foreach (var line in bar.Lines)
            Counter.Reject(reason, line.Row, line.Raw);
    }
}
