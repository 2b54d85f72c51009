using Parquet.Data;
using Parquet.Net.Tests.Support;
using Parquet.Schema;

namespace Parquet.Net.Tests;

/// <summary>Wrong use of the API is told at once.</summary>
public class MisuseTests
{
    private static readonly DataField<int> A = new("a");
    private static readonly DataField<double?> B = new("b");

    [Fact]
    public async Task Columns_out_of_order_are_refused()
    {
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(A, B), new MemoryStream());
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        await Assert.ThrowsAsync<ArgumentException>(() => group.WriteColumnAsync(new DataColumn(B, new double?[] { 1 })));
        await group.WriteColumnAsync(new DataColumn(A, new[] { 1 }));
        await Assert.ThrowsAsync<ArgumentException>(() => group.WriteColumnAsync(new DataColumn(A, new[] { 1 })));
    }

    [Fact]
    public async Task Columns_of_different_lengths_are_refused()
    {
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(A, B), new MemoryStream());
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        await group.WriteColumnAsync(new DataColumn(A, new[] { 1, 2 }));
        await Assert.ThrowsAsync<ArgumentException>(() => group.WriteColumnAsync(new DataColumn(B, new double?[] { 1 })));
    }

    [Fact]
    public async Task A_column_too_many_is_refused()
    {
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(A), new MemoryStream());
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        await group.WriteColumnAsync(new DataColumn(A, new[] { 1 }));
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => group.WriteColumnAsync(new DataColumn(A, new[] { 1 })));
    }

    [Fact]
    public async Task Validation_finds_a_missing_column()
    {
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(A, B), new MemoryStream());
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        await group.WriteColumnAsync(new DataColumn(A, new[] { 1 }));
        Assert.Throws<InvalidOperationException>(group.CompleteValidate);
        await group.WriteColumnAsync(new DataColumn(B, new double?[] { null }));
        group.CompleteValidate();
    }

    [Fact]
    public void Arrays_of_another_type_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new DataColumn(A, new[] { 1L }));
        Assert.Throws<ArgumentException>(() => new DataColumn(A, new int?[] { 1 }));
        Assert.Throws<ArgumentException>(() => new DataColumn(B, new string[1]));
        Assert.Throws<ArgumentNullException>(() => new DataColumn(A, null!));
        Assert.Throws<ArgumentNullException>(() => new DataColumn(null!, new[] { 1 }));
    }

    [Fact]
    public void Fields_of_unsupported_types_are_refused() =>
        Assert.Throws<NotSupportedException>(() => new DataField("x", typeof(Uri)));

    [Fact]
    public void Nullability_follows_the_type_unless_stated()
    {
        Assert.True(new DataField<string>("s").IsNullable);
        Assert.True(new DataField<byte[]>("s").IsNullable);
        Assert.True(new DataField<int?>("n").IsNullable);
        Assert.False(new DataField<int>("n").IsNullable);
        Assert.True(new DataField<int>("n", true).IsNullable);
        Assert.False(new DataField<string>("s", false).IsNullable);
        Assert.Equal(typeof(int), new DataField<int?>("n").ClrType);
    }

    [Fact]
    public void Decimals_of_impossible_digits_are_refused()
    {
        Assert.ThrowsAny<ArgumentException>(() => new DecimalDataField("d", 0));
        Assert.ThrowsAny<ArgumentException>(() => new DecimalDataField("d", 5, -1));
        Assert.ThrowsAny<ArgumentException>(() => new DecimalDataField("d", 5, 6));
    }

    [Fact]
    public async Task Row_groups_that_do_not_exist_cannot_be_opened()
    {
        using ParquetReader reader = await ParquetReader.CreateAsync(new MemoryStream(await Files.WriteAsync(A, new[] { 1 })));
        Assert.ThrowsAny<ArgumentException>(() => reader.OpenRowGroupReader(1));
        Assert.ThrowsAny<ArgumentException>(() => reader.OpenRowGroupReader(-1));
    }

    [Fact]
    public async Task Missing_arguments_and_one_way_streams_are_refused()
    {
        await Assert.ThrowsAsync<ArgumentNullException>(() => ParquetWriter.CreateAsync(null!, new MemoryStream()));
        await Assert.ThrowsAsync<ArgumentNullException>(() => ParquetWriter.CreateAsync(new ParquetSchema(A), null!));
        await Assert.ThrowsAsync<ArgumentException>(() => ParquetWriter.CreateAsync(new ParquetSchema(A), new MemoryStream([], false)));
        Assert.Throws<ArgumentException>(() => new ParquetSchema(A, new DataField<long>("a")));
    }
}
