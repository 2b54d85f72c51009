using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CryptoEtl.Simulator.Serve.Faults;

/// <summary>Changes the JSON of a good answer. Error answers and bodies that are no JSON stay as they are.</summary>
internal static class JsonFault
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ApiAnswer Apply(ApiAnswer answer, Action<JsonNode> change)
    {
        if (answer.Status != 200 || Parse(answer.Body) is not { } body)
            return answer;

        change(body);
        return answer with { Body = JsonSerializer.SerializeToUtf8Bytes(body, Plain) };
    }

    /// <summary>Every array and object of a body, outermost first.</summary>
    public static IEnumerable<JsonNode> Nodes(JsonNode? node)
    {
        if (node is not (JsonArray or JsonObject))
            yield break;

        yield return node;
        IEnumerable<JsonNode?> inner = node is JsonArray items ? items.ToArray() : [.. node.AsObject().Select(member => member.Value)];
        foreach (var found in inner.SelectMany(Nodes))
            yield return found;
    }

    /// <summary>A page without its rows, its envelope as it was.</summary>
    public static void EmptyRows(JsonNode body)
    {
        if ((body as JsonArray ?? body["tickers"] ?? body["data"]) is JsonArray rows)
            rows.Clear();
    }

    private static JsonNode? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonNode.Parse(body.Span);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
