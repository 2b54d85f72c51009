using System.Text.Json.Serialization;
using Parquet.Data;
using Parquet.Net.Tests.Support;
using Parquet.Schema;
using Parquet.Serialization;

namespace Parquet.Net.Tests.Serialization;

/// <summary>Flat files of this library's writer, read into objects.</summary>
public class FlatReadTests
{
    private static readonly DateTime Noon = new(2026, 11, 22, 12, 0, 0, DateTimeKind.Utc);

    [Theory, InlineData(1), InlineData(3)]
    public async Task What_was_written_as_columns_is_read_as_objects(int groups)
    {
        IList<Trade> rows = await ReadAsync<Trade>(await TradesAsync(groups));
        Assert.Equal(3 * groups, rows.Count);
        Assert.Equal(new Trade { Pair = "BTC-USD", Price = 1.5, Size = 2.2500000000m, At = Noon, Id = 1, Taker = true, Raw = [1, 2] }, rows[^3]);
        Assert.Equal(new Trade { Pair = null, Price = null, Size = null, At = null, Id = 2, Taker = null, Raw = null }, rows[^2]);
        Assert.Equal(new Trade { Pair = "", Price = double.MaxValue, Size = 0.0000000000m, At = DateTime.UnixEpoch, Id = 3, Taker = false, Raw = [] }, rows[^1]);
    }

    [Fact]
    public async Task A_property_without_a_column_keeps_its_default_and_a_column_without_a_property_is_passed_over()
    {
        Other row = (await ReadAsync<Other>(await TradesAsync(1)))[0];
        Assert.Equal((1, "as it was", 7), (row.Id, row.Missing, row.Computed));
        Assert.Equal("ignored", row.pair);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Names_differ_by_case_unless_told_otherwise(bool isInsensitive)
    {
        var options = new ParquetSerializerOptions { PropertyNameCaseInsensitive = isInsensitive };
        Lower row = (await ReadAsync<Lower>(await TradesAsync(1), options))[0];
        Assert.Equal(isInsensitive ? "BTC-USD" : null, row.PAIR);
    }

    [Fact]
    public async Task An_object_without_columns_still_counts_the_rows() => Assert.Equal(3, (await ReadAsync<Nothing>(await TradesAsync(1))).Count);

    [Fact]
    public async Task Options_choose_the_type()
    {
        var options = new ParquetSerializerOptions { ParquetOptions = new ParquetOptions { UseBigDecimal = true } };
        Assert.Equal("2.2500000000", (await ReadAsync<Big>(await TradesAsync(1), options))[0].size?.ToString());
    }

    [Fact]
    public async Task A_property_of_another_type_is_refused_by_name()
    {
        ParquetException e = await Assert.ThrowsAsync<ParquetException>(async () => await ReadAsync<WrongType>(await TradesAsync(1)));
        Assert.Equal("Parquet stream: column 'id' is Int64, its property is Int32", e.Message);
    }

    [Fact]
    public async Task A_null_that_the_property_cannot_hold_is_refused_by_name()
    {
        ParquetException e = await Assert.ThrowsAsync<ParquetException>(async () => await ReadAsync<NotNullable>(await TradesAsync(1)));
        Assert.Equal("Parquet stream: column 'price' has a null, which its property cannot hold", e.Message);
    }

    [Theory, InlineData(typeof(AsList)), InlineData(typeof(AsMap)), InlineData(typeof(AsStruct))]
    public async Task A_flat_column_is_no_list_map_or_struct(Type type)
    {
        byte[] file = await TradesAsync(1);
        ParquetException e = await Assert.ThrowsAsync<ParquetException>(() => NestedFiles.ReadAsync(file, type));
        Assert.Contains("column 'pair' is String", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_named_and_its_stream_stays_open_for_the_caller()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(path, "PAR1, but that is all there is to it");
        await using (FileStream stream = File.OpenRead(path))
        {
            await Assert.ThrowsAsync<ParquetException>(() => ParquetSerializer.DeserializeAsync<Trade>(stream));
            Assert.True(stream.CanRead);
        }
        ParquetException e = await Assert.ThrowsAsync<ParquetException>(() => ParquetSerializer.DeserializeAsync<Trade>(path));
        File.Delete(path);
        Assert.StartsWith(path, e.Message, StringComparison.Ordinal);
    }

    private static Task<IList<T>> ReadAsync<T>(byte[] file, ParquetSerializerOptions? options = null)
        where T : class, new() => ParquetSerializer.DeserializeAsync<T>(new MemoryStream(file), options);

    private static Task<byte[]> TradesAsync(int groups) => Files.WriteAsync(
        [
            new DataColumn(new DataField<string>("pair"), new string?[] { "BTC-USD", null, "" }),
            new DataColumn(new DataField<double?>("price"), new double?[] { 1.5, null, double.MaxValue }),
            new DataColumn(new DecimalDataField("size", 28, 10, isNullable: true), new decimal?[] { 2.25m, null, 0m }),
            new DataColumn(new DateTimeDataField("at", DateTimeFormat.DateAndTimeMicros, true, isNullable: true), new DateTime?[] { Noon, null, DateTime.UnixEpoch }),
            new DataColumn(new DataField<long>("id"), new long[] { 1, 2, 3 }),
            new DataColumn(new DataField<bool?>("taker"), new bool?[] { true, null, false }),
            new DataColumn(new DataField<byte[]>("raw"), new byte[]?[] { [1, 2], null, [] }),
        ],
        groups: groups);

#pragma warning disable IDE1006 // The properties have the names of the columns.
    public sealed record Trade
    {
        [JsonPropertyName("pair")] public string? Pair { get; set; }
        [JsonPropertyName("price")] public double? Price { get; init; }
        [JsonPropertyName("size")] public decimal? Size { get; set; }
        [JsonPropertyName("at")] public DateTime? At { get; set; }
        [JsonPropertyName("id")] public long Id { get; set; }
        [JsonPropertyName("taker")] public bool? Taker { get; set; }
        [JsonPropertyName("raw")] public byte[]? Raw { get; set; }

        public bool Equals(Trade? other) => other is not null && NestedFiles.Json(this) == NestedFiles.Json(other);

        public override int GetHashCode() => Id.GetHashCode();
    }

    public class Other
    {
        [JsonPropertyName("id")] public long Id { get; set; }
        public string Missing { get; set; } = "as it was";
        public int Computed => 7;
        [JsonIgnore] public string pair { get; set; } = "ignored";
    }

    public class Lower { public string? PAIR { get; set; } }
    public class Nothing;
    public class Big { public BigDecimal? size { get; set; } [JsonIgnore] public int Unused { get; set; } }
    public class WrongType { public int id { get; set; } }
    public class NotNullable { public double price { get; set; } }
    public class AsList { public List<string>? pair { get; set; } }
    public class AsMap { public Dictionary<string, string>? pair { get; set; } }
    public class AsStruct { public Nothing? pair { get; set; } }
}
