using System.Globalization;
using System.Text.Json;
using CryptoEtl.Core;

namespace CryptoEtl.Data.Sources;

/// <summary>Stamps of points. A point without a stamp cannot be placed, so a bad one refuses the answer.</summary>
/// <remarks>Sources count in seconds here and in milliseconds there. A stamp outside 1973 to 2286 was counted in the other unit.</remarks>
internal static class Stamps
{
    private const long FirstSecond = 100_000_000;
    private const long LastSecond = 10_000_000_000;

    /// <exception cref="UpstreamException">It is no count of seconds since 1970.</exception>
    public static DateTimeOffset Seconds(JsonElement stamp, Reading reading, string place) =>
        DateTimeOffset.FromUnixTimeSeconds(CheckSeconds(Whole(stamp, reading, place), reading, place));

    /// <exception cref="UpstreamException">It is no count of milliseconds since 1970.</exception>
    public static DateTimeOffset Milliseconds(JsonElement stamp, Reading reading, string place) =>
        Whole(stamp, reading, place) is >= FirstSecond * 1000 and < LastSecond * 1000 and var milliseconds
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw Bad(reading, place, stamp.GetRawText(), "a count of milliseconds since 1970");

    /// <summary>Seconds as a number or as a text: one source's specification and its answers differ.</summary>
    /// <exception cref="UpstreamException">The field is missing, or no count of seconds since 1970.</exception>
    public static DateTimeOffset Seconds(JsonRow row, string field, int index, Reading reading) => row.Label(field) is { } text
        ? DateTimeOffset.FromUnixTimeSeconds(CheckSeconds(Whole(text) ?? throw Bad(reading, Place(index, field), text, "a count of seconds"), reading, Place(index, field)))
        : throw new UpstreamException($"{reading.What}: row {index} has no '{field}'");

    /// <exception cref="UpstreamException">It is no count of seconds since 1970.</exception>
    public static long CheckSeconds(long seconds, Reading reading, string place) => seconds is >= FirstSecond and < LastSecond
        ? seconds
        : throw Bad(reading, place, seconds.ToString(CultureInfo.InvariantCulture), "a count of seconds since 1970");

    /// <summary>UTC day a value belongs to: a value at 00:00 belongs to the day that ends there.</summary>
    public static DateOnly DayOf(DateTimeOffset stamp) => DateOnly.FromDateTime(stamp.UtcDateTime.AddTicks(-1));

    public static bool IsMidnight(DateTimeOffset stamp) => stamp.UtcDateTime.TimeOfDay == TimeSpan.Zero;

    /// <summary>The end of a period, or the moment of the answer where the period still ran.</summary>
    public static DateTimeOffset EndOf(DateTimeOffset end, Reading reading) => end <= reading.ObservedAt ? end : reading.ObservedAt;

    private static string Place(int index, string field) => $"row {index}, field '{field}'";

    private static long Whole(JsonElement stamp, Reading reading, string place) =>
        stamp.ValueKind == JsonValueKind.Number && Whole(stamp.GetRawText()) is { } whole ? whole : throw Bad(reading, place, stamp.ValueKind.ToString(), "a stamp");

    private static long? Whole(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number == decimal.Truncate(number)
        && Math.Abs(number) < 1e18m ? (long)number : null;

    private static UpstreamException Bad(Reading reading, string place, string found, string expected) =>
        new($"{reading.What}: {place} is {found}, not {expected}");
}
