using System.Runtime.CompilerServices;
using System.Text.Json;
using CryptoEtl.Core;

namespace CryptoEtl.Data.Sources;

/// <summary>The objects of an answer, one at a time.</summary>
internal static class JsonRows
{
    /// <summary>The elements of a top-level array, streamed: an answer may be larger than memory should be.</summary>
    /// <exception cref="UpstreamException">Not JSON, not an array, or an element is no object. The message names the place.</exception>
    public static async IAsyncEnumerable<JsonRow> OfArrayAsync(Stream body, string what, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var elements = JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(body, cancellationToken: cancellation).GetAsyncEnumerator(cancellation);
        await using (elements)
        {
            for (var index = 0; await MoveNextAsync(elements, what); index++)
                yield return RowOf(elements.Current, index, what);
        }
    }

    /// <summary>The elements of an array inside a top-level object, with the object itself.</summary>
    public static async Task<(JsonElement Envelope, IReadOnlyList<JsonRow> Rows)> OfEnvelopeAsync(
        Stream body, string array, string what, CancellationToken cancellation)
    {
        var envelope = await ParseAsync(body, what, cancellation);
        if (envelope.ValueKind != JsonValueKind.Object || !envelope.TryGetProperty(array, out var rows) || rows.ValueKind != JsonValueKind.Array)
            throw new UpstreamException($"{what}: the answer has no array '{array}'");
        return (envelope, [.. rows.EnumerateArray().Select((row, index) => RowOf(row, index, what))]);
    }

    /// <summary>An object inside a top-level object.</summary>
    public static async Task<JsonRow> ObjectAsync(Stream body, string field, string what, CancellationToken cancellation)
    {
        var envelope = await ParseAsync(body, what, cancellation);
        return envelope.ValueKind == JsonValueKind.Object && envelope.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Object
            ? new(value)
            : throw new UpstreamException($"{what}: the answer has no object '{field}'");
    }

    private static JsonRow RowOf(JsonElement element, int index, string what) =>
        element.ValueKind == JsonValueKind.Object
            ? new(element)
            : throw new UpstreamException($"{what}: row {index} is {element.ValueKind}, not an object");

    private static async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<JsonElement> elements, string what)
    {
        try
        {
            return await elements.MoveNextAsync();
        }
        catch (JsonException malformed)
        {
            throw Malformed(what, malformed);
        }
    }

    private static async Task<JsonElement> ParseAsync(Stream body, string what, CancellationToken cancellation)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(body, cancellationToken: cancellation);
            return document.RootElement.Clone();
        }
        catch (JsonException malformed)
        {
            throw Malformed(what, malformed);
        }
    }

    private static UpstreamException Malformed(string what, JsonException malformed) =>
        new($"{what}: malformed JSON at line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine}", malformed);
}
