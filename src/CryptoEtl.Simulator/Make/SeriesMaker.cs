using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Make;

/// <summary>Draws daily prices: a market everyone follows more or less, an asset's own chance, and the way it ends.</summary>
internal sealed class SeriesMaker
{
    private readonly ulong seed;
    private readonly double[] market;
    private readonly int firstDay;

    public SeriesMaker(TapeMakeOptions options)
    {
        seed = options.Seed;
        firstDay = options.End.AddDays(1 - options.Days).DayNumber;
        var random = new SeededRandom(StableHash.Of(seed, 3));
        market = [.. Enumerable.Range(0, options.Days).Select(_ => 0.0004 + 0.022 * random.FatNormal())];
    }

    /// <summary>The series without defects; <see cref="DailyDefects"/> puts those in.</summary>
    public DailySeries Draw(AssetPlan plan)
    {
        var random = new SeededRandom(StableHash.Of(seed, 4_000_000 + plan.Index));
        var last = plan.Asset.DiedOn?.DayNumber ?? firstDay + market.Length - 1;
        var (price, supply) = (plan.FirstPrice, plan.FirstCap / plan.FirstPrice);
        var turnover = plan.Stable ? 0.3 : random.Between(0.005, 0.12);
        var growth = 1 + random.Between(0, 0.0006);
        var rows = new GrowingRows(7);
        Span<double> row = stackalloc double[7];

        for (var day = plan.Asset.ListedOn.DayNumber; day <= last; day++)
        {
            var move = Move(plan, random, price, market[day - firstDay], last - day);
            Fill(row, random, price, price * (1 + move), plan, supply, turnover * (1 + 8 * Math.Abs(move)));
            rows.Add(day, row);
            (price, supply) = (row[3], supply * growth);
        }

        return rows.Daily();
    }

    private static double Move(AssetPlan plan, SeededRandom random, double price, double marketMove, int daysLeft)
    {
        if (plan.Stable)
            return (1 - price) * 0.5 + 0.0008 * random.Normal();

        var move = plan.Beta * marketMove + plan.Deviation * random.FatNormal();
        return Math.Clamp(move + EndMove(plan.Ending, random, daysLeft), -0.93, 1.5);
    }

    private static double EndMove(Ending ending, SeededRandom random, int daysLeft) => (ending, daysLeft) switch
    {
        (Ending.Collapse, 8) => -0.65 - random.Between(0, 0.25),
        (Ending.Collapse, < 8) => -0.25,
        (Ending.Decay, < 120) => -0.02,
        _ => 0,
    };

    private static void Fill(
        Span<double> row, SeededRandom random, double open, double close, AssetPlan plan, double supply, double turnover)
    {
        var reach = plan.Stable ? 0.0006 : plan.Deviation * 0.6;
        row[0] = Digits(open);
        row[3] = Digits(close);
        row[1] = Math.Max(Math.Max(row[0], row[3]), Digits(Math.Max(open, close) * (1 + reach * Math.Abs(random.Normal()))));
        row[2] = Math.Min(Math.Min(row[0], row[3]), Digits(Math.Min(open, close) * (1 - Math.Min(0.9, reach * Math.Abs(random.Normal())))));
        row[6] = supply > 100_000 ? Math.Round(supply) : Digits(supply);
        row[5] = Math.Round(row[6] * row[3]);
        row[4] = Math.Round(row[5] * turnover * random.Between(0.6, 1.4));
    }

    // Eight significant digits: shorter files, and the same number after reading back.
    private static double Digits(double value) => double.Parse(
        value.ToString("G8", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
}
