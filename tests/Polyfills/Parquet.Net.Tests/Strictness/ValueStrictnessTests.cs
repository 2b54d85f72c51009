using System.Numerics;
using System.Text;
using Parquet.Data;
using Parquet.Net.Tests.Support;
using Parquet.Schema;

namespace Parquet.Net.Tests.Strictness;

/// <summary>
/// Where this implementation refuses what the genuine package would cut off, replace or misread. Against the genuine
/// package these tests may fail.
/// </summary>
public class ValueStrictnessTests
{
    [Theory]
    [InlineData("1.005")]
    [InlineData("100000")]
    public async Task A_decimal_that_does_not_fit_its_column_is_not_cut_off(string value)
    {
        decimal number = decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
        foreach (bool asBytes in new[] { false, true })
        {
            var field = new DecimalDataField("d", 5, 2, asBytes);
            ArgumentException e = await Assert.ThrowsAsync<ArgumentException>(() => Files.WriteAsync(field, new[] { number }));
            Assert.Contains("DECIMAL(5,2)", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Zeros_beyond_the_scale_are_no_loss()
    {
        var read = (decimal[])(await Files.ReadAsync(await Files.WriteAsync(new DecimalDataField("d", 5, 2), new[] { 1.50000m })))[0].Data;
        Assert.Equal(1.5m, read[0]);
    }

    [Fact]
    public async Task Decimals_beyond_system_decimal_are_refused_with_the_way_out()
    {
        var field = new BigDecimalDataField("big", 38, 2);
        byte[] file = await Files.WriteAsync(field, new[] { new BigDecimal(BigInteger.Pow(10, 37), 38, 2) });
        ParquetException e = await Assert.ThrowsAsync<ParquetException>(() => Files.ReadAsync(file));
        Assert.Contains("'big'", e.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(ParquetOptions.UseBigDecimal), e.Message, StringComparison.Ordinal);
        DataColumn read = (await Files.ReadAsync(file, new ParquetOptions { UseBigDecimal = true }))[0];
        Assert.Equal(BigInteger.Pow(10, 37), ((BigDecimal[])read.Data)[0].UnscaledValue);
    }

    [Fact]
    public async Task Decimals_of_38_digits_that_fit_are_read_as_system_decimal()
    {
        byte[] file = await Files.WriteAsync(new DecimalDataField("d", 38, 30), new[] { 1.25m });
        Assert.Equal(1.25m, ((decimal[])(await Files.ReadAsync(file))[0].Data)[0]);
    }

    [Fact]
    public void A_big_decimal_shows_its_digits()
    {
        Assert.Equal("-0.05", new BigDecimal(-5, 9, 2).ToString());
        Assert.Equal("12", new BigDecimal(12, 9, 0).ToString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lone_surrogate_is_refused_not_replaced(bool useDictionary)
    {
        var options = new ParquetOptions { UseDictionaryEncoding = useDictionary, DictionaryEncodingThreshold = 1 };
        await Assert.ThrowsAsync<ArgumentException>(() => Files.WriteAsync(new DataField<string>("s"), new[] { "a\ud83d" }, CompressionMethod.None, options));
    }

    [Fact]
    public async Task A_string_that_is_not_utf8_is_refused_and_can_be_read_as_bytes()
    {
        byte[] file = await Files.WriteAsync(new DataField<string>("s", false), new[] { "abcd" }, CompressionMethod.None, new ParquetOptions { WritePageChecksums = false });
        int at = file.AsSpan().IndexOf("abcd"u8);
        byte[] broken = [.. file];
        broken[at] = 0xFF;
        ParquetException e = await Assert.ThrowsAsync<ParquetException>(() => Files.ReadAsync(broken));
        Assert.Contains("UTF-8", e.Message, StringComparison.Ordinal);
        DataColumn bytes = await Files.ReadAsync(broken, new DataField<byte[]>("s", false));
        Assert.Equal([0xFF, (byte)'b', (byte)'c', (byte)'d'], ((byte[][])bytes.Data)[0]);
    }

    [Fact]
    public async Task A_column_of_another_type_is_refused_by_name()
    {
        byte[] file = await Files.WriteAsync(new DataField<int>("n"), new[] { 1 });
        ParquetException e = await Assert.ThrowsAsync<ParquetException>(() => Files.ReadAsync(file, new DataField<long>("n")));
        Assert.Contains("'n'", e.Message, StringComparison.Ordinal);
        Assert.Contains("Int32", e.Message, StringComparison.Ordinal);
        e = await Assert.ThrowsAsync<ParquetException>(() => Files.ReadAsync(file, new DataField<int>("missing")));
        Assert.Contains("'missing'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_required_column_can_be_read_as_a_nullable_one()
    {
        byte[] file = await Files.WriteAsync(new DataField<int>("n"), new[] { 1, 2 });
        Assert.Equal([1, 2], Assert.IsType<int?[]>((await Files.ReadAsync(file, new DataField<int?>("n"))).Data));
    }

    [Fact]
    public async Task A_nullable_column_stays_nullable_whatever_was_asked_for()
    {
        byte[] file = await Files.WriteAsync(new DataField<int?>("n"), new int?[] { 1, null });
        DataColumn read = await Files.ReadAsync(file, new DataField<int>("n"));
        Assert.Equal([1, null], Assert.IsType<int?[]>(read.Data));
        Assert.True(read.Field.IsNullable);
    }

    [Fact]
    public async Task Null_in_a_required_column_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Files.WriteAsync(new DataField<string>("s", false), new[] { "a", null }));
        await Assert.ThrowsAsync<ArgumentException>(() => Files.WriteAsync(new DataField<byte[]>("s", false), new byte[]?[] { null }));
    }

    [Theory]
    [InlineData(CompressionMethod.Lzo)]
    [InlineData(CompressionMethod.LZ4)]
    [InlineData(CompressionMethod.Zstd)]
    [InlineData(CompressionMethod.Lz4Raw)]
    public async Task Codecs_that_cannot_be_written_are_refused_by_name(CompressionMethod method)
    {
        NotSupportedException e = await Assert.ThrowsAsync<NotSupportedException>(() => Files.WriteAsync(new DataField<int>("n"), new[] { 1 }, method));
        Assert.Contains(method.ToString(), e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_choose_the_clr_types_that_are_read()
    {
        DateTime noon = new(2024, 5, 1, 12, 0, 0, DateTimeKind.Utc);
        byte[] file = await Files.WriteAsync([
            new DataColumn(new DataField<byte[]>("text"), new[] { Encoding.UTF8.GetBytes("hey") }),
            new DataColumn(new DateTimeDataField("day", DateTimeFormat.Date), new[] { noon.Date }),
            new DataColumn(new TimeSpanDataField("ms", TimeSpanFormat.MilliSeconds), new[] { noon.TimeOfDay }),
            new DataColumn(new TimeSpanDataField("us", TimeSpanFormat.MicroSeconds), new[] { noon.TimeOfDay }),
            new DataColumn(new DateTimeDataField("int96", DateTimeFormat.Impala), new[] { DateTime.UnixEpoch }),
        ]);
        DataColumn[] read = await Files.ReadAsync(file, new ParquetOptions
        {
            TreatByteArrayAsString = true, UseDateOnlyTypeForDates = true, UseTimeOnlyTypeForTimeMillis = true, UseTimeOnlyTypeForTimeMicros = true, TreatBigIntegersAsDates = false,
        });
        object[] expected = ["hey", new DateOnly(2024, 5, 1), new TimeOnly(12, 0), new TimeOnly(12, 0), (BigInteger)2440588 << 64];
        Assert.Equal(expected, read.Select(column => column.Data.GetValue(0)));
    }
}
