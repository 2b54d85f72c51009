using System.Globalization;
using System.Text.Json.Serialization;

namespace Parquet.Net.Tests.Serialization;

/// <summary>Nested files of Spark, Impala, arrow, hyparquet and others. Expected values were read with DuckDB.</summary>
public class NestedReadTests
{
    [SkippableFact]
    public async Task Lists_of_structs_are_read() => Assert.Equal(
        ["""{"cities":[{"country":"UK","name":"London"},{"country":"US","name":"New York"}],"id":1}"""],
        await NestedFiles.RowsAsync<Traveller>("pnet-list_structs.parquet"));

    [SkippableFact]
    public async Task Maps_in_structs_are_read() => Assert.Equal(
        ["""{"id":1,"strcture":{"id":1,"map":{"1":"one","2":"two","3":"three"}}}"""],
        await NestedFiles.RowsAsync<Mapped>("pnet-mapinstruct.parquet"));

    [SkippableFact]
    public async Task Structs_are_read_and_null_structs_are_null() => Assert.Equal(
        [
            """{"person":{"name":"Ada","address":{"city":"London"}}}""",
            """{"person":null}""",
            """{"person":{"name":"Ben","address":null}}""",
            """{"person":{"name":"Cara","address":{"city":null}}}""",
        ],
        await NestedFiles.RowsAsync<Resident>("hy-hyparquet_struct.parquet"));

    [SkippableFact]
    public async Task A_struct_of_which_no_column_is_wanted_is_still_null_where_the_file_has_null() => Assert.Equal(
        ["""{"person":{"address":{}}}""", """{"person":null}""", """{"person":{"address":null}}""", """{"person":{"address":{}}}"""],
        await NestedFiles.RowsAsync<Presence>("hy-hyparquet_struct.parquet"));

    [SkippableFact]
    public async Task Null_empty_and_filled_lists_differ() => Assert.Equal(
        ["""{"tag":"normal","ids":[1,2,3]}""", """{"tag":"empty","ids":[]}""", """{"tag":"normal","ids":[4,5,6]}""", """{"tag":"null","ids":null}"""],
        await NestedFiles.RowsAsync<Tagged>("pnet-list_empty_and_null.parquet"));

    [SkippableFact]
    public async Task Elements_may_be_null() => Assert.Equal(
        [
            """{"int64_list":[1,2,3],"utf8_list":["abc","efg","hij"]}""",
            """{"int64_list":[null,1],"utf8_list":null}""",
            """{"int64_list":[4],"utf8_list":["efg",null,"hij","xyz"]}""",
        ],
        await NestedFiles.RowsAsync<Lists>("pt-list_columns.parquet"));

    [SkippableFact]
    public async Task Version_2_pages_hold_lists_too() => Assert.Equal(
        [
            """{"a":"abc","b":1,"c":2,"d":true,"e":[1,2,3]}""",
            """{"a":"abc","b":2,"c":3,"d":true,"e":null}""",
            """{"a":"abc","b":3,"c":4,"d":true,"e":null}""",
            """{"a":null,"b":4,"c":5,"d":false,"e":[1,2,3]}""",
            """{"a":"abc","b":5,"c":2,"d":true,"e":[1,2]}""",
        ],
        await NestedFiles.RowsAsync<Version2>("pt-datapage_v2.snappy.parquet"));

    [SkippableFact]
    public async Task Lists_without_an_element_group_are_read()
    {
        IList<Volumes> rows = await NestedFiles.ReadAsync<Volumes>("pnet-legacy-list.parquet");
        Assert.Equal(["1_0", "1_0"], rows.Select(row => row.segment_id));
        Assert.All(rows, row => Assert.Equal(Enumerable.Range(0, 168), row.volumes));
    }

    [SkippableFact]
    public async Task Lists_directly_within_lists_are_read() => Assert.Equal(
        ["""{"a":[[1,2],[3,4]]}"""], await NestedFiles.RowsAsync<ListOfLists>("pt-old_list_structure.parquet"));

    [SkippableFact]
    public async Task Repeated_columns_without_a_list_around_them_are_read() => Assert.Equal(
        [
            """{"Int32_list":[0,1,2,3],"String_list":["foo","zero","one","two"],"group_of_lists":{"Int32_list_in_group":[0,1,2,3],"String_list_in_group":["foo","zero","one","two"]}}""",
            """{"Int32_list":[],"String_list":["three"],"group_of_lists":{"Int32_list_in_group":[],"String_list_in_group":["three"]}}""",
            """{"Int32_list":[4],"String_list":["four"],"group_of_lists":{"Int32_list_in_group":[4],"String_list_in_group":["four"]}}""",
            """{"Int32_list":[5,6,7,8],"String_list":["five","six","seven","eight"],"group_of_lists":{"Int32_list_in_group":[5,6,7,8],"String_list_in_group":["five","six","seven","eight"]}}""",
        ],
        await NestedFiles.RowsAsync<Repeated>("pt-repeated_primitive_no_list.parquet"));

    [SkippableFact]
    public async Task Repeated_columns_in_version_2_pages_add_up()
    {
        IList<Arrays> rows = await NestedFiles.ReadAsync<Arrays>("hy-duckdb2557.parquet");
        Assert.Equal((100, 449, 225, 202), (rows.Count, rows.Sum(r => r.stringArray!.Count), rows.Sum(r => r.intArray!.Length), rows.Sum(r => r.doubleArray!.Count)));
        Assert.Equal((110973, 2858), (rows.Sum(r => r.intArray!.Sum()), rows.Sum(r => r.stringArray!.Sum(text => text.Length))));
        Assert.Equal(1015882.0960875079, rows.Sum(r => r.doubleArray!.Sum()), 6);
        Assert.Equal(["adipiscing", "elit"], rows[0].stringArray!);
    }

    [SkippableFact]
    public async Task A_list_may_go_on_in_the_next_page()
    {
        IList<Continued> rows = await NestedFiles.ReadAsync<Continued>("hy-continued_page.parquet");
        Assert.Equal((100, 2000), (rows.Count, rows.Sum(row => row.int_list!.Count)));
        Assert.Equal(1046158, rows.Sum(row => row.int_list!.Select((value, at) => value * (at + 1)).Sum()));
    }

    [SkippableFact]
    public async Task Required_structs_are_read()
    {
        IList<Vocabulary> rows = await NestedFiles.ReadAsync<Vocabulary>("fp-nested1.parquet");
        Assert.Equal((100, 104950, 1673709), (rows.Count, rows.Sum(row => row.Corpus!.id), rows.Sum(row => row.Corpus!.frequency)));
        Assert.Equal((940, 6419200d), (rows.Sum(row => row.Corpus!.vocab!.Length), rows.Sum(row => row.Corpus!.max_len)));
    }

    [SkippableFact]
    public async Task Only_the_columns_asked_for_are_read_from_a_wide_file()
    {
        Building row = Assert.Single(await NestedFiles.ReadAsync<Building>("pt-nested_structs.rust.parquet"));
        Assert.Equal((190406409000602, 190407175004000, 94251302258849568), (row.Roll!.min, row.Roll.max, row.Roll.sum));
        Assert.Equal((0d, 658.63, 351UL), (row.Frontage!.min, row.Frontage.max, row.Frontage.count));
        Assert.Equal("57.76452991452993", row.Frontage.mean.ToString(CultureInfo.InvariantCulture));
    }

#pragma warning disable IDE1006 // The properties have the names of the columns.
    public class Traveller { public List<City>? cities { get; set; } public long? id { get; set; } }
    public class City { public string? country { get; set; } public string? name { get; set; } }
    public class Mapped { public int? id { get; set; } public MappedInner? strcture { get; set; } }
    public class MappedInner { public int? id { get; set; } public Dictionary<int, string?>? map { get; set; } }
    public class Resident { public Person? person { get; set; } }
    public class Person { public string? name { get; set; } public Address? address { get; set; } }
    public class Address { public string? city { get; set; } }
    public class Presence { public PersonPresence? person { get; set; } }
    public class PersonPresence { public Nothing? address { get; set; } }
    public class Nothing;
    public class Tagged { public string? tag { get; set; } public IReadOnlyList<int>? ids { get; set; } }
    public class Lists { public List<long?>? int64_list { get; set; } public string?[]? utf8_list { get; set; } }
    public class Version2 { public string? a { get; set; } public int b { get; set; } public double c { get; set; } public bool d { get; set; } public List<int>? e { get; set; } }
    public class Volumes { public string? segment_id { get; set; } public List<int>? volumes { get; set; } }
    public class ListOfLists { public List<List<int>>? a { get; set; } }
    public class Repeated { public List<int>? Int32_list { get; set; } public List<string>? String_list { get; set; } public RepeatedGroup? group_of_lists { get; set; } }
    public class RepeatedGroup { public List<int>? Int32_list_in_group { get; set; } public List<string>? String_list_in_group { get; set; } }
    public class Arrays { public IList<string>? stringArray { get; set; } public int[]? intArray { get; set; } public List<double>? doubleArray { get; set; } }
    public class Continued { public List<int>? int_list { get; set; } }
    public class Vocabulary { [JsonPropertyName("_adobe_corpnew")] public Word? Corpus { get; set; } }
    public class Word { public int id { get; set; } public string? vocab { get; set; } public int frequency { get; set; } public double max_len { get; set; } }
    public class Building { [JsonPropertyName("roll_num")] public Range<long>? Roll { get; set; } [JsonPropertyName("ACTUAL_FRONTAGE")] public Range<double>? Frontage { get; set; } }
    public class Range<T> { public T min { get; set; } = default!; public T max { get; set; } = default!; public T mean { get; set; } = default!; public T sum { get; set; } = default!; public ulong count { get; set; } }
}
