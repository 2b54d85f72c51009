using System.Globalization;
using System.Text;
using System.Text.Json;
using CryptoEtl.Data.Lakehouse.Delta;

namespace CryptoEtl.Data.Lakehouse;

/// <summary>What the log says about a file's rows, to pass over files that cannot hold a wanted row.</summary>
/// <remarks>
/// Null means unknown: such a file must be read. Bounds need not be exact: a minimum lies at or below every value, a
/// maximum at or above every value. Nulls lie outside the bounds; <see cref="NullCount"/> tells of them.
/// </remarks>
public sealed class FileStatistics
{
    private static readonly JsonElement Nothing = JsonDocument.Parse("{}").RootElement;

    /// <summary>Some writers cut instants off at the millisecond, the maximum too.</summary>
    private static readonly TimeSpan CutOff = TimeSpan.FromMilliseconds(1) - TimeSpan.FromMicroseconds(1);

    private readonly JsonElement minimums, maximums, nulls;

    private FileStatistics(JsonElement stats)
    {
        NumRecords = stats.TryGetProperty("numRecords", out var rows) && rows.TryGetInt64(out var count) ? count : null;
        (minimums, maximums, nulls) = (Part(stats, "minValues"), Part(stats, "maxValues"), Part(stats, "nullCount"));
    }

    /// <summary>Rows of the file.</summary>
    public long? NumRecords { get; }

    /// <summary>Statistics that are absent or cannot be read know nothing.</summary>
    public static FileStatistics Of(DeltaAdd file)
    {
        try
        {
            if (file.Stats is null)
                return new(Nothing);
            var stats = JsonDocument.Parse(file.Stats).RootElement;
            return new(stats.ValueKind == JsonValueKind.Object ? stats : Nothing);
        }
        catch (JsonException)
        {
            return new(Nothing);
        }
    }

    public long? NullCount(string column) => nulls.TryGetProperty(column, out var count) && count.ValueKind == JsonValueKind.Number ? count.GetInt64() : null;

    public string? MinText(string column) => Text(minimums, column);

    /// <summary>At or above every value in UTF-8 order. A long value is cut off and has a high character at its end.</summary>
    public string? MaxText(string column) => Text(maximums, column);

    public double? MinNumber(string column) => Number(minimums, column);

    public double? MaxNumber(string column) => Number(maximums, column);

    /// <summary>UTC.</summary>
    public DateTimeOffset? MinInstant(string column) => Instant(minimums, column);

    /// <summary>UTC. Up to a millisecond above the greatest value.</summary>
    public DateTimeOffset? MaxInstant(string column) => Instant(maximums, column) is { } time ? time + CutOff : null;

    public DateOnly? MinDay(string column) => Day(minimums, column);

    public DateOnly? MaxDay(string column) => Day(maximums, column);

    /// <summary>False: no row of the file has this text in the column.</summary>
    public bool MayHold(string column, string text) =>
        !(MinText(column) is { } least && Compare(text, least) < 0) && !(MaxText(column) is { } most && Compare(text, most) > 0);

    /// <summary>False: every instant of the column lies outside the range, whose ends belong to it.</summary>
    public bool MayHold(string column, DateTimeOffset from, DateTimeOffset to) =>
        !(MinInstant(column) > to) && !(MaxInstant(column) < from);

    /// <summary>Bounds of text are in the order of its UTF-8 bytes, which is not that of .NET's characters.</summary>
    private static int Compare(string left, string right) =>
        Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));

    private static JsonElement Part(JsonElement stats, string name) =>
        stats.TryGetProperty(name, out var part) && part.ValueKind == JsonValueKind.Object ? part : Nothing;

    private static string? Text(JsonElement bounds, string column) =>
        bounds.TryGetProperty(column, out var bound) && bound.ValueKind == JsonValueKind.String ? bound.GetString() : null;

    private static double? Number(JsonElement bounds, string column) =>
        bounds.TryGetProperty(column, out var bound) && bound.ValueKind == JsonValueKind.Number ? bound.GetDouble() : null;

    private static DateTimeOffset? Instant(JsonElement bounds, string column) => DateTimeOffset.TryParse(
        Text(bounds, column), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    private static DateOnly? Day(JsonElement bounds, string column) =>
        DateOnly.TryParseExact(Text(bounds, column), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
