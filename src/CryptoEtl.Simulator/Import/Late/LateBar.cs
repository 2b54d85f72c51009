namespace CryptoEtl.Simulator.Import.Late;

/// <summary>A line of a source file, so that it can be rejected after the file is closed.</summary>
internal readonly record struct SourceLine(long Row, string Raw);

/// <summary>One UTC day of a series that reaches beyond the CoinMarketCap files. US dollars; NaN: the source gives no figure.</summary>
/// <param name="Volume">Traded over the day on the whole market. A single venue's volume is no such figure and stays NaN.</param>
/// <param name="Lines">The lines it was made of: 24 where the source is hourly.</param>
internal sealed record LateBar(
    int Day, double Open, double High, double Low, double Close, double Volume, double MarketCap, IReadOnlyList<SourceLine> Lines)
{
    /// <summary>True if a price seen on that day, at whatever hour, can be the same asset's.</summary>
    public bool Admits(double price) => price >= Low * (1 - Tolerance) && price <= High * (1 + Tolerance);

    /// <summary>Sources differ by their feeds, and prices of one day are not always from one minute.</summary>
    private const double Tolerance = 0.04;
}
