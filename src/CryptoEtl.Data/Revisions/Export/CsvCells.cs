using System.Buffers;
using System.Globalization;
using System.Text;
using CryptoEtl.Core;

namespace CryptoEtl.Data.Revisions.Export;

/// <summary>The one text of each cell: CSV after RFC 4180, with line feeds, UTF-8 without mark.</summary>
/// <remarks>
/// Numbers are the shortest text that reads back as the same double; instants ISO-8601 to the microsecond, UTC; a null is empty,
/// an empty text is <c>""</c>.
/// </remarks>
internal static class CsvCells
{
    private const int LongestFixed = 40;
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\r\n");

    /// <summary>Writes the cell of a row of this column.</summary>
    public static Action<int> Writer(Array cells, ColumnType type, ArrayBufferWriter<byte> output) => cells switch
    {
        string?[] texts => row => Text(texts[row], output),
        double?[] numbers => row => Fixed(numbers[row], "R", output),
        long?[] integers => row => Fixed(integers[row], "D", output),
        DateTime?[] days when type == ColumnType.Day => row => Fixed(days[row], "yyyy-MM-dd", output),
        DateTime?[] instants => row => Fixed(instants[row], "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", output),
        bool?[] flags => row => Text(flags[row] is { } flag ? flag ? "true" : "false" : null, output),
        _ => throw new ArgumentException($"{cells.GetType().Name} is no column", nameof(cells)),
    };

    public static void Text(string? text, ArrayBufferWriter<byte> output)
    {
        if (text is not null)
            Encoding.UTF8.GetBytes(Quoted(text), output);
    }

    /// <summary>The text, in quotes where it needs them.</summary>
    public static string Quoted(string text)
    {
        var isPlain = text.Length > 0 && !text.AsSpan().ContainsAny(NeedQuotes) && text[0] != ' ' && text[^1] != ' ';
        return isPlain ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static void Fixed<T>(T? value, string format, ArrayBufferWriter<byte> output)
        where T : struct, IUtf8SpanFormattable
    {
        if (value is not { } known)
            return;
        if (!known.TryFormat(output.GetSpan(LongestFixed), out var written, format, CultureInfo.InvariantCulture))
            throw new InvalidOperationException($"{known} does not fit");
        output.Advance(written);
    }
}
