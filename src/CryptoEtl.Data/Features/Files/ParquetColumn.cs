using System.Globalization;
using System.Text;
using CryptoEtl.Data.QualityGate.Check;
using Parquet.Schema;

namespace CryptoEtl.Data.Features.Files;

/// <summary>A column of a row group, whichever type the file has chosen for it.</summary>
internal sealed class ParquetColumn
{
    private readonly Array values;
    private readonly string?[]? texts;
    private readonly double[]? numbers;
    private readonly long[]? times;
    private readonly bool isDate;

    public ParquetColumn(DataField field, Array values)
    {
        this.values = values;
        isDate = field is DateTimeDataField { DateTimeFormat: DateTimeFormat.Date };
        texts = values as string?[];
        times = values switch
        {
            DateTime?[] some => Array.ConvertAll(some, time => time?.Ticks ?? -1),
            DateTime[] all => Array.ConvertAll(all, time => time.Ticks),
            _ => null,
        };
        numbers = times is null && texts is null ? Numbers(values) : null;
    }

    public string? Text(int row) => texts is null || string.IsNullOrWhiteSpace(texts[row]) ? null : texts[row]!.Trim();

    /// <summary>NaN with <paramref name="isNumber"/>: null.</summary>
    public double Number(int row, out bool isNumber)
    {
        if (numbers is null)
        {
            isNumber = values.GetValue(row) is null;
            return double.NaN;
        }

        isNumber = double.IsFinite(numbers[row]) || values.GetValue(row) is null;
        return numbers[row];
    }

    public FileTime? Time(int row)
    {
        if (times is null)
            return texts?[row] is { } text && IsoTime.TryRead(Encoding.UTF8.GetBytes(text), out var time) ? new(time.Ticks, text.Length == 10, text.Length != 10) : null;
        var ticks = times[row];
        return ticks < 0 ? null : new(ticks, ticks % TimeSpan.TicksPerDay == 0, !isDate);
    }

    public string Shown(int row) => values.GetValue(row) switch
    {
        null => "",
        DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString()!,
    };

    private static double[]? Numbers(Array values) => values switch
    {
        double[] doubles => doubles,
        double?[] doubles => Array.ConvertAll(doubles, value => value ?? double.NaN),
        float[] floats => Array.ConvertAll(floats, value => (double)value),
        float?[] floats => Array.ConvertAll(floats, value => value ?? double.NaN),
        long?[] integers => Array.ConvertAll(integers, value => value ?? double.NaN),
        int?[] integers => Array.ConvertAll(integers, value => value ?? double.NaN),
        _ => Each(values),
    };

    /// <summary>Cell by cell, for the types that few files have; null: not numbers.</summary>
    private static double[]? Each(Array values)
    {
        var type = values.GetType().GetElementType()!;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (Type.GetTypeCode(type) is not (>= TypeCode.SByte and <= TypeCode.Decimal))
            return null;
        var numbers = new double[values.Length];
        for (var row = 0; row < numbers.Length; row++)
            numbers[row] = values.GetValue(row) is IConvertible value ? value.ToDouble(CultureInfo.InvariantCulture) : double.NaN;
        return numbers;
    }
}
