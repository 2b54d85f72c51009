using System.Text;

namespace CryptoEtl.Data.QualityGate.Check;

/// <summary>Cuts a text file into records and fields without making strings of them.</summary>
/// <remarks>
/// Quotes work as RFC 4180 has them when the separator is a comma; with tabs a quote is a letter like any other.
/// A record whose quotes do not close, or that is longer than <see cref="LongestRecord"/>, is malformed: reading goes on with the line after its first.
/// </remarks>
internal sealed class DelimitedRecords(Stream input, byte separator) : IDisposable
{
    public const int LongestRecord = 1 << 20;

    private const byte Quote = (byte)'"', NewLine = (byte)'\n';

    private readonly List<(int Start, int Length, bool IsEscaped)> fields = [];
    private byte[] buffer = new byte[1 << 18], unescaped = new byte[256];
    private int at, end;
    private bool isAtEnd;

    /// <summary>Line on which the current record starts, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Bytes of text so far.</summary>
    public long BytesRead { get; private set; }

    private long nextLine = 1;

    public int FieldCount => fields.Count;

    /// <summary>Whether the current record's quotes could not be understood.</summary>
    public bool IsMalformed { get; private set; }

    /// <summary>Start of the current record's first line, for a message.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Steps to the next record that is not an empty line.</summary>
    /// <returns>False at the end.</returns>
    public bool Next()
    {
        while (true)
        {
            if (at == end && !Fill())
                return false;
            (Line, IsMalformed) = (nextLine, false);
            var scan = Scan();
            if (scan == ScanResult.NeedsMore && Fill())
                continue;
            if (scan != ScanResult.Record)
                SkipLine();
            else if (fields.Count == 1 && fields[0].Length == 0)
                continue;
            return true;
        }
    }

    /// <summary>A field's bytes, without quotes; valid until the next call.</summary>
    public ReadOnlySpan<byte> Field(int index)
    {
        var (start, length, isEscaped) = fields[index];
        var raw = buffer.AsSpan(start, length);
        return isEscaped ? Unescape(raw) : raw;
    }

    /// <summary>Start of the current record as text. To be asked before the next step.</summary>
    public string Start()
    {
        if (IsMalformed)
            return Text;
        var first = fields[0].Start;
        var last = fields[^1].Start + fields[^1].Length;
        return Shown(buffer.AsSpan(first, last - first));
    }

    public void Dispose() => input.Dispose();

    private enum ScanResult
    {
        Record,
        NeedsMore,
        Malformed,
    }

    private ScanResult Scan()
    {
        fields.Clear();
        var (from, lines) = (at, 1);
        while (true)
        {
            if (from < end && buffer[from] == Quote && separator == (byte)',')
            {
                var closing = Closing(from + 1, ref lines, out var isEscaped);
                if (closing < 0)
                    return isAtEnd ? ScanResult.Malformed : ScanResult.NeedsMore;
                fields.Add((from + 1, closing - from - 1, isEscaped));
                from = closing + 1;
                if (from < end && buffer[from] == '\r' && (from + 1 < end ? buffer[from + 1] == NewLine : isAtEnd))
                    from++;
                if (from >= end && !isAtEnd)
                    return ScanResult.NeedsMore;
                if (from >= end || buffer[from] == NewLine)
                    return Finish(from, lines);
                if (buffer[from] != separator)
                    return ScanResult.Malformed;
                from++;
                continue;
            }

            var length = buffer.AsSpan(from, end - from).IndexOfAny(separator, NewLine);
            if (length < 0 && !isAtEnd)
                return ScanResult.NeedsMore;
            var stop = length < 0 ? end : from + length;
            var isLast = length < 0 || buffer[stop] == NewLine;
            fields.Add((from, (isLast && stop > from && buffer[stop - 1] == '\r' ? stop - 1 : stop) - from, false));
            if (isLast)
                return Finish(stop, lines);
            from = stop + 1;
        }
    }

    private ScanResult Finish(int newLine, int lines)
    {
        (at, nextLine) = (Math.Min(newLine + 1, end), nextLine + lines);
        return ScanResult.Record;
    }

    /// <summary>Position of the quote that closes a field; -1: not in what is read so far.</summary>
    private int Closing(int from, ref int lines, out bool isEscaped)
    {
        isEscaped = false;
        while (true)
        {
            var length = buffer.AsSpan(from, end - from).IndexOf(Quote);
            if (length < 0)
                return -1;
            lines += buffer.AsSpan(from, length).Count(NewLine);
            from += length;
            if (from + 1 == end && !isAtEnd)
                return -1;
            if (from + 1 >= end || buffer[from + 1] != Quote)
                return from;
            (isEscaped, from) = (true, from + 2);
        }
    }

    /// <summary>Passes over one line of a malformed record.</summary>
    private void SkipLine()
    {
        (IsMalformed, nextLine) = (true, nextLine + 1);
        var isFirst = true;
        while (true)
        {
            var length = buffer.AsSpan(at, end - at).IndexOf(NewLine);
            if (isFirst)
                Text = Shown(buffer.AsSpan(at, length < 0 ? end - at : length));
            isFirst = false;
            at = length < 0 ? end : at + length + 1;
            if (length >= 0 || !Fill())
                return;
        }
    }

    /// <summary>Reads more behind what is left.</summary>
    /// <returns>False: there is no more, or the record has grown too long.</returns>
    private bool Fill()
    {
        if (isAtEnd || end - at >= LongestRecord)
            return false;
        buffer.AsSpan(at, end - at).CopyTo(buffer);
        (at, end) = (0, end - at);
        if (end > buffer.Length / 2)
            Array.Resize(ref buffer, buffer.Length * 2);
        var read = input.Read(buffer, end, buffer.Length - end);
        (end, isAtEnd, BytesRead) = (end + read, read == 0, BytesRead + read);
        if (Line == 0 && buffer.AsSpan(0, end).StartsWith(Encoding.UTF8.Preamble))
            at = Encoding.UTF8.Preamble.Length;
        return read > 0 || end > at;
    }

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> raw)
    {
        if (unescaped.Length < raw.Length)
            unescaped = new byte[raw.Length];
        var length = 0;
        for (var from = 0; from < raw.Length; from++)
        {
            unescaped[length++] = raw[from];
            if (raw[from] == Quote)
                from++;
        }

        return unescaped.AsSpan(0, length);
    }

    internal static string Shown(ReadOnlySpan<byte> text) =>
        Encoding.UTF8.GetString(text[..Math.Min(text.Length, 80)]).Replace('\t', ' ').TrimEnd('\r', '\n', '\uFFFD') + (text.Length > 80 ? "..." : "");
}
