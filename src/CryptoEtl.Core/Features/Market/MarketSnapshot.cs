namespace CryptoEtl.Core.Features.Market;

/// <summary>Returns of the market and of bitcoin as some neighbouring rows know them.</summary>
/// <param name="FirstRow">Day number of the first row that they hold for.</param>
/// <param name="FirstDay">Day number of the first element.</param>
internal sealed record MarketSnapshot(int FirstRow, int FirstDay, double[] Returns, double[] Bitcoin)
{
    /// <summary>Writes a series in the layout of a window.</summary>
    public void Copy(double[] series, AssetWindow window, double[] x)
    {
        var first = window.DayAt(0) - FirstDay;
        var (from, to) = (Math.Max(0, first), Math.Min(series.Length, first + window.Range.End));
        if (from < to)
            series.AsSpan(from, to - from).CopyTo(x.AsSpan(from - first));
    }
}
