using Parquet.Data;
using Parquet.Net.Tests.Support;
using Parquet.Schema;

namespace Parquet.Net.Tests;

/// <summary>Bounds let readers skip data, so a wrong one loses rows in silence.</summary>
public class StatisticsTests
{
    [Fact]
    public async Task Bounds_and_nulls_are_those_of_the_values()
    {
        DataColumnStatistics found = await OfAsync(new DataField<int?>("n"), new int?[] { 5, null, -3, 8, null });
        Assert.Equal((2L, -3, 8), (found.NullCount, found.MinValue, found.MaxValue));
    }

    [Fact]
    public async Task Unsigned_numbers_are_ordered_without_a_sign()
    {
        DataColumnStatistics found = await OfAsync(new DataField<ulong>("n"), new[] { 1UL, ulong.MaxValue, 7UL });
        Assert.Equal((1UL, ulong.MaxValue), (found.MinValue, found.MaxValue));
        found = await OfAsync(new DataField<uint>("n"), new[] { 1u, uint.MaxValue, 7u });
        Assert.Equal((1u, uint.MaxValue), (found.MinValue, found.MaxValue));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Strings_are_ordered_by_their_utf8_bytes(bool useDictionary)
    {
        // By UTF-16 units the emoji, a surrogate pair, would come before the last character of the first plane.
        string[] rows = ["b", "\ud83d\ude80", "\uffee", "B"];
        DataColumnStatistics found = await OfAsync(new DataField<string>("s"), rows, new ParquetOptions { UseDictionaryEncoding = useDictionary, DictionaryEncodingThreshold = 1 });
        Assert.Equal(("B", "\ud83d\ude80"), (found.MinValue, found.MaxValue));
    }

    [Fact]
    public async Task Decimals_are_ordered_by_value_however_they_are_stored()
    {
        decimal[] rows = [-1.5m, 2.25m, -300m, 0m];
        foreach (int precision in new[] { 9, 18, 28 })
        {
            DataColumnStatistics found = await OfAsync(new DecimalDataField("d", precision, 2), rows);
            Assert.Equal((-300m, 2.25m), (found.MinValue, found.MaxValue));
        }
    }

    [Fact]
    public async Task Times_have_bounds_in_their_own_type()
    {
        DateTime low = new(1960, 5, 1, 0, 0, 0, DateTimeKind.Utc), high = new(2024, 5, 1, 0, 0, 0, DateTimeKind.Utc);
        DataColumnStatistics found = await OfAsync(new DateTimeDataField("t", DateTimeFormat.DateAndTimeMicros), new[] { high, low });
        Assert.Equal((low, high), (found.MinValue, found.MaxValue));
    }

    [Fact]
    public async Task A_single_nan_voids_the_bounds()
    {
        for (int position = 0; position < 40; position++)
        {
            double[] rows = [.. Enumerable.Range(0, 40).Select(i => i == position ? double.NaN : i)];
            DataColumnStatistics found = await OfAsync(new DataField<double>("d"), rows);
            Assert.Null(found.MinValue);
            Assert.Null(found.MaxValue);
        }
    }

    [Fact]
    public async Task Zero_takes_the_sign_that_widens_the_bounds()
    {
        DataColumnStatistics found = await OfAsync(new DataField<double>("d"), new[] { 0d, 0d });
        Assert.True(double.IsNegative(Assert.IsType<double>(found.MinValue)));
        Assert.False(double.IsNegative(Assert.IsType<double>(found.MaxValue)));
    }

    [Fact]
    public async Task A_column_of_nulls_has_a_count_and_no_bounds()
    {
        DataColumnStatistics found = await OfAsync(new DataField<double?>("d"), new double?[] { null, null });
        Assert.Equal((2L, null, null), (found.NullCount, found.MinValue, found.MaxValue));
    }

    [Fact]
    public async Task Bounds_span_all_pages_of_a_column()
    {
        var random = new Random(9);
        long[] rows = [.. Enumerable.Range(0, 600_000).Select(_ => random.NextInt64(long.MinValue, long.MaxValue))];
        DataColumnStatistics found = await OfAsync(new DataField<long>("n"), rows);
        Assert.Equal((rows.Min(), rows.Max()), (found.MinValue, found.MaxValue));
    }

    private static async Task<DataColumnStatistics> OfAsync(DataField field, Array rows, ParquetOptions? options = null)
    {
        byte[] file = await Files.WriteAsync(field, rows, CompressionMethod.Snappy, options);
        using ParquetReader reader = await ParquetReader.CreateAsync(new MemoryStream(file));
        using ParquetRowGroupReader group = reader.OpenRowGroupReader(0);
        DataColumnStatistics? found = group.GetStatistics(reader.Schema.DataFields[0]);
        Assert.NotNull(found);
        return found;
    }
}
