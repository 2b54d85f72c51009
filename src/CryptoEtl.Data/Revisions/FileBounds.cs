using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CryptoEtl.Data.Revisions;

/// <summary>Least and greatest values of a file's columns. What they do not say may be anything.</summary>
/// <remarks>Source: Delta protocol, Per-file Statistics. Bounds are wide enough, not exact: texts and times may be shortened.</remarks>
public sealed class FileBounds
{
    private readonly JsonObject? least, greatest;

    private FileBounds(JsonObject? least, JsonObject? greatest) => (this.least, this.greatest) = (least, greatest);

    public static FileBounds Unknown { get; } = new(null, null);

    /// <param name="statistics">JSON text from the log. Null, or text that cannot be read, says nothing.</param>
    public static FileBounds Parse(string? statistics)
    {
        try
        {
            var parsed = statistics is null ? null : JsonNode.Parse(statistics) as JsonObject;
            return new(parsed?["minValues"] as JsonObject, parsed?["maxValues"] as JsonObject);
        }
        catch (JsonException)
        {
            return Unknown;
        }
    }

    /// <summary>False: every value of the column lies after the moment.</summary>
    public bool MayStartBy(string column, DateTimeOffset moment) =>
        Moment(least, column) is not { } first || first <= moment;

    /// <summary>False: no value of the column lies after the moment.</summary>
    public bool MayEndAfter(string column, DateTimeOffset moment) =>
        Moment(greatest, column) is not { } last || last > moment;

    /// <summary>False: none of the texts lies between the column's bounds.</summary>
    public bool MayHoldAny(string column, IReadOnlyCollection<string> texts) =>
        Text(least, column) is not { } first || Text(greatest, column) is not { } last
        || texts.Any(text => Utf8Order.Compare(first, text) <= 0 && Utf8Order.Compare(text, last) <= 0);

    private static DateTimeOffset? Moment(JsonObject? bounds, string column) =>
        Text(bounds, column) is { } text && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment : null;

    private static string? Text(JsonObject? bounds, string column) =>
        bounds?[column] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
