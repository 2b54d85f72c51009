using System.Diagnostics;
using System.Text.Json.Serialization;
using Parquet.Net.Tests.Corpus;
using Parquet.Serialization;
using static Parquet.Net.Tests.Serialization.HandmadeFile;

namespace Parquet.Net.Tests.Serialization;

/// <summary>Nested files that lie about themselves. They are refused by name; they neither crash nor hang, nor take all memory.</summary>
public class HostileFileTests
{
    private const int Seed = 13, Mutations = 150;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly byte[][] MapSchema = [Group("m", Optional, 1), Group("key_value", Repeated, 2), Leaf("key", Required), Leaf("value", Optional)];
    private static readonly string[] KeyPath = ["m", "key_value", "key"], ValuePath = ["m", "key_value", "value"];

    [Fact]
    public async Task A_file_made_by_hand_is_read()
    {
        byte[] file = Build(MapSchema, 1, 4, Keys([new(1, 0), new(1, 1), new(3, 0)], [new(2, 2), new(1, 1), new(1, 0), new(1, 2)], 1, 2, 3), Values(
            [new(1, 0), new(1, 1), new(3, 0)], [new(1, 3), new(1, 2), new(1, 1), new(1, 0), new(1, 3)], 10, 30));
        IList<Row> rows = await ReadAsync(file);
        Assert.Equal(["""{"m":{"1":10,"2":null}}""", """{"m":{}}""", """{"m":null}""", """{"m":{"3":30}}"""], rows.Select(NestedFiles.Json));
    }

    [Theory]
    [InlineData("one column has more elements", 1, new byte[] { 0, 1 }, new byte[] { 2, 2 }, new byte[] { 0 }, new byte[] { 3 })]
    [InlineData("one column has fewer elements", 1, new byte[] { 0 }, new byte[] { 2 }, new byte[] { 0, 1 }, new byte[] { 3, 3 })]
    [InlineData("the elements belong to different rows", 2, new byte[] { 0, 1, 0 }, new byte[] { 2, 2, 2 }, new byte[] { 0, 0, 1 }, new byte[] { 3, 3, 3 })]
    [InlineData("a column begins within a row", 1, new byte[] { 1 }, new byte[] { 2 }, new byte[] { 1 }, new byte[] { 3 })]
    [InlineData("one column has a map, the other null", 1, new byte[] { 0 }, new byte[] { 2 }, new byte[] { 0 }, new byte[] { 0 })]
    [InlineData("an element follows that is not there", 1, new byte[] { 0, 1 }, new byte[] { 2, 1 }, new byte[] { 0, 1 }, new byte[] { 3, 1 })]
    [InlineData("there are fewer rows than claimed", 2, new byte[] { 0 }, new byte[] { 2 }, new byte[] { 0 }, new byte[] { 3 })]
    [InlineData("there are more rows than claimed", 1, new byte[] { 0, 0 }, new byte[] { 2, 2 }, new byte[] { 0, 0 }, new byte[] { 3, 3 })]
    [InlineData("there are rows where none are claimed", 0, new byte[] { 0 }, new byte[] { 2 }, new byte[] { 0 }, new byte[] { 3 })]
    public async Task Levels_that_contradict_each_other_are_refused(string what, int rows, byte[] keyRepetitions, byte[] keyDefinitions, byte[] valueRepetitions, byte[] valueDefinitions)
    {
        int[] numbers = [1, 2, 3, 4];
        HandmadeColumn keys = Keys(Runs(keyRepetitions), Runs(keyDefinitions), numbers[..keyDefinitions.Count(level => level == 2)]);
        HandmadeColumn values = Values(Runs(valueRepetitions), Runs(valueDefinitions), numbers[..valueDefinitions.Count(level => level == 3)]);
        ParquetException e = await RefusesAsync(Build(MapSchema, 1, rows, keys, values));
        Assert.True(e.Message.Contains("'m.key_value.", StringComparison.Ordinal) && e.Message.Contains("levels contradict", StringComparison.Ordinal), $"{what}: {e.Message}");
    }

    [Fact]
    public async Task A_level_above_the_highest_is_refused()
    {
        string[] path = ["a", "b"];
        byte[][] schema = [Group("a", Optional, 1), Leaf("b", Optional)];
        ParquetException e = await RefusesAsync(Build(schema, 1, 1, new HandmadeColumn(path, [], [new(1, 3)], [])));
        Assert.Contains("a level is above 2", e.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(int.MaxValue), InlineData(1_000_000_000)]
    public async Task A_run_of_a_billion_nulls_does_not_take_all_memory(int count)
    {
        Run[] first = [new(1, 0), new((uint)count - 1, 1)];
        byte[] file = Build(MapSchema, 1, 1, Keys(first, [new((uint)count, 2)]), Values(first, [new((uint)count, 2)]));
        await RefusesAsync(file);
    }

    [Theory, InlineData(0), InlineData(1), InlineData(long.MaxValue)]
    public async Task Rows_without_a_column_are_refused(long rows) =>
        Assert.Contains("without columns", (await RefusesAsync(Build([], 0, rows))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_bottomless_schema_is_refused()
    {
        byte[][] schema = [.. Enumerable.Repeat(Group("g", Optional, 1), 100_000), Leaf("leaf", Optional)];
        Assert.Contains("levels are not supported", (await RefusesAsync(Build(schema, 1, 0))).Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(int.MaxValue), InlineData(3)]
    public async Task Children_that_are_not_there_are_refused(int claimed) =>
        Assert.Contains("the schema ends inside a group", (await RefusesAsync(Build([Group("m", Optional, claimed), Leaf("a", Optional)], 1, 0))).Message, StringComparison.Ordinal);

    [Theory, InlineData(2, "key_value")]
    public async Task A_group_that_is_no_map_is_refused_by_name(int repetition, string name)
    {
        byte[][] schema = [Group("m", Optional, 1), Group(name, repetition, 1), Leaf("key", Required)];
        Assert.Contains("column 'm' is a map of 1 columns", (await RefusesAsync(Build(schema, 1, 0))).Message, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("pt-nullable.impala.parquet", typeof(DeepNestingTests.Complex))]
    [InlineData("pnet-map_array.parq", typeof(DeepNestingTests.Maps))]
    [InlineData("hy-duckdb2557.parquet", typeof(NestedReadTests.Arrays))]
    [InlineData("pt-datapage_v2.snappy.parquet", typeof(NestedReadTests.Version2))]
    [InlineData("pt-old_list_structure.parquet", typeof(NestedReadTests.ListOfLists))]
    public async Task Damaged_nested_files_are_read_or_refused(string name, Type type)
    {
        Skip.If(CorpusFolder.IsMissing, CorpusFolder.Missing);
        byte[] file = await File.ReadAllBytesAsync(CorpusFolder.PathOf("refuse", name));
        var random = new Random(Seed);
        for (int i = 0; i < Mutations; i++)
        {
            byte[] damaged = [.. file];
            for (int flips = random.Next(1, 5); flips > 0; flips--) damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            await SurvivesAsync(damaged, type, $"{name}, mutation {i}");
        }
    }

    [SkippableTheory, InlineData("pt-bad-PARQUET-1481.parquet"), InlineData("pt-large_string_map.brotli.parquet"), InlineData("pt-uniform_encryption.parquet.encrypted")]
    public async Task Bad_files_of_others_are_refused(string name)
    {
        ParquetException e = await Assert.ThrowsAsync<ParquetException>(() => NestedFiles.ReadAsync<Suspicious>(name));
        Assert.Contains(name, e.Message, StringComparison.Ordinal);
    }

    private static async Task SurvivesAsync(byte[] file, Type type, string what)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            await NestedFiles.ReadAsync(file, type);
        }
        catch (Exception e)
        {
            Assert.True(e is ParquetException, $"{what}: {e}");
        }
        Assert.True(Stopwatch.GetElapsedTime(start) < Patience, $"{what} took {Stopwatch.GetElapsedTime(start)}");
    }

    private static HandmadeColumn Keys(Run[] repetitions, Run[] definitions, params int[] values) => new(KeyPath, repetitions, definitions, values);

    private static HandmadeColumn Values(Run[] repetitions, Run[] definitions, params int[] values) => new(ValuePath, repetitions, definitions, values);

    private static Run[] Runs(byte[] levels) => [.. levels.Select(level => new Run(1, level))];

    private static Task<IList<Row>> ReadAsync(byte[] file) => ParquetSerializer.DeserializeAsync<Row>(new MemoryStream(file)).WaitAsync(Patience);

    private static Task<ParquetException> RefusesAsync(byte[] file) => Assert.ThrowsAsync<ParquetException>(() => ReadAsync(file));

#pragma warning disable IDE1006 // The properties have the names of the columns.
    public class Row { public Dictionary<int, int?>? m { get; set; } [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public Inner? a { get; set; } }
    public class Inner { public int? b { get; set; } }
    public class Suspicious { public Dictionary<string, int?>? arr { get; set; } }
}
