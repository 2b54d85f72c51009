using System.Globalization;
using System.Text;
using CryptoEtl.Core;

namespace CryptoEtl.Data.QualityGate.Check;

/// <summary>Brings the columns of a Parquet file to the types of our tables.</summary>
/// <param name="first">Number of the group's first row, from 1.</param>
/// <param name="unread">Gets the first finding of every row that cannot be read.</param>
internal sealed class ParquetCells(CellParsing parsing, long first, SortedDictionary<int, FileFinding> unread)
{
    private readonly byte[] bytes = new byte[256];

    public Array Convert(MappedColumn column, Array[] values) => column.Column.Type switch
    {
        ColumnType.Text when values.Length > 1 => Joined([.. values.Select(Texts)]),
        ColumnType.Text => Texts(values[0]),
        ColumnType.Number => Numbers(column, values[0]),
        ColumnType.Integer when values[0] is long?[] integers => integers,
        ColumnType.Instant or ColumnType.Day => Times(column, values[0]),
        _ => Each(column, values[0]),
    };

    /// <summary>Values as text.</summary>
    public static string?[] Texts(Array values) => values as string?[] ?? [.. values.Cast<object?>().Select(Text)];

    private static string? Text(object? value) => value switch
    {
        null => null,
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static string?[] Joined(string?[][] parts)
    {
        var all = new string?[parts[0].Length];
        for (var row = 0; row < all.Length; row++)
            all[row] = string.Join('|', parts.Select(part => part[row]));
        return all;
    }

    private double?[] Numbers(MappedColumn column, Array values)
    {
        var numbers = values as double?[] ?? (values is double[] plain ? Widened(plain) : (double?[])Each(column, values));
        for (var row = 0; row < numbers.Length; row++)
        {
            if (!double.IsFinite(numbers[row].GetValueOrDefault()))
                Unreadable(column, row, FileRules.Unreadable, Text(numbers[row]));
        }

        return numbers;
    }

    private static double?[] Widened(double[] values)
    {
        var numbers = new double?[values.Length];
        for (var row = 0; row < values.Length; row++)
            numbers[row] = values[row];
        return numbers;
    }

    private DateTime?[] Times(MappedColumn column, Array values)
    {
        var times = values as DateTime?[] ?? (DateTime?[])Each(column, values);
        for (var row = 0; row < times.Length; row++)
        {
            if (times[row] is { } time && (time < FileRules.Earliest || time >= FileRules.End))
                Unreadable(column, row, FileRules.TimeRange, Text(time));
        }

        return times;
    }

    /// <summary>Cell by cell, for the types that few files have.</summary>
    private Array Each(MappedColumn column, Array values)
    {
        var target = Batch.NewColumn(column.Column.Type, values.Length);
        for (var row = 0; row < values.Length; row++)
        {
            if (values.GetValue(row) is not { } value || (value is string { Length: 0 }))
                continue;
            if (Cell(column.Column.Type, value) is { } cell)
                target.SetValue(cell, row);
            else if (!IsNull(value))
                Unreadable(column, row, FileRules.Unreadable, Text(value));
        }

        return target;
    }

    private bool IsNull(object value) => value is string text && parsing.IsNull(Bytes(text));

    private object? Cell(ColumnType type, object value) => (type, value) switch
    {
        (ColumnType.Instant or ColumnType.Day, DateTime or DateTimeOffset) => value is DateTimeOffset moment ? moment.UtcDateTime : value,
        (ColumnType.Flag, bool) => value,
        (_, bool or TimeSpan) => null,
        (_, string text) => Parsed(type, CellParsing.Trim(Bytes(text))),
        (ColumnType.Instant or ColumnType.Day, IConvertible number) => Parsed(type, Bytes(number.ToDouble(CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture))),
        (ColumnType.Number, float single) => (double)single,
        (ColumnType.Number, IConvertible number) => number.ToDouble(CultureInfo.InvariantCulture),
        (ColumnType.Integer or ColumnType.Flag, IConvertible number) => Parsed(type, Bytes(number.ToString(CultureInfo.InvariantCulture))),
        _ => null,
    };

    private object? Parsed(ColumnType type, ReadOnlySpan<byte> text) => type switch
    {
        _ when parsing.IsNull(text) => null,
        ColumnType.Number => parsing.Number(text, out var number) ? number : null,
        ColumnType.Integer => parsing.Integer(text, out var integer) ? integer : null,
        ColumnType.Flag => CellParsing.Flag(text, out var flag) ? flag : null,
        _ => parsing.Time(text, out var time) ? time : null,
    };

    private ReadOnlySpan<byte> Bytes(string text) =>
        Encoding.UTF8.TryGetBytes(text, bytes, out var length) ? bytes.AsSpan(0, length) : Encoding.UTF8.GetBytes(text);

    private void Unreadable(MappedColumn column, int row, string rule, string? value) => unread.TryAdd(row, new(
        rule, first + row, column.Column.Name, value, rule == FileRules.TimeRange
            ? $"{column.Header} '{value}' is no time from 2009 to 2099"
            : $"{column.Header} '{value}' cannot be read as {column.Column.Type}"));
}
