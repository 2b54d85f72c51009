using System.Globalization;
using System.Text.Json;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.Sources.Drift;

namespace CryptoEtl.Data.Sources;

/// <summary>One object of an answer, read leniently: a cell of the wrong type is null, and noted.</summary>
/// <param name="census">Told of every cell of the wrong type; null: nobody counts.</param>
/// <param name="outer">The row this object is a cell of; what is wrong here is noted there.</param>
/// <param name="place">Of this object in the outer row, such as <c>converted_last</c>.</param>
internal sealed class JsonRow(JsonElement element, FieldCensus? census = null, JsonRow? outer = null, string place = "")
{
    private List<string>? errors;

    /// <summary>The cells of the wrong type, as <c>field=value</c>; null when there are none.</summary>
    public string? TypeErrors => errors is null ? null : string.Join('|', errors);

    public string? Text(string field) => Find(field) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        var value => Wrong<string>(field, value.Value),
    };

    /// <summary>Numbers, and numbers written as text: some sources do both. At most 15 significant digits.</summary>
    public double? Number(string field) => Find(field) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value => NumberPrecision.Standard(value.GetDouble()),
        { ValueKind: JsonValueKind.String } value when TryParse(value.GetString(), out double number) => NumberPrecision.Standard(number),
        var value => Wrong<double?>(field, value.Value),
    };

    /// <summary>A name that some rows write as a number, or a number that others write as text.</summary>
    public string? Label(string field) => Find(field) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        { ValueKind: JsonValueKind.Number } value => value.GetRawText(),
        var value => Wrong<string>(field, value.Value),
    };

    /// <summary>A text that says something; null when it is empty.</summary>
    public string? Filled(string field) => Text(field) is { Length: > 0 } text ? text : null;

    public long? Integer(string field) => Find(field) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt64(out var number) => number,
        { ValueKind: JsonValueKind.Number } value when value.GetDouble() is var number && Math.Abs(number) < 1e15 && number == Math.Floor(number) => (long)number,
        var value => Wrong<long?>(field, value.Value),
    };

    /// <summary>ISO-8601. A stamp without zone is UTC.</summary>
    public DateTimeOffset? Instant(string field) => Find(field) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value when TryParse(value.GetString(), out DateTimeOffset instant) => instant,
        var value => Wrong<DateTimeOffset?>(field, value.Value),
    };

    /// <summary>Seconds since 1970. A figure beyond year 9999 is no count of seconds.</summary>
    public DateTimeOffset? Seconds(string field) => Integer(field) switch
    {
        null => null,
        >= 0 and < 253402300800 and var seconds => DateTimeOffset.FromUnixTimeSeconds(seconds),
        _ => Wrong<DateTimeOffset?>(field, Find(field)!.Value),
    };

    /// <summary>Milliseconds since 1970. A figure beyond year 9999 is no count of milliseconds.</summary>
    public DateTimeOffset? Milliseconds(string field) => Integer(field) switch
    {
        null => null,
        >= 0 and < 253402300800000 and var milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds),
        _ => Wrong<DateTimeOffset?>(field, Find(field)!.Value),
    };

    public bool? Flag(string field) => Find(field) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        var value => Wrong<bool?>(field, value.Value),
    };

    /// <summary>The texts of an array, | separated; null when there is no array.</summary>
    public string? Texts(string field) => Nested(field, JsonValueKind.Array) is { } array
        ? string.Join('|', array.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()))
        : null;

    /// <summary>The texts of an array that say something, | separated; nulls and empty ones are left out. Null when there is no array.</summary>
    public string? FilledTexts(string field) => Nested(field, JsonValueKind.Array) is { } array
        ? string.Join('|', array.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()).Where(text => text!.Length > 0))
        : null;

    /// <summary>The object of that name, as a row of its own; null when it is absent or no object.</summary>
    public JsonRow? Inner(string field) => Nested(field, JsonValueKind.Object) is { } inner ? new(inner, outer: this, place: field) : null;

    /// <summary>The object or array of that name; null when it is absent or of another kind.</summary>
    public JsonElement? Nested(string field, JsonValueKind kind) =>
        Find(field) is { } value && value.ValueKind == kind ? value : null;

    private JsonElement? Find(string field) =>
        element.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private T? Wrong<T>(string field, JsonElement value)
    {
        Note(field, Examples.Short(value.GetRawText()));
        return default;
    }

    private void Note(string field, string value)
    {
        if (outer is not null)
        {
            outer.Note($"{place}.{field}", value);
            return;
        }

        var error = $"{field}={value}";
        if (errors?.Contains(error) == true)
            return;

        (errors ??= []).Add(error);
        census?.CountWrongType(field, value);
    }

    private static bool TryParse(string? text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    private static bool TryParse(string? text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);
}
