using CryptoEtl.Core.Historical;

namespace CryptoEtl.Core.Tests.QualityGate;

/// <summary>One daily bar that a test may spoil.</summary>
internal sealed class Bar
{
    public string? Asset { get; set; }

    public DateTime? Day { get; set; }

    public double? Open { get; set; }

    public double? High { get; set; }

    public double? Low { get; set; }

    public double? Close { get; set; }

    public double? Volume { get; set; }

    public double? Cap { get; set; }

    public Bar Copy() => (Bar)MemberwiseClone();
}

/// <summary>A made market of daily bars that breaks no hard rule: fat tails, dying coins, coins that nobody trades, fivefold days, new supply, one coin that was redenominated.</summary>
internal static class BarTape
{
    public static readonly DateTime First = new(2021, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static List<Bar> Clean(int assets = 200, int days = 400, int seed = 7)
    {
        var bars = new List<Bar>(assets * days);
        for (var asset = 0; asset < assets; asset++)
            Add(bars, asset, days, new Random(seed * 1000 + asset));
        return bars;
    }

    public static Batch Batch(IReadOnlyList<Bar> bars)
    {
        var table = HistoricalTables.SilverMarket;
        var columns = table.Columns.Select(column => Core.Batch.NewColumn(column.Type, bars.Count)).ToArray();
        var (assets, days) = ((string?[])At("asset_id"), (DateTime?[])At("day"));
        double?[] open = Numbers("open_usd"), high = Numbers("high_usd"), low = Numbers("low_usd"), close = Numbers("close_usd"), volume = Numbers("volume_usd"), cap = Numbers("market_cap_usd");
        for (var row = 0; row < bars.Count; row++)
        {
            var bar = bars[row];
            (assets[row], days[row], open[row], high[row], low[row], close[row], volume[row], cap[row]) =
                (bar.Asset, bar.Day, bar.Open, bar.High, bar.Low, bar.Close, bar.Volume, bar.Cap);
        }

        return new(table, columns);

        Array At(string column) => columns[table.PositionOf(column)];
        double?[] Numbers(string column) => (double?[])At(column);
    }

    private static void Add(List<Bar> bars, int asset, int days, Random random)
    {
        var (volatility, isIlliquid, diesAt) = (0.01 + 0.05 * random.NextDouble(), asset % 10 == 3, asset % 10 == 7 ? days - 60 : int.MaxValue);
        var (price, cap, turnover) = (Math.Exp(random.NextDouble() * 20 - 10), Math.Exp(12 + random.NextDouble() * 12), 0.01 + 0.1 * random.NextDouble());
        var supply = cap / price;
        for (var day = 0; day < days; day++)
        {
            var open = price;
            if (!isIlliquid || random.Next(5) == 0)
                price *= Math.Exp(Move(random, volatility) + (day > diesAt ? -0.05 : 0));
            if (day == days / 2 && asset % 40 == 5)
                price *= 5;
            if (day == diesAt)
                price *= 0.002;
            if (day == days / 3 && asset % 50 == 11)
                supply *= 1.3;
            supply *= 1.0002;
            if (day == days / 4 && asset == 100)
                (price, supply) = (price * 1000, supply / 1000);
            bars.Add(BarOf($"coin-{asset:000}", First.AddDays(day), open, price, supply, turnover, isIlliquid, volatility, random));
        }
    }

    private static Bar BarOf(string asset, DateTime day, double open, double close, double supply, double turnover, bool isIlliquid, double volatility, Random random)
    {
        var reach = isIlliquid && open == close ? 0 : volatility / 2;
        return new Bar
        {
            Asset = asset, Day = day, Open = Rounded(open), Close = Rounded(close),
            High = Rounded(Math.Max(open, close) * (1 + reach * random.NextDouble())),
            Low = Rounded(Math.Min(open, close) / (1 + reach * random.NextDouble())),
            Volume = reach == 0 ? 0 : Math.Round(close * supply * turnover * Math.Exp(random.NextDouble() - 0.5), 2),
            Cap = Rounded(close * supply),
        };
    }

    /// <summary>A Student's t of three degrees, scaled; never beyond a factor of eight.</summary>
    private static double Move(Random random, double volatility)
    {
        var spread = Math.Sqrt((Square(random) + Square(random) + Square(random)) / 3);
        return Math.Clamp(volatility * Normal(random) / Math.Max(spread, 1e-3), -2, 2);
    }

    private static double Square(Random random) => Math.Pow(Normal(random), 2);

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>Seven digits, as sources give them. Rounding keeps the order of prices.</summary>
    private static double Rounded(double value) => double.Parse(value.ToString("E6", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
}
