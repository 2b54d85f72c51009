using System.Text.Json.Nodes;

namespace CryptoEtl.Simulator.Tests.Support;

/// <summary>Compares a JSON answer with a JSON Schema or OpenAPI schema: types, required keys, undocumented keys, nulls.</summary>
internal sealed class Shape
{
    private readonly JsonNode document;
    private readonly SortedSet<string> deviations = new(StringComparer.Ordinal);

    private Shape(JsonNode document) => this.document = document;

    /// <summary>One line per kind of deviation, such as <c>$[].roi: undocumented key</c>.</summary>
    /// <param name="document">Holds what <c>$ref</c> points to.</param>
    public static IReadOnlyCollection<string> Deviations(JsonNode? answer, JsonNode schema, JsonNode document)
    {
        var shape = new Shape(document);
        shape.Check(answer, schema, "$");
        return shape.deviations;
    }

    private void Check(JsonNode? value, JsonNode schema, string path)
    {
        schema = Resolve(schema);
        var allowed = Types(schema);
        if (allowed.Count > 0 && !allowed.Contains(TypeOf(value)) && !(TypeOf(value) == "integer" && allowed.Contains("number")))
            deviations.Add($"{path}: type {TypeOf(value)}, not {string.Join(" or ", allowed)}");

        if (value is JsonObject members)
            CheckMembers(members, schema, path);
        if (value is JsonArray items && schema["items"] is { } item)
        {
            foreach (var element in items)
                Check(element, item, $"{path}[]");
        }
    }

    private void CheckMembers(JsonObject members, JsonNode schema, string path)
    {
        foreach (var required in schema["required"]?.AsArray() ?? [])
        {
            if (!members.ContainsKey((string)required!))
                deviations.Add($"{path}.{required}: missing required key");
        }

        var rest = schema["additionalProperties"];
        foreach (var (name, member) in members)
        {
            if (schema["properties"]?[name] is { } known)
                Check(member, known, $"{path}.{name}");
            else if (rest is JsonObject)
                Check(member, rest, $"{path}.*");
            else
                deviations.Add($"{path}.{name}: undocumented key");
        }
    }

    // "#/components/schemas/CoinsList" within the document.
    private JsonNode Resolve(JsonNode schema)
    {
        while (schema["$ref"] is { } reference)
        {
            schema = ((string)reference!).Split('/').Skip(1)
                .Aggregate(document, (node, part) => node[part] ?? throw new InvalidOperationException($"no {reference}"));
        }

        return schema;
    }

    private static HashSet<string> Types(JsonNode schema)
    {
        HashSet<string> types = schema["type"] switch
        {
            null => [],
            JsonArray several => [.. several.Select(type => (string)type!)],
            var single => [(string)single!],
        };
        if (schema["nullable"]?.GetValue<bool>() == true)
            types.Add("null");
        return types;
    }

    private static string TypeOf(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject => "object",
        JsonArray => "array",
        _ => value.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.String => "string",
            System.Text.Json.JsonValueKind.Number => value.ToJsonString().AsSpan().IndexOfAny(".eE") < 0 ? "integer" : "number",
            _ => "boolean",
        },
    };
}
