using System.Globalization;
using System.Text;

namespace CryptoEtl.Simulator.Tape;

/// <summary>Writes one CSV file of a tape. The same rows give the same bytes on every machine.</summary>
internal sealed class TapeWriter : IDisposable
{
    private readonly StreamWriter writer;
    private bool atStart = true;

    public TapeWriter(string directory, string name, string[] columns)
    {
        writer = new StreamWriter(Path.Combine(directory, name), append: false, new UTF8Encoding(false), 1 << 16) { NewLine = "\n" };
        foreach (var column in columns)
            Add(column);
        EndRow();
    }

    public TapeWriter Add(string? text)
    {
        Separate();
        if (text is null)
            return this;

        if (text.AsSpan().IndexOfAny(",\"\r\n") < 0)
            writer.Write(text);
        else
            writer.Write(string.Concat("\"", text.Replace("\"", "\"\"", StringComparison.Ordinal), "\""));
        return this;
    }

    /// <summary>Shortest text that reads back as the same number. NaN becomes empty.</summary>
    public TapeWriter Add(double number)
    {
        Separate();
        if (double.IsNaN(number))
            return this;

        Span<char> buffer = stackalloc char[40];
        number.TryFormat(buffer, out var length, "R", CultureInfo.InvariantCulture);
        writer.Write(buffer[..length]);
        return this;
    }

    public TapeWriter Add(double? number) => Add(number ?? double.NaN);

    public TapeWriter Add(DateOnly day)
    {
        Separate();
        Span<char> buffer = stackalloc char[10];
        day.TryFormat(buffer, out var length, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        writer.Write(buffer[..length]);
        return this;
    }

    public TapeWriter Add(DateOnly? day) => day is { } known ? Add(known) : Add((string?)null);

    public TapeWriter Add(DateTimeOffset moment) =>
        Add(moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    public void EndRow()
    {
        writer.Write('\n');
        atStart = true;
    }

    public void Dispose() => writer.Dispose();

    private void Separate()
    {
        if (!atStart)
            writer.Write(',');
        atStart = false;
    }
}
