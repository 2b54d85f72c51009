using System.Text.Json.Nodes;

namespace CryptoEtl.Simulator.Tests.Support;

/// <summary>The checker itself: a checker that finds nothing proves nothing.</summary>
public sealed class ShapeTests
{
    private const string Schema = """
        {"type":"object","required":["id"],"properties":{"id":{"type":"string"},"n":{"type":"number","nullable":true},
        "list":{"type":"array","items":{"$ref":"#/defs/whole"}}},"defs":{"whole":{"type":["integer","null"]}}}
        """;

    [Theory]
    [InlineData("""{"id":"a","n":1,"list":[1,null]}""", "")]
    [InlineData("""{"id":"a","n":null}""", "")]
    [InlineData("""{"n":1.5}""", "$.id: missing required key")]
    [InlineData("""{"id":null}""", "$.id: type null, not string")]
    [InlineData("""{"id":"a","x":1}""", "$.x: undocumented key")]
    [InlineData("""{"id":"a","list":[1.5,"2"]}""", "$.list[]: type number, not integer or null|$.list[]: type string, not integer or null")]
    [InlineData("[]", "$: type array, not object")]
    public void Deviations_are_found(string answer, string expected)
    {
        var schema = JsonNode.Parse(Schema)!;

        Assert.Equal(expected, string.Join('|', Shape.Deviations(JsonNode.Parse(answer), schema, schema)));
    }
}
