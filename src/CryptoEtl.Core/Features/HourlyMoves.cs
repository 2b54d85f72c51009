namespace CryptoEtl.Core.Features;

/// <summary>Hourly log returns around a window's rows.</summary>
internal sealed class HourlyMoves
{
    private const int HoursADay = 24;
    private const int Week = 7;
    private double[] moves = [];
    private bool isMade;

    public void Clear() => isMade = false;

    /// <param name="closes">24 a day from the history's first day on.</param>
    public double[] Of(AssetWindow window, double[] closes)
    {
        if (isMade)
            return moves;
        var count = (Week + window.Range.Count) * HoursADay;
        if (moves.Length < count)
            moves = new double[count];
        var first = (window.FirstDay - Week - window.View.History.FirstDay) * HoursADay;
        for (var at = 0; at < count; at++)
            moves[at] = first + at >= 1 && first + at < closes.Length ? Math.Log(closes[first + at] / closes[first + at - 1]) : double.NaN;
        isMade = true;
        return moves;
    }
}
