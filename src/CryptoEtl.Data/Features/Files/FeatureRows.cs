using System.Globalization;
using CryptoEtl.Core;

namespace CryptoEtl.Data.Features.Files;

/// <summary>A time as it stands in a file.</summary>
/// <param name="Ticks">UTC.</param>
/// <param name="IsDay">It can be taken for a day.</param>
/// <param name="IsInstant">It says a time of day, midnight included.</param>
internal readonly record struct FileTime(long Ticks, bool IsDay, bool IsInstant);

/// <summary>A file of input, a row at a time. Columns are asked for by their place in its <see cref="FileColumns"/>.</summary>
internal abstract class FeatureRows(string path, FileColumns columns) : IDisposable
{
    private static readonly long Earliest = new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
    private static readonly long End = new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    /// <summary>Line of a text file, the header being line 1; row from 1 of a Parquet file.</summary>
    public abstract long Line { get; }

    /// <summary>What <see cref="Line"/> counts, for a message.</summary>
    public virtual string LineName => "line";

    public FileColumns Columns { get; } = columns;

    protected string Path { get; } = path;

    /// <exception cref="BadInputException">No such file, another ending, columns that are not right, or nothing that can be read.</exception>
    public static FeatureRows Open(string path, FileColumns columns)
    {
        if (Directory.Exists(path))
            throw new BadInputException($"{path}: it is a folder; a file is needed");
        if (!File.Exists(path))
            throw new BadInputException($"{path}: there is no such file");
        return path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase) ? ParquetRows.Of(path, columns)
            : path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase) ? CsvRows.Of(path, columns)
            : throw new BadInputException($"{path}: the name must end in .csv, .csv.gz or .parquet");
    }

    /// <summary>The file has the column.</summary>
    public abstract bool Has(int column);

    /// <returns>False at the end.</returns>
    /// <exception cref="BadInputException">The file is damaged, or the row has not as many fields as the header.</exception>
    public abstract bool Next();

    /// <summary>A text without blanks around it; null: empty.</summary>
    public abstract string? Text(int column);

    /// <summary>A number; NaN: empty.</summary>
    /// <exception cref="BadInputException">It is no number.</exception>
    public abstract double Number(int column);

    /// <summary>A time; null: it is none.</summary>
    protected abstract FileTime? Time(int column);

    /// <summary>What stands there, for a message.</summary>
    protected abstract string Shown(int column);

    /// <summary>A name that must be there.</summary>
    public string Name(int column) => Text(column) ?? throw Refused(column, "a name is needed");

    /// <summary>Day or hour that the row is about.</summary>
    public int Place() => Columns.IsHourly ? Hour(FileColumns.Time) : Day(FileColumns.Time);

    /// <summary>The first line before this one that has the same asset and time; 0: none. Reads the file anew: only for a message.</summary>
    public long FirstLine(string assetId, int place)
    {
        using var rows = Open(Path, Columns);
        while (rows.Next() && rows.Line < Line)
        {
            if (rows.Name(FileColumns.Asset) == assetId && rows.Place() == place)
                return rows.Line;
        }

        return 0;
    }

    /// <summary>Day number.</summary>
    public int Day(int column)
    {
        if (Time(column) is not { } time)
            throw Refused(column, "it is no day such as 2024-01-31");
        return time.IsDay ? (int)(Checked(column, time.Ticks) / TimeSpan.TicksPerDay) : throw Refused(column, "it has a time of day; a day such as 2024-01-31 is needed");
    }

    /// <summary>Hours since day 0.</summary>
    public int Hour(int column)
    {
        var ticks = Instant(column);
        return ticks % TimeSpan.TicksPerHour == 0 ? (int)(ticks / TimeSpan.TicksPerHour) : throw Refused(column, "it is not the start of an hour");
    }

    /// <summary>UTC ticks.</summary>
    public long Instant(int column)
    {
        if (Time(column) is not { } time)
            throw Refused(column, IsDigits(Shown(column)) ? "it is a number; a time such as 2024-01-31T13:00:00Z is needed" : "it is no time such as 2024-01-31T13:00:00Z");
        return time.IsInstant ? Checked(column, time.Ticks) : throw Refused(column, "it is a day; a time such as 2024-01-31T13:00:00Z is needed");
    }

    public BadInputException Refused(int column, string why) => BadInputException.At(Path, Line, Columns.Names[column], Shown(column), why);

    public abstract void Dispose();

    private static bool IsDigits(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private long Checked(int column, long ticks) => ticks >= Earliest && ticks < End ? ticks : throw Refused(column, "it lies outside 1970 to 2099");
}
