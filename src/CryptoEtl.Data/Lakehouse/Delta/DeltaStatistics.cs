using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Parquet;
using Parquet.Schema;

namespace CryptoEtl.Data.Lakehouse.Delta;

/// <summary>Per-file statistics for the log, taken from the footer of the finished file.</summary>
/// <remarks>Source: Delta protocol, Per-file Statistics. A bound that cannot be given exactly is left out: a wrong one loses rows.</remarks>
internal static class DeltaStatistics
{
    private const int IndexedColumns = 32;
    private const int TextPrefix = 32;

    /// <summary>Rows and statistics of a finished file.</summary>
    /// <param name="always">Columns that have statistics although more columns than are usual come before them.</param>
    public static (long Rows, string Json) Of(ParquetReader file, IReadOnlySet<string> always)
    {
        var groups = Enumerable.Range(0, file.RowGroupCount).Select(file.OpenRowGroupReader).ToList();
        try
        {
            var rows = groups.Sum(group => group.RowCount);
            return (rows, Of(Indexed(file.Schema.GetDataFields(), always), groups, rows).ToJsonString());
        }
        finally
        {
            groups.ForEach(group => group.Dispose());
        }
    }

    private static IEnumerable<DataField> Indexed(DataField[] fields, IReadOnlySet<string> always) =>
        fields.Where((field, at) => at < IndexedColumns || always.Contains(field.Name));

    private static JsonObject Of(IEnumerable<DataField> fields, List<ParquetRowGroupReader> groups, long rows)
    {
        JsonObject minimums = [], maximums = [], nulls = [];
        foreach (var field in fields)
        {
            var statistics = groups.Select(group => group.GetStatistics(field)).ToList();
            if (statistics.Any(s => s?.NullCount is null))
                continue;

            nulls[field.Name] = statistics.Sum(s => s!.NullCount!.Value);
            var bounds = statistics.Where(s => s!.MinValue is not null || s.MaxValue is not null).ToList();
            if (bounds.Count == 0 || bounds.Any(s => s!.MinValue is null || s.MaxValue is null))
                continue;
            Put(minimums, field.Name, Lower(bounds.Select(s => s!.MinValue!).MinBy(Sortable, Order)!));
            Put(maximums, field.Name, Upper(bounds.Select(s => s!.MaxValue!).MaxBy(Sortable, Order)!));
        }

        return new() { ["numRecords"] = rows, ["minValues"] = minimums, ["maxValues"] = maximums, ["nullCount"] = nulls };
    }

    private static void Put(JsonObject bounds, string column, JsonValue? bound)
    {
        if (bound is not null)
            bounds[column] = bound;
    }

    private static JsonValue? Lower(object value) => value switch
    {
        double number => double.IsFinite(number) ? JsonValue.Create(number) : null,
        long number => JsonValue.Create(number),
        DateTime instant => Milliseconds(instant, TimeSpan.Zero),
        string text => Prefix(text),
        _ => null,
    };

    private static JsonValue? Upper(object value) => value switch
    {
        double number => double.IsFinite(number) ? JsonValue.Create(number) : null,
        long number => JsonValue.Create(number),
        DateTime instant => Milliseconds(instant, TimeSpan.FromMilliseconds(1) - TimeSpan.FromTicks(1)),
        string text => AbovePrefix(text),
        _ => null,
    };

    /// <summary>The log keeps milliseconds; a maximum is rounded up so that no row lies above it.</summary>
    private static JsonValue Milliseconds(DateTime instant, TimeSpan roundUp) => JsonValue.Create(
        (instant + roundUp).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    private static JsonValue Prefix(string text) => JsonValue.Create(text[..PrefixLength(text)]);

    /// <summary>The prefix, followed by a character above whatever was cut off.</summary>
    private static JsonValue? AbovePrefix(string text)
    {
        var length = PrefixLength(text);
        if (length == text.Length)
            return JsonValue.Create(text);

        var dropped = Rune.GetRuneAt(text, length).Value;
        return dropped < 0x7F ? JsonValue.Create(text[..length] + "\u007F")
            : dropped < 0x10FFFF ? JsonValue.Create(text[..length] + "\U0010FFFF")
            : null;
    }

    private static int PrefixLength(string text) =>
        text.Length <= TextPrefix ? text.Length
        : char.IsHighSurrogate(text[TextPrefix - 1]) ? TextPrefix - 1 : TextPrefix;

    private static object Sortable(object value) => value is string text ? Encoding.UTF8.GetBytes(text) : value;

    private static readonly Comparer<object> Order = Comparer<object>.Create((a, b) =>
        a is byte[] left && b is byte[] right ? left.AsSpan().SequenceCompareTo(right) : ((IComparable)a).CompareTo(b));
}
