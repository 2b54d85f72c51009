using System.Globalization;
using System.Text;
using System.Text.Json;
using CryptoEtl.Core;

namespace CryptoEtl.Simulator.Tape;

/// <summary>Reads and writes tape.json.</summary>
internal static class TapeInfoFile
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static TapeInfo Read(string directory)
    {
        var path = Path.Combine(directory, TapeFiles.Info);
        if (!File.Exists(path))
            throw BadInputException.At(TapeFiles.Info, 0, "file", path, "the file is missing: is this a tape?");

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path, StrictUtf8));
            return Parse(json.RootElement);
        }
        catch (DecoderFallbackException)
        {
            throw Bad("json", null, "the file is not UTF-8");
        }
        catch (JsonException broken)
        {
            throw BadInputException.At(TapeFiles.Info, (broken.LineNumber ?? 0) + 1, "json", null, "the file is not JSON");
        }
    }

    public static void Write(string directory, TapeInfo info)
    {
        using var stream = File.Create(Path.Combine(directory, TapeFiles.Info));
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteNumber("format_version", info.FormatVersion);
        json.WriteString("name", info.Name);
        json.WriteString("first_day", Text(info.FirstDay));
        json.WriteString("last_day", Text(info.LastDay));
        if (info.Seed is { } seed)
            json.WriteNumber("seed", seed);
        else
            json.WriteNull("seed");
        json.WriteString("provenance", info.Provenance);
        json.WriteEndObject();
    }

    private static TapeInfo Parse(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw Bad("json", json.ValueKind.ToString(), "is not an object");

        var version = Member(json, "format_version");
        if (!version.TryGetInt32Safe(out var number) || number != TapeFiles.FormatVersion)
            throw Bad("format_version", version.ToString(), $"this program reads version {TapeFiles.FormatVersion}");

        var (first, last) = (Day(json, "first_day"), Day(json, "last_day"));
        if (last < first)
            throw Bad("last_day", Text(last), "lies before first_day");

        return new TapeInfo(number, Member(json, "name").ToString(), first, last, Seed(json), Member(json, "provenance").ToString());
    }

    private static bool TryGetInt32Safe(this JsonElement element, out int number)
    {
        number = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out number);
    }

    private static ulong? Seed(JsonElement json)
    {
        var seed = Member(json, "seed");
        return seed.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.Number when seed.TryGetUInt64(out var number) => number,
            _ => throw Bad("seed", seed.ToString(), "is neither null nor a whole number"),
        };
    }

    private static DateOnly Day(JsonElement json, string name)
    {
        var text = Member(json, name).ToString();
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw Bad(name, text, "is not a date of the form 2024-01-31");
    }

    private static JsonElement Member(JsonElement json, string name) =>
        json.TryGetProperty(name, out var member) ? member : throw Bad(name, null, "the field is missing");

    private static BadInputException Bad(string field, string? value, string why) =>
        BadInputException.At(TapeFiles.Info, 1, field, value, why);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
