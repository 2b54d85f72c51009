using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace CryptoEtl.Benchmarks.Gate;

/// <summary>Daily bars of many assets, each a random walk, oldest first; a few of them wrong, so that nothing can be answered from statistics.</summary>
internal static class DailyBars
{
    public const int Days = 2_000;

    /// <summary>Groups of the size that DuckDB writes: their borders fall inside of series.</summary>
    private const int RowsPerGroup = 122_880;

    private const int Seed = 20260101;

    private static readonly DataField[] Fields =
    [
        new DataField<string>("asset_id"), new DateTimeDataField("day", DateTimeFormat.Date, isNullable: true),
        new DataField<double?>("open_usd"), new DataField<double?>("high_usd"), new DataField<double?>("low_usd"), new DataField<double?>("close_usd"),
        new DataField<double?>("volume_usd"), new DataField<double?>("market_cap_usd"),
    ];

    public static async Task WriteAsync(string path, int assets)
    {
        await using var file = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(Fields), file);
        writer.CompressionMethod = CompressionMethod.Snappy;
        var (random, all) = (new Random(Seed), assets * Days);
        var bar = new Bar(random);
        for (var from = 0; from < all; from += RowsPerGroup)
            await WriteAsync(writer, bar, from, Math.Min(RowsPerGroup, all - from));
    }

    private static async Task WriteAsync(ParquetWriter writer, Bar bar, int from, int count)
    {
        var (names, days, numbers) = (new string[count], new DateTime?[count], new double?[6][]);
        for (var column = 0; column < numbers.Length; column++)
            numbers[column] = new double?[count];
        for (var row = 0; row < count; row++)
        {
            var at = from + row;
            names[row] = $"asset-{at / Days:0000}";
            days[row] = new DateTime(2019, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(at % Days);
            bar.Next(isFirst: at % Days == 0);
            for (var column = 0; column < numbers.Length; column++)
                numbers[column][row] = bar.Values[column];
        }

        using var group = writer.CreateRowGroup();
        await group.WriteColumnAsync(new DataColumn(Fields[0], names));
        await group.WriteColumnAsync(new DataColumn(Fields[1], days));
        for (var column = 0; column < numbers.Length; column++)
            await group.WriteColumnAsync(new DataColumn(Fields[column + 2], numbers[column]));
    }

    /// <summary>One asset's day after the other.</summary>
    private sealed class Bar(Random random)
    {
        private double close, supply;

        /// <summary>Open, high, low, close, volume and cap.</summary>
        public double?[] Values { get; } = new double?[6];

        public void Next(bool isFirst)
        {
            if (isFirst)
                (close, supply) = (Math.Exp(random.NextDouble() * 10 - 5), Math.Round(Math.Exp(random.NextDouble() * 10 + 10)));
            var open = close;
            close = Math.Max(1e-9, open * Math.Exp((random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 0.08));
            var (high, low) = (Math.Max(open, close) * (1 + (random.NextDouble() * 0.02)), Math.Min(open, close) * (1 - (random.NextDouble() * 0.02)));
            (Values[0], Values[1], Values[2], Values[3]) = (open, high, low, close);
            (Values[4], Values[5]) = (Math.Round(close * supply * random.NextDouble() * 0.1, 2), Math.Round(close * supply, 2));
            if (random.Next(20_000) == 0)
                Spoil(random.Next(5));
        }

        private void Spoil(int how)
        {
            if (how == 0)
                (Values[1], Values[2]) = (Values[2], Values[1]);
            else if (how == 1)
                Values[3] = -Values[3];
            else if (how == 2)
                Values[3] = null;
            else if (how == 3)
                Values[4] = -1;
            else
                Values[5] *= 1000;
        }
    }
}
