using System.Runtime.CompilerServices;
using System.Text.Json;
using CryptoEtl.Core;

namespace CryptoEtl.Data.Sources;

/// <summary>The objects of an answer, one at a time.</summary>
internal static class JsonRows
{
    /// <summary>The objects of a top-level array, streamed: an answer may be larger than memory should be.</summary>
    /// <exception cref="UpstreamException">Not JSON, not an array, or an element is no object. The message names the place.</exception>
    public static async IAsyncEnumerable<JsonRow> OfArrayAsync(Stream body, Reading reading, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var index = 0;
        await foreach (var element in ElementsAsync(body, reading, cancellation))
            yield return RowOf(element, index++, "[]", reading);
    }

    /// <summary>The elements of a top-level array, whatever they are, streamed.</summary>
    /// <exception cref="UpstreamException">Not JSON, or not an array.</exception>
    public static async IAsyncEnumerable<JsonElement> ElementsAsync(Stream body, Reading reading, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var elements = JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(body, cancellationToken: cancellation).GetAsyncEnumerator(cancellation);
        await using (elements)
        {
            while (await MoveNextAsync(elements, reading))
                yield return elements.Current;
        }
    }

    /// <summary>The objects of an array inside a top-level object, with the object itself.</summary>
    public static async Task<(JsonRow Envelope, IReadOnlyList<JsonRow> Rows)> OfEnvelopeAsync(
        Stream body, string array, Reading reading, CancellationToken cancellation)
    {
        var envelope = await EnvelopeAsync(body, reading, cancellation);
        var rows = envelope.Nested(array, JsonValueKind.Array) ?? throw new UpstreamException($"{reading.What}: the answer has no array '{array}'");
        return (envelope, [.. rows.EnumerateArray().Select((row, index) => RowOf(row, index, array + "[]", reading))]);
    }

    /// <summary>An object inside a top-level object, with that.</summary>
    public static async Task<(JsonRow Envelope, JsonRow Row)> ObjectAsync(Stream body, string field, Reading reading, CancellationToken cancellation)
    {
        var envelope = await EnvelopeAsync(body, reading, cancellation);
        var row = envelope.Nested(field, JsonValueKind.Object) ?? throw new UpstreamException($"{reading.What}: the answer has no object '{field}'");
        return (envelope, Counted(row, field, reading));
    }

    /// <summary>A top-level object.</summary>
    /// <exception cref="UpstreamException">Not JSON, or no object.</exception>
    public static async Task<JsonRow> EnvelopeAsync(Stream body, Reading reading, CancellationToken cancellation)
    {
        var answer = await ParseAsync(body, reading, cancellation);
        return answer.ValueKind == JsonValueKind.Object
            ? Counted(answer, "", reading)
            : throw new UpstreamException($"{reading.What}: the answer is {answer.ValueKind}, not an object");
    }

    /// <summary>The objects of a top-level map, by key.</summary>
    public static async Task<IEnumerable<(string Key, JsonRow Row)>> MapAsync(Stream body, string place, Reading reading, CancellationToken cancellation)
    {
        var map = await ParseAsync(body, reading, cancellation);
        return map.ValueKind == JsonValueKind.Object
            ? Entries(map, place, reading)
            : throw new UpstreamException($"{reading.What}: the answer is {map.ValueKind}, not an object");
    }

    /// <summary>The objects of a map, by key.</summary>
    public static IEnumerable<(string Key, JsonRow Row)> Entries(JsonElement map, string place, Reading reading) => map.EnumerateObject()
        .Select(entry => entry.Value.ValueKind == JsonValueKind.Object
            ? (entry.Name, Counted(entry.Value, place, reading))
            : throw new UpstreamException($"{reading.What}: '{entry.Name}' is {entry.Value.ValueKind}, not an object"));

    /// <summary>An object as a row whose fields are counted at its place.</summary>
    public static JsonRow Counted(JsonElement element, string place, Reading reading)
    {
        var census = reading.Drift.At(place);
        census?.Count(element);
        return new(element, census);
    }

    /// <summary>An object inside a row, counted at its place; null when it is absent or no object. What is wrong in it is noted at the row.</summary>
    public static JsonRow? Inner(JsonRow row, string field, Reading reading)
    {
        if (row.Nested(field, JsonValueKind.Object) is { } inner)
            reading.Drift.At(field)?.Count(inner);
        return row.Inner(field);
    }

    public static UpstreamException Malformed(Reading reading, JsonException malformed) =>
        new($"{reading.What}: malformed JSON at line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine}", malformed);

    private static JsonRow RowOf(JsonElement element, int index, string place, Reading reading) =>
        element.ValueKind == JsonValueKind.Object
            ? Counted(element, place, reading)
            : throw new UpstreamException($"{reading.What}: row {index} is {element.ValueKind}, not an object");

    private static async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<JsonElement> elements, Reading reading)
    {
        try
        {
            return await elements.MoveNextAsync();
        }
        catch (JsonException malformed)
        {
            throw Malformed(reading, malformed);
        }
    }

    private static async Task<JsonElement> ParseAsync(Stream body, Reading reading, CancellationToken cancellation)
    {
        try
        {
            // Not cloned: a clone is the whole answer once more. The collector frees the document with its last row.
            return (await JsonDocument.ParseAsync(body, cancellationToken: cancellation)).RootElement;
        }
        catch (JsonException malformed)
        {
            throw Malformed(reading, malformed);
        }
    }
}
