namespace CryptoEtl.Simulator.Prices;

/// <summary>A price path through one UTC day that opens, peaks, bottoms and closes where the daily bar says.</summary>
/// <remarks>
/// A tape knows four prices a day; the sources answer for any moment of it. The path runs in straight lines from the open over
/// the two extremes to the close, with a wiggle in between, and never leaves the bar. Bars that contradict themselves (a low
/// above the close) are widened to hold all four prices.
/// </remarks>
internal sealed class IntradayPath
{
    private const int CellsPerDay = 288;
    private const double WiggleShare = 0.12;

    private readonly ulong seed;
    private readonly double lowest;
    private readonly double highest;
    private readonly double[] times;
    private readonly double[] prices;

    /// <param name="seed">Differs by asset and day.</param>
    public IntradayPath(double open, double high, double low, double close, ulong seed)
    {
        this.seed = seed;
        open = double.IsNaN(open) ? close : open;
        lowest = Math.Min(Math.Min(open, close), double.IsNaN(low) ? close : Math.Min(low, double.IsNaN(high) ? low : high));
        highest = Math.Max(Math.Max(open, close), double.IsNaN(high) ? close : Math.Max(high, double.IsNaN(low) ? high : low));

        var early = 0.1 + 0.35 * StableHash.Unit(StableHash.Of(seed, -1));
        var late = 0.55 + 0.35 * StableHash.Unit(StableHash.Of(seed, -2));
        // A day that rises has more often had its low first.
        var lowFirst = StableHash.Unit(StableHash.Of(seed, -3)) < (close >= open ? 0.7 : 0.3);
        times = [0, early, late, 1];
        prices = lowFirst ? [open, lowest, highest, close] : [open, highest, lowest, close];
    }

    /// <summary>Share of the day at which the highest price is reached.</summary>
    public double HighTime => times[Array.IndexOf(prices, highest)];

    /// <summary>Share of the day at which the lowest price is reached.</summary>
    public double LowTime => times[Array.IndexOf(prices, lowest)];

    /// <summary>Price at a share of the day, 0 at 00:00 and 1 at 24:00.</summary>
    public double At(double time)
    {
        var leg = time < times[1] ? 0 : time < times[2] ? 1 : 2;
        var share = (time - times[leg]) / (times[leg + 1] - times[leg]);
        // In this form both ends of a leg come out exactly.
        var straight = prices[leg] * (1 - share) + prices[leg + 1] * share;
        // The wiggle vanishes at the four known prices.
        var wiggle = Noise(time) * 4 * share * (1 - share) * WiggleShare * (highest - lowest);
        return Math.Clamp(straight + wiggle, lowest, highest);
    }

    /// <summary>Lowest and highest price between two shares of the day, both included.</summary>
    public (double Low, double High) Range(double from, double to)
    {
        var (low, high) = (At(from), At(from));
        for (var cell = (int)Math.Ceiling(from * CellsPerDay); cell <= (int)(to * CellsPerDay); cell++)
            Widen(At((double)cell / CellsPerDay));
        for (var knot = 0; knot < times.Length; knot++)
        {
            if (times[knot] >= from && times[knot] <= to)
                Widen(prices[knot]);
        }

        Widen(At(to));
        return (low, high);

        void Widen(double price) => (low, high) = (Math.Min(low, price), Math.Max(high, price));
    }

    // Between -1 and 1, a new value every five minutes, straight in between.
    private double Noise(double time)
    {
        var cell = (int)(time * CellsPerDay);
        var share = time * CellsPerDay - cell;
        return Cell(cell) * (1 - share) + Cell(cell + 1) * share;
    }

    private double Cell(int cell) => 2 * StableHash.Unit(StableHash.Of(seed, cell)) - 1;
}
