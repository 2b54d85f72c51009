using System.Text.Json;
using CryptoEtl.Simulator.Prices;

namespace CryptoEtl.Simulator.Serve.DefiLlama;

/// <summary>What all DefiLlama answers have in common.</summary>
internal static class LlamaJson
{
    /// <summary>Charts and lists are files, renewed every half hour.</summary>
    public const string Cached = "public, max-age=1800";

    private static readonly int UnixDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>DefiLlama's errors are plain text.</summary>
    public static RefusedException Refuse(int status, string text) => new(ApiAnswer.Text(status, text));

    /// <summary>Unix seconds of a day's 00:00 UTC.</summary>
    public static long Seconds(int day) => (day - (long)UnixDay) * 86_400;

    /// <summary>The number, or no key at all: rows of overviews have holes where others have nulls.</summary>
    public static void WriteIfKnown(this Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } known && double.IsFinite(known))
            json.WriteNumber(name, known);
    }

    public static void WriteTexts(this Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    /// <summary><c>[seconds, number]</c></summary>
    public static void WritePoint(this Utf8JsonWriter json, long seconds, double value)
    {
        json.WriteStartArray();
        json.WriteNumberValue(seconds);
        json.WriteNumberValue(value);
        json.WriteEndArray();
    }

    /// <summary>A number between 0 and 1 that belongs to a name and, if given, to a day.</summary>
    public static double Share(string name, int salt, int day = 0) =>
        StableHash.Unit(StableHash.Of(StableHash.Of(StableHash.Of(name), salt), day));
}
