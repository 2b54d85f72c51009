using System.Text.Json;
using System.Text.Json.Nodes;
using CryptoEtl.Core;

namespace CryptoEtl.Data.Lakehouse.Delta;

/// <summary>One column of a Delta schema.</summary>
/// <param name="Type">Primitive type name such as <c>long</c> or <c>decimal(10,2)</c>; for nested types their kind: <c>struct</c>, <c>array</c>, <c>map</c>.</param>
/// <param name="IsNested">True for struct, array and map: known, not read.</param>
public sealed record DeltaField(string Name, string Type, bool Nullable, bool IsNested = false);

/// <summary>Reads and writes <c>schemaString</c>.</summary>
public static class DeltaSchema
{
    private static readonly HashSet<string> Flat =
    [
        "string", "long", "integer", "short", "byte", "float", "double", "boolean", "binary", "date", "timestamp", "void",
    ];

    /// <exception cref="LakeException">Not a struct of named fields.</exception>
    public static IReadOnlyList<DeltaField> Parse(string schemaString, string table)
    {
        try
        {
            using var schema = JsonDocument.Parse(schemaString);
            return [.. schema.RootElement.GetProperty("fields").EnumerateArray().Select(Field)];
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new LakeException($"{table}: schemaString cannot be read: {wrong.Message}", wrong);
        }
    }

    /// <summary>The schema of one of our tables. Every column is nullable, as Spark writes it.</summary>
    public static string Of(TableDefinition table) => new JsonObject
    {
        ["type"] = "struct",
        ["fields"] = new JsonArray([.. table.Columns.Select(Field)]),
    }.ToJsonString();

    /// <summary>Refuses columns that this reader does not read, by name.</summary>
    /// <exception cref="LakeException">A column is nested or of an unknown type.</exception>
    public static void RequireFlat(IEnumerable<DeltaField> fields, string table)
    {
        foreach (var field in fields)
        {
            if (field.IsNested)
                throw new LakeException($"{table}: column '{field.Name}' is a nested {field.Type}, which is not supported");
            if (!Flat.Contains(field.Type) && !field.Type.StartsWith("decimal", StringComparison.Ordinal))
                throw new LakeException($"{table}: column '{field.Name}' has type '{field.Type}', which is not supported");
        }
    }

    private static DeltaField Field(JsonElement field)
    {
        var type = field.GetProperty("type");
        var nested = type.ValueKind == JsonValueKind.Object;
        return new(
            field.GetProperty("name").GetString()!,
            nested ? type.GetProperty("type").GetString()! : type.GetString()!,
            !field.TryGetProperty("nullable", out var nullable) || nullable.GetBoolean(),
            nested);
    }

    private static JsonNode Field(Column column) => new JsonObject
    {
        ["name"] = column.Name,
        ["type"] = TypeOf(column.Type),
        ["nullable"] = true,
        ["metadata"] = new JsonObject { ["comment"] = column.Meaning },
    };

    private static string TypeOf(ColumnType type) => type switch
    {
        ColumnType.Text => "string",
        ColumnType.Number => "double",
        ColumnType.Integer => "long",
        ColumnType.Flag => "boolean",
        ColumnType.Instant => "timestamp",
        ColumnType.Day => "date",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };
}
