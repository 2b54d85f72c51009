using Parquet.Data;
using Parquet.Schema;

namespace CryptoEtl.Benchmarks.Parquet;

/// <summary>Minute candles of a few symbols: the kind of rows this platform stores.</summary>
internal sealed class Candles
{
    private const int Symbols = 40, Seed = 20260101;
    private const double NullShare = 0.1;

    private readonly Array[] _columns;

    private Candles(Array[] columns, int rows, long bytes) => (_columns, Rows, Bytes) = (columns, rows, bytes);

    public static DataField[] Fields { get; } =
    [
        new DataField<string>("symbol"),
        new DateTimeDataField("time", DateTimeFormat.DateAndTimeMicros),
        new DataField<double>("open"),
        new DataField<double>("high"),
        new DataField<double>("low"),
        new DataField<double>("close"),
        new DataField<long>("volume"),
        new DataField<double?>("funding"),
    ];

    public int Rows { get; }

    /// <summary>Bytes of the values as plain numbers and characters.</summary>
    public long Bytes { get; }

    public IEnumerable<DataColumn> Slice(int start, int count)
    {
        for (int i = 0; i < Fields.Length; i++)
        {
            Array part = Array.CreateInstance(_columns[i].GetType().GetElementType()!, count);
            Array.Copy(_columns[i], start, part, 0, count);
            yield return new DataColumn(Fields[i], part);
        }
    }

    /// <summary>Prices walk at random with two decimals, volumes have the full range of a long's lower half.</summary>
    public static Candles Make(int rows)
    {
        var random = new Random(Seed);
        string[] names = [.. Enumerable.Range(0, Symbols).Select(i => $"COIN{i:00}USDT")];
        var symbol = new string[rows];
        var time = new DateTime[rows];
        double[] open = new double[rows], high = new double[rows], low = new double[rows], close = new double[rows];
        var volume = new long[rows];
        var funding = new double?[rows];
        double price = 40_000;
        for (int i = 0; i < rows; i++)
        {
            symbol[i] = names[i % Symbols];
            time[i] = DateTime.UnixEpoch.AddDays(20_000).AddMinutes(i / Symbols);
            open[i] = Math.Round(price, 2);
            price = Math.Max(1, price + (random.NextDouble() - 0.5) * 20);
            close[i] = Math.Round(price, 2);
            high[i] = Math.Round(Math.Max(open[i], close[i]) + random.NextDouble() * 5, 2);
            low[i] = Math.Round(Math.Min(open[i], close[i]) - random.NextDouble() * 5, 2);
            volume[i] = random.NextInt64(int.MaxValue);
            funding[i] = random.NextDouble() < NullShare ? null : random.NextDouble() * 0.001;
        }
        return new Candles([symbol, time, open, high, low, close, volume, funding], rows, rows * (7L * sizeof(double) + names[0].Length));
    }
}
