using System.Globalization;
using System.Text;
using CryptoEtl.Core;
using CsvHelper;

namespace CryptoEtl.Simulator.Tape;

/// <summary>Reads a CSV file row by row, by column name, and refuses what it cannot parse with file, row, field and value.</summary>
/// <remarks>Plain or gzip (<c>.gz</c>), UTF-8, a header row. Columns beyond the wanted ones are ignored.</remarks>
internal sealed class CsvRows : IDisposable
{
    private static readonly CsvReaderOptions Options = new()
    {
        HasHeader = false,
        Separator = ',',
        BufferSize = 1 << 16,
        // Longer than any honest row: a missing quote must not swallow the rest of a big file into one field.
        MaxRecordSize = 1 << 17,
        MalformedData = CsvMalformedDataHandling.Throw,
        TrackLineNumbers = true,
    };

    private readonly CsvReader csv;
    private readonly string[] names;
    private readonly int[] positions;
    private readonly int width;
    private long lastLine;

    private CsvRows(string file, Stream stream, string[] names)
    {
        File = file;
        this.names = names;
        csv = CsvReader.Create(stream, Options);

        if (!Advance())
            throw BadInputException.At(file, 1, "header", null, "the file is empty");

        width = csv.FieldCount;
        positions = Array.ConvertAll(names, Position);
    }

    /// <summary>Name of the file, as it appears in messages.</summary>
    public string File { get; }

    /// <summary>1-based line, the header being line 1.</summary>
    public long Row => csv.LineNumber;

    /// <summary>The row as the file has it.</summary>
    public string Raw => Encoding.UTF8.GetString(csv.RawRecord).TrimEnd('\r', '\n');

    /// <summary>Opens <paramref name="name"/> in <paramref name="directory"/>, or its <c>.gz</c> twin.</summary>
    public static CsvRows Open(string directory, string name, params string[] columns)
    {
        var path = Find(directory, name);
        var file = Path.GetFileName(path);
        var packed = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        try
        {
            return new CsvRows(file, path.EndsWith(".gz", StringComparison.Ordinal) ? new GzipFile(packed) : packed, columns);
        }
        catch (InvalidDataException damaged)
        {
            packed.Dispose();
            throw BadInputException.At(file, 1, "row", null, $"the file is damaged: {damaged.Message}");
        }
        catch
        {
            packed.Dispose();
            throw;
        }
    }

    /// <summary>Moves to the next row. False at the end of the file.</summary>
    public bool Read()
    {
        if (!Advance())
            return false;

        return csv.FieldCount == width
            ? true
            : throw BadInputException.At(
                File, Row, "columns", csv.FieldCount.ToString(CultureInfo.InvariantCulture), $"expected {width} fields");
    }

    /// <summary>The field as it is, possibly empty.</summary>
    public string this[int column] => csv.GetString(positions[column]) is var text && text.Contains('\uFFFD')
        ? throw BadInputException.At(File, Row, names[column], text, "is not UTF-8")
        : text;

    public string Required(int column) =>
        this[column] is { Length: > 0 } text ? text : throw Bad(column, "must not be empty");

    public string? Optional(int column) => this[column] is { Length: > 0 } text ? text : null;

    public bool IsEmpty(int column) => csv.GetSpan(positions[column]).IsEmpty;

    /// <summary>A finite number. NaN where the field is empty.</summary>
    public double NumberOrNaN(int column)
    {
        var text = csv.GetSpan(positions[column]);
        if (text.IsEmpty)
            return double.NaN;

        const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!double.TryParse(text, Plain, CultureInfo.InvariantCulture, out var number))
            throw Bad(column, "is not a number");

        return double.IsFinite(number) ? number : throw Bad(column, "is not a finite number");
    }

    /// <summary>A finite number. Null where the field is empty.</summary>
    public double? NumberOrNull(int column) => NumberOrNaN(column) is var number && double.IsNaN(number) ? null : number;

    public DateOnly Date(int column) =>
        TryDate(csv.GetSpan(positions[column]), out var date) ? date : throw Bad(column, "is not a date of the form 2024-01-31");

    public DateOnly? DateOrNull(int column) => IsEmpty(column) ? null : Date(column);

    /// <summary>Null where the field is empty or no date.</summary>
    public DateOnly? DateOrBroken(int column) => TryDate(csv.GetSpan(positions[column]), out var date) ? date : null;

    /// <summary>The day of a time that begins like <c>2024-01-31T</c>, whatever its precision and zone mark.</summary>
    public DateOnly DayOfStamp(int column) =>
        csv.GetSpan(positions[column]) is { Length: > 10 } text && text[10] == 'T' && TryDate(text[..10], out var date)
            ? date
            : throw Bad(column, "is not a time of the form 2024-01-31T06:00:00");

    public DateTimeOffset Instant(int column) =>
        DateTimeOffset.TryParseExact(
            this[column], "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw Bad(column, "is not a UTC time of the form 2024-01-31T06:00:00Z");

    public bool Flag(int column) => this[column] switch
    {
        "true" => true,
        "false" => false,
        _ => throw Bad(column, "is neither true nor false"),
    };

    /// <summary>The failure of one field, to be thrown.</summary>
    public BadInputException Bad(int column, string why) => BadInputException.At(File, Row, names[column], this[column], why);

    public void Dispose() => csv.Dispose();

    private static string Find(string directory, string name)
    {
        var plain = Path.Combine(directory, name);
        if (System.IO.File.Exists(plain))
            return plain;

        var packed = plain + ".gz";
        return System.IO.File.Exists(packed)
            ? packed
            : throw BadInputException.At(name, 0, "file", plain, "the file is missing");
    }

    // A million dates are read at the start: this is five times as fast as the general parser.
    private static bool TryDate(ReadOnlySpan<byte> text, out DateOnly date)
    {
        date = default;
        if (text.Length != 10 || text[4] != '-' || text[7] != '-')
            return false;

        var (year, month, day) = (Digits(text[..4]), Digits(text[5..7]), Digits(text[8..]));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;

        date = new DateOnly(year, month, day);
        return true;
    }

    // -1 for anything but digits.
    private static int Digits(ReadOnlySpan<byte> text)
    {
        var number = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit((char)digit))
                return -1;
            number = number * 10 + (digit - '0');
        }

        return number;
    }

    private int Position(string name)
    {
        var found = -1;
        for (var i = 0; i < width; i++)
        {
            if (csv.GetString(i) != name)
                continue;
            if (found >= 0)
                throw BadInputException.At(File, 1, name, name, "the column appears twice");
            found = i;
        }

        return found >= 0 ? found : throw BadInputException.At(File, 1, name, null, "the column is missing");
    }

    private bool Advance()
    {
        try
        {
            if (!csv.Read())
                return false;
            lastLine = csv.LineNumber;
            return true;
        }
        catch (CsvFormatException broken)
        {
            throw BadInputException.At(File, Math.Max(broken.LineNumber, lastLine + 1), "row", null, "is not well-formed CSV");
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException)
        {
            throw BadInputException.At(File, lastLine + 1, "row", null, $"the file is damaged: {broken.Message}");
        }
    }
}
