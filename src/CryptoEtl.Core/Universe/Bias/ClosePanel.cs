using CryptoEtl.Core.Historical;

namespace CryptoEtl.Core.Universe.Bias;

/// <summary>Daily closes and caps of all assets over a range of days, as they are known now: what was earned, not what was known.</summary>
public sealed class ClosePanel
{
    /// <summary>For how many days a price stands in for missing ones.</summary>
    public const int Carried = 3;

    /// <summary>A step beyond this factor and back within days is a fault of the data.</summary>
    private const double SpikeFactor = 10;

    /// <summary>How near the price before and the price after a spike must be to each other.</summary>
    private const double ReturnFactor = 3;

    private readonly Dictionary<string, int> positions = new(StringComparer.Ordinal);
    private readonly List<double[]> closes = [];
    private readonly List<double[]> caps = [];
    private readonly List<long[]> seen = [];

    /// <param name="from">First UTC day.</param>
    /// <param name="to">Last UTC day.</param>
    public ClosePanel(DateOnly from, DateOnly to)
    {
        if (to < from)
            throw new BadInputException($"no day lies between {from:O} and {to:O}");
        (From, Days) = (from, to.DayNumber - from.DayNumber + 1);
    }

    public DateOnly From { get; }

    public int Days { get; }

    /// <summary>Assets with a row in the range.</summary>
    public int Assets => closes.Count;

    /// <summary>Days whose price was a fault.</summary>
    public int Spikes { get; private set; }

    /// <summary>Adds daily points; of several of one day the one seen last counts.</summary>
    /// <param name="chart">Rows of <see cref="HistoricalTables.Chart"/>.</param>
    public void Add(Batch chart)
    {
        var (assets, grains, days) = (chart.Texts("asset_id"), chart.Texts("grain"), chart.Instants("day"));
        var (prices, worth, observed) = (chart.Numbers("price_usd"), chart.Numbers("market_cap_usd"), chart.Instants(Tables.ObservedAt));
        for (var row = 0; row < chart.RowCount; row++)
        {
            if (assets[row] is not { } asset || grains[row] != "day" || days[row] is not { } day)
                continue;
            var at = (int)(day.Ticks / TimeSpan.TicksPerDay) - From.DayNumber;
            if (at >= 0 && at < Days)
                Set(PositionOf(asset), at, observed[row]?.Ticks ?? 0, Positive(prices[row]), Positive(worth[row]));
        }
    }

    /// <summary>Position of an asset; -1: no row in the range.</summary>
    public int Find(string asset) => positions.GetValueOrDefault(asset, -1);

    /// <summary>USD; NaN: none on that day, nor within three days before.</summary>
    public double CloseOn(int asset, int day) => Last(closes[asset], day);

    /// <summary>There is a price of that very day.</summary>
    public bool HasCloseOn(int asset, int day) => !double.IsNaN(closes[asset][day]);

    /// <summary>USD; NaN: as for the close.</summary>
    public double CapOn(int asset, int day) => Last(caps[asset], day);

    /// <summary>A price on that very day, and none on the next four: it vanished, if the range goes on for so long.</summary>
    public bool VanishesAfter(int asset, int day) =>
        day + Carried + 1 < Days && HasCloseOn(asset, day) && closes[asset].AsSpan(day + 1, Carried + 1).IndexOfAnyExcept(double.NaN) < 0;

    /// <summary>Takes out prices that are off by more than a factor of ten for at most three days, up or down, and then back where they were.</summary>
    public void RemoveSpikes()
    {
        foreach (var prices in closes)
        {
            for (var day = 1; day < Days; day++)
            {
                for (var length = SpikeAt(prices, day); length > 0; length--, Spikes++)
                    prices[day + length - 1] = double.NaN;
            }
        }
    }

    /// <summary>How many days the spike that starts here lasts; 0: none does.</summary>
    private int SpikeAt(double[] prices, int day)
    {
        var before = Last(prices, day - 1);
        for (var length = 0; day + length < Days; length++)
        {
            var price = prices[day + length];
            if (length > 0 && !IsOff(price, before, ReturnFactor))
                return length;
            if (length == Carried || !IsOff(price, before, SpikeFactor))
                return 0;
        }

        return 0;
    }

    /// <summary>False too where one is not known.</summary>
    private static bool IsOff(double price, double from, double factor) => price > from * factor || price < from / factor;

    private void Set(int asset, int day, long observed, double close, double cap)
    {
        if (seen[asset][day] > observed)
            return;
        (seen[asset][day], closes[asset][day], caps[asset][day]) = (observed, close, cap);
    }

    private int PositionOf(string asset)
    {
        if (positions.TryGetValue(asset, out var at))
            return at;
        positions.Add(asset, closes.Count);
        closes.Add(Unknown());
        caps.Add(Unknown());
        seen.Add(new long[Days]);
        return closes.Count - 1;
    }

    private double[] Unknown()
    {
        var column = new double[Days];
        Array.Fill(column, double.NaN);
        return column;
    }

    private static double Last(double[] column, int day)
    {
        for (var at = day; at >= Math.Max(0, day - Carried); at--)
        {
            if (!double.IsNaN(column[at]))
                return column[at];
        }

        return double.NaN;
    }

    private static double Positive(double? figure) => figure is > 0 ? figure.Value : double.NaN;
}
