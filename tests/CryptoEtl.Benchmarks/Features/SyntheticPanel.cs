using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace CryptoEtl.Benchmarks.Features;

/// <summary>Writes daily bars of many assets as one Parquet file, sorted by asset and day, always the same for the same size. The last asset is bitcoin.</summary>
internal static class SyntheticPanel
{
    /// <summary>Groups of the size that DuckDB writes.</summary>
    private const int RowsPerGroup = 122_880;

    private const int Seed = 20260101;

    private static readonly DateTime Start = new(2019, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly DataField[] Fields =
    [
        new DataField<string>("asset_id"), new DateTimeDataField("date", DateTimeFormat.Date),
        new DataField<double?>("open"), new DataField<double?>("high"), new DataField<double?>("low"), new DataField<double?>("close"),
        new DataField<double?>("volume"), new DataField<double?>("market_cap"),
    ];

    /// <returns>How many rows the file has.</returns>
    public static async Task<int> WriteAsync(string path, int assets, int days)
    {
        await using var file = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(Fields), file);
        writer.CompressionMethod = CompressionMethod.Snappy;
        var total = 0;
        foreach (var rows in Rows(assets, days).Chunk(RowsPerGroup))
        {
            total += rows.Length;
            await WriteAsync(writer, rows);
        }

        return total;
    }

    private static async Task WriteAsync(ParquetWriter writer, SyntheticBar[] rows)
    {
        using var group = writer.CreateRowGroup();
        await group.WriteColumnAsync(new DataColumn(Fields[0], rows.Select(row => row.Asset).ToArray()));
        await group.WriteColumnAsync(new DataColumn(Fields[1], rows.Select(row => Start.AddDays(row.Day)).ToArray()));
        await NumbersAsync(2, row => row.Open);
        await NumbersAsync(3, row => row.High);
        await NumbersAsync(4, row => row.Low);
        await NumbersAsync(5, row => row.Close);
        await NumbersAsync(6, row => row.Volume);
        await NumbersAsync(7, row => row.Cap);

        Task NumbersAsync(int field, Func<SyntheticBar, double?> value) => group.WriteColumnAsync(new DataColumn(Fields[field], rows.Select(value).ToArray()));
    }

    private static IEnumerable<SyntheticBar> Rows(int assets, int days) =>
        Enumerable.Range(0, assets).SelectMany(asset => Walk(asset, asset == assets - 1 ? "bitcoin" : $"asset-{asset:0000}", days));

    /// <summary>A walk at random with what real series have: single missing days, now and then a hole that ends a segment, bars that are not valid, volumes and caps that are missing or 0.</summary>
    private static IEnumerable<SyntheticBar> Walk(int asset, string name, int days)
    {
        var random = new Random(Seed + asset);
        var (close, supply) = (Math.Exp(random.NextDouble() * 10 - 5), Math.Exp(random.NextDouble() * 6 + 14));
        for (var day = 0; day < days; day++)
        {
            var open = close;
            close *= Math.Exp((random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 0.08);
            var (high, low) = (Math.Max(open, close) * (1 + random.NextDouble() * 0.02), Math.Min(open, close) * (1 - random.NextDouble() * 0.02));
            var volume = Volume(random, close * supply);
            double? cap = random.Next(200) == 0 ? null : asset % 10 == 7 ? 1e6 : Math.Round(close * supply, 2);
            if (random.Next(5_000) == 0)
                (high, low) = (low, high);
            if (random.Next(1_000) == 0)
                day += random.Next(3, 8);
            else if (random.Next(100) != 0)
                yield return new(name, day, open, high, low, close, volume, cap);
        }
    }

    private static double? Volume(Random random, double cap)
    {
        var volume = Math.Round(cap * (0.01 + random.NextDouble() * 0.1), 2);
        return random.Next(300) switch { 0 => null, 1 => 0, _ => volume };
    }
}

/// <summary>A row of the file.</summary>
internal readonly record struct SyntheticBar(string Asset, int Day, double Open, double High, double Low, double Close, double? Volume, double? Cap);
