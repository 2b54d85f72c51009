using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CryptoEtl.Simulator.Serve;

/// <summary>Writes JSON piece by piece. Each step is a place where what has been written so far may be sent.</summary>
internal delegate IEnumerable<bool> JsonSteps(Utf8JsonWriter json);

/// <summary>One answer, before faults and headers common to all.</summary>
/// <param name="CacheControl">Null: the header is absent.</param>
internal sealed record ApiAnswer(int Status, ReadOnlyMemory<byte> Body, string ContentType, string? CacheControl = null)
{
    private const string JsonType = "application/json; charset=utf-8";

    // The sources send names in plain UTF-8, not as escapes.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a body too large to be held, in place of <see cref="Body"/>. Null: the body is the answer.</summary>
    public JsonSteps? Steps { get; init; }

    /// <summary>Headers beyond content type and caching.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public static ApiAnswer Json(int status, Action<Utf8JsonWriter> write, string? cacheControl = null)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, Plain))
            write(json);
        return new ApiAnswer(status, buffer.WrittenMemory, JsonType, cacheControl);
    }

    /// <summary>An answer that is written while it is sent, its length unknown.</summary>
    public static ApiAnswer Streamed(JsonSteps steps, string? cacheControl = null) =>
        new(200, default, JsonType, cacheControl) { Steps = steps };

    public static Utf8JsonWriter Writer(Stream stream) => new(stream, Plain);

    /// <summary>The same answer with its body held, for whoever must look at all of it.</summary>
    public ApiAnswer Held()
    {
        if (Steps is not { } steps)
            return this;

        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            foreach (var _ in steps(json))
            {
                // All of it goes into the buffer.
            }
        }

        return this with { Body = buffer.WrittenMemory, Steps = null };
    }

    /// <summary>JSON already written out, for the short bodies of errors.</summary>
    public static ApiAnswer JsonText(int status, string json) => new(status, Encoding.UTF8.GetBytes(json), JsonType, "no-cache");

    public static ApiAnswer Text(int status, string text) => new(status, Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8");

    /// <summary><c>{"error":"..."}</c></summary>
    public static ApiAnswer Error(int status, string message) => Json(
        status,
        json =>
        {
            json.WriteStartObject();
            json.WriteString("error", message);
            json.WriteEndObject();
        },
        "no-cache");
}

internal static class JsonFields
{
    /// <summary>The number, or null for null.</summary>
    public static void WriteNumberOrNull(this Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } known && double.IsFinite(known))
            json.WriteNumber(name, known);
        else
            json.WriteNull(name);
    }

    public static void WriteNumberOrNull(this Utf8JsonWriter json, string name, int? number)
    {
        if (number is { } known)
            json.WriteNumber(name, known);
        else
            json.WriteNull(name);
    }

    /// <summary>ISO-8601 UTC with milliseconds, as CoinGecko writes it.</summary>
    public static string Iso(this DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
