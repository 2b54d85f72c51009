using Parquet.Data;
using Parquet.Net.Tests.Support;
using Parquet.Schema;

namespace Parquet.Net.Tests;

/// <summary>Every type, codec and pattern of nulls comes back as it went in.</summary>
public class RoundTripTests
{
    private static readonly CompressionMethod[] Methods = [CompressionMethod.None, CompressionMethod.Snappy, CompressionMethod.Gzip, CompressionMethod.Brotli];

    private static readonly Dictionary<string, Func<int, bool>> Patterns = new()
    {
        ["none"] = _ => false,
        ["all"] = _ => true,
        ["first"] = i => i == 0,
        ["alternating"] = i => i % 2 == 0,
        ["long runs"] = i => i / 700 % 2 == 0,
        ["rare"] = i => i % 613 == 612,
    };

    public static TheoryData<string> Types => Samples.Names;

    public static TheoryData<string, string> TypesAndPatterns => Pairs(Patterns.Keys);

    public static TheoryData<string, CompressionMethod> TypesAndMethods => Pairs(Methods);

    private static TheoryData<string, T> Pairs<T>(IReadOnlyCollection<T> others)
    {
        var pairs = new TheoryData<string, T>();
        foreach (string type in Samples.Fields.Keys)
        {
            foreach (T other in others) pairs.Add(type, other);
        }
        return pairs;
    }

    [Theory]
    [MemberData(nameof(TypesAndMethods))]
    public async Task Required_values_survive_every_codec(string type, CompressionMethod method)
    {
        foreach (int count in new[] { 1, 7, 8, 9, 1000 })
            await Files.RoundTripAsync(Samples.Fields[type](false), Samples.Rows(type, count), method);
    }

    [Theory]
    [MemberData(nameof(TypesAndPatterns))]
    public async Task Nullable_values_survive_every_pattern_of_nulls(string type, string pattern)
    {
        foreach (int count in new[] { 1, 8, 65, 3000 })
        {
            DataColumn read = await Files.RoundTripAsync(Samples.Fields[type](true), Samples.Rows(type, count, Patterns[pattern]));
            Assert.Equal(Enumerable.Range(0, count).Count(i => Patterns[pattern](i)), read.Statistics?.NullCount);
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task A_row_group_without_rows_comes_back_empty(string type)
    {
        await Files.RoundTripAsync(Samples.Fields[type](false), Samples.Rows(type, 0));
        await Files.RoundTripAsync(Samples.Fields[type](true), Samples.Rows(type, 0, _ => true));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task The_plainest_encodings_carry_the_same_values(string type)
    {
        var plain = new ParquetOptions { UseDictionaryEncoding = false, UseDeltaBinaryPackedEncoding = false };
        await Files.RoundTripAsync(Samples.Fields[type](true), Samples.Rows(type, 1000, i => i % 3 == 0), CompressionMethod.Snappy, plain);
    }

    [Fact]
    public async Task Columns_of_many_pages_come_back_whole()
    {
        const int rows = 1_000_003;
        var random = new Random(3);
        double?[] numbers = [.. Enumerable.Range(0, rows).Select(i => i / 1000 % 7 == 0 ? (double?)null : random.NextDouble())];
        long[] sequence = [.. Enumerable.Range(0, rows).Select(i => i * 1_000_000L)];
        string?[] symbols = [.. Enumerable.Range(0, rows).Select(i => i % 11 == 0 ? null : "S" + random.Next(300))];
        string[] unique = [.. Enumerable.Range(0, rows).Select(i => "row " + i)];
        bool[] flags = [.. Enumerable.Range(0, rows).Select(i => i % 3 == 0)];
        await Files.RoundTripAsync(new DataField<double?>("numbers"), numbers);
        await Files.RoundTripAsync(new DataField<long>("sequence"), sequence);
        await Files.RoundTripAsync(new DataField<string>("symbols"), symbols);
        await Files.RoundTripAsync(new DataField<string>("unique", false), unique);
        await Files.RoundTripAsync(new DataField<bool>("flags"), flags);
    }

    [Fact]
    public async Task Nullable_columns_take_arrays_without_nulls()
    {
        var field = new DataField<int?>("n");
        DataColumn read = (await Files.ReadAsync(await Files.WriteAsync(field, new[] { 1, 2, 3 })))[0];
        Assert.Equal([1, 2, 3], Assert.IsType<int?[]>(read.Data));
    }

    [Fact]
    public async Task Equal_strings_of_a_dictionary_are_one_instance()
    {
        string[] rows = [.. Enumerable.Range(0, 100).Select(i => "SYMBOL" + i % 4)];
        var read = (string[])(await Files.ReadAsync(await Files.WriteAsync(new DataField<string>("s"), rows)))[0].Data;
        Assert.Equal(4, read.Distinct(ReferenceEqualityComparer.Instance).Count());
    }

    [Fact]
    public async Task Times_finer_than_the_column_are_rounded_down()
    {
        var field = new DateTimeDataField("t", DateTimeFormat.DateAndTimeMicros);
        DateTime[] rows = [DateTime.UnixEpoch.AddTicks(19), DateTime.UnixEpoch.AddTicks(-11)];
        var read = (DateTime[])(await Files.ReadAsync(await Files.WriteAsync(field, rows)))[0].Data;
        Assert.Equal([DateTime.UnixEpoch.AddTicks(10), DateTime.UnixEpoch.AddTicks(-20)], read);
        Assert.All(read, value => Assert.Equal(DateTimeKind.Utc, value.Kind));
    }

    [Fact]
    public async Task Wall_clock_times_come_back_without_a_zone()
    {
        var field = new DateTimeDataField("t", DateTimeFormat.Timestamp, isAdjustedToUTC: false, unit: DateTimeTimeUnit.Micros);
        var read = (DateTime[])(await Files.ReadAsync(await Files.WriteAsync(field, new[] { new DateTime(2024, 2, 29) })))[0].Data;
        Assert.Equal(DateTimeKind.Unspecified, read[0].Kind);
    }

    [Fact]
    public async Task Defined_data_and_levels_split_a_column_with_nulls()
    {
        var column = new DataColumn(new DataField<int?>("n"), new int?[] { 1, null, 3 });
        Assert.Equal([1, 3], Assert.IsType<int[]>(column.DefinedData));
        Assert.Equal([1, 0, 1], column.DefinitionLevels!);
        DataColumn read = (await Files.ReadAsync(await Files.WriteAsync([column])))[0];
        Assert.Equal([1, 3], Assert.IsType<int[]>(read.DefinedData));
        Assert.Equal(3, read.NumValues);
    }
}
