using Parquet.Serialization;

namespace Parquet.Net.Tests.Serialization;

/// <summary>Lists of lists of structs, maps of structs, maps in lists, and a null at every level. Expected values were read with DuckDB.</summary>
public class DeepNestingTests
{
    [SkippableFact]
    public async Task Every_nesting_and_every_null_is_told_apart() => Assert.Equal(
        [
            """{"id":1,"int_array":[1,2,3],"int_array_Array":[[1,2],[3,4]],"int_map":{"k1":1,"k2":100},"int_Map_Array":[{"k1":1}],"nested_struct":{"A":1,"b":[1],"C":{"d":[[{"E":10,"F":"aaa"},{"E":-10,"F":"bbb"}],[{"E":11,"F":"c"}]]},"g":{"foo":{"H":{"i":[1.1]}}}}}""",
            """{"id":2,"int_array":[null,1,2,null,3,null],"int_array_Array":[[null,1,2,null],[3,null,4],[],null],"int_map":{"k1":2,"k2":null},"int_Map_Array":[{"k3":null,"k1":1},null,{}],"nested_struct":{"A":null,"b":[null],"C":{"d":[[{"E":null,"F":null},{"E":10,"F":"aaa"},{"E":null,"F":null},{"E":-10,"F":"bbb"},{"E":null,"F":null}],[{"E":11,"F":"c"},null],[],null]},"g":{"g1":{"H":{"i":[2.2,null]}},"g2":{"H":{"i":[]}},"g3":null,"g4":{"H":{"i":null}},"g5":{"H":null}}}}""",
            """{"id":3,"int_array":[],"int_array_Array":[null],"int_map":{},"int_Map_Array":[null,null],"nested_struct":{"A":null,"b":null,"C":{"d":[]},"g":{}}}""",
            """{"id":4,"int_array":null,"int_array_Array":[],"int_map":{},"int_Map_Array":[],"nested_struct":{"A":null,"b":null,"C":{"d":null},"g":null}}""",
            """{"id":5,"int_array":null,"int_array_Array":null,"int_map":{},"int_Map_Array":null,"nested_struct":{"A":null,"b":null,"C":null,"g":{"foo":{"H":{"i":[2.2,3.3]}}}}}""",
            """{"id":6,"int_array":null,"int_array_Array":null,"int_map":null,"int_Map_Array":null,"nested_struct":null}""",
            """{"id":7,"int_array":null,"int_array_Array":[null,[5,6]],"int_map":{"k1":null,"k3":null},"int_Map_Array":null,"nested_struct":{"A":7,"b":[2,3,null],"C":{"d":[[],[null],null]},"g":null}}""",
        ],
        await NestedFiles.RowsAsync<Complex>("pt-nullable.impala.parquet"));

    [SkippableFact]
    public async Task A_part_of_a_deep_file_is_read_without_the_rest()
    {
        IList<OnlyMap> rows = await NestedFiles.ReadAsync<OnlyMap>("pt-nullable.impala.parquet");
        Assert.Equal(["foo", "g1,g2,g3,g4,g5", "", null, "foo", null, null], rows.Select(row => row.nested_struct?.g is { } map ? string.Join(',', map.Keys) : null));
    }

    [SkippableFact]
    public async Task Required_and_optional_maps_and_lists_are_read()
    {
        IList<Maps> rows = await NestedFiles.ReadAsync<Maps>("pnet-map_array.parq");
        Assert.Equal(
            """{"map_op_op":{"barney":"benji","betty":null,"fred":"franky"},"map_op_req":{"wilma":"franky","betty":"franky"},"map_req_op":{"fred":null},"map_req_req":{"wilma":"mighty"},"arr_op_op":null,"arr_op_req":["franky","mighty"],"arr_req_op":[null,"mighty","benji"],"arr_req_req":["benji"]}""",
            NestedFiles.Json(rows[2]));
        Assert.Equal(
            """{"map_op_op":{"wilma":null,"barney":null,"betty":"franky"},"map_op_req":null,"map_req_op":{"wilma":"benji","barney":"franky","betty":null},"map_req_req":{"wilma":"benji","barney":"mighty","betty":"benji"},"arr_op_op":["mighty","mighty",null,"mighty"],"arr_op_req":null,"arr_req_op":["franky","mighty"],"arr_req_req":["franky","franky","benji","franky"]}""",
            NestedFiles.Json(rows[4]));
    }

    [SkippableFact]
    public async Task A_checkpoint_of_a_Delta_table_is_read()
    {
        IList<Action> rows = await NestedFiles.ReadAsync<Action>("pnet-delta.checkpoint.parquet", new ParquetSerializerOptions { PropertyNameCaseInsensitive = true });
        List<Added> added = [.. rows.Select(row => row.Add).OfType<Added>()];
        Assert.Equal((41, 39, 1, 1), (rows.Count, added.Count, rows.Count(row => row.MetaData is not null), rows.Count(row => row.Protocol is not null)));
        Assert.Equal((226529, 18903), (added.Sum(add => add.Size), added.Sum(add => add.Stats!.Length)));
        Assert.All(added, add => Assert.Equal($"MediaTypeId={Assert.Single(add.PartitionValues!).Value}", add.Path!.Split('/')[0]));
        Assert.All(added, add => Assert.Null(add.DeletionVector));
        Assert.Equal(["MediaTypeId"], rows.Single(row => row.MetaData is not null).MetaData!.PartitionColumns!);
        Assert.Equal(1, rows.Single(row => row.Protocol is not null).Protocol!.MinReaderVersion);
    }

#pragma warning disable IDE1006 // The properties have the names of the columns.
    public class Complex
    {
        public long? id { get; set; }
        public List<int?>? int_array { get; set; }
        public List<List<int?>?>? int_array_Array { get; set; }
        public Dictionary<string, int?>? int_map { get; set; }
        public List<Dictionary<string, int?>?>? int_Map_Array { get; set; }
        public ComplexStruct? nested_struct { get; set; }
    }

    public class ComplexStruct
    {
        public int? A { get; set; }
        public List<int?>? b { get; set; }
        public InnerC? C { get; set; }
        public Dictionary<string, InnerG?>? g { get; set; }
    }

    public class InnerC { public List<List<InnerD?>?>? d { get; set; } }
    public class InnerD { public int? E { get; set; } public string? F { get; set; } }
    public class InnerG { public InnerH? H { get; set; } }
    public class InnerH { public List<double?>? i { get; set; } }
    public class OnlyMap { public OnlyMapStruct? nested_struct { get; set; } }
    public class OnlyMapStruct { public IReadOnlyDictionary<string, Empty?>? g { get; set; } }
    public class Empty;

    public class Maps
    {
        public Dictionary<string, string?>? map_op_op { get; set; }
        public IDictionary<string, string>? map_op_req { get; set; }
        public Dictionary<string, string?>? map_req_op { get; set; }
        public Dictionary<string, string>? map_req_req { get; set; }
        public List<string?>? arr_op_op { get; set; }
        public List<string>? arr_op_req { get; set; }
        public List<string?>? arr_req_op { get; set; }
        public List<string>? arr_req_req { get; set; }
    }

    public class Action { public Added? Add { get; set; } public Described? MetaData { get; set; } public Versions? Protocol { get; set; } }
    public class Added { public string? Path { get; set; } public Dictionary<string, string?>? PartitionValues { get; set; } public long? Size { get; set; } public string? Stats { get; set; } public Vector? DeletionVector { get; set; } }
    public class Vector { public string? StorageType { get; set; } public int? Offset { get; set; } }
    public class Described { public List<string>? PartitionColumns { get; set; } public Dictionary<string, string?>? Configuration { get; set; } }
    public class Versions { public int? MinReaderVersion { get; set; } }
}
