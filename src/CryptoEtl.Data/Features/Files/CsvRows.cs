using System.Buffers.Text;
using CryptoEtl.Core;
using CryptoEtl.Data.QualityGate.Check;

namespace CryptoEtl.Data.Features.Files;

/// <summary>A .csv or .csv.gz file of input.</summary>
internal sealed class CsvRows : FeatureRows
{
    private const int DayLength = 10;

    private readonly DelimitedRecords records;
    private readonly int[] places;
    private readonly int headers;
    private readonly TextCache names = new();

    private CsvRows(string path, FileColumns columns, DelimitedRecords records)
        : base(path, columns)
    {
        this.records = records;
        var header = DelimitedFile.Headers(path, records);
        (headers, places) = (header.Count, columns.In(path, header));
    }

    public override long Line => records.Line;

    public static CsvRows Of(string path, FileColumns columns)
    {
        var records = DelimitedFile.Open(path);
        try
        {
            return new(path, columns, records);
        }
        catch
        {
            records.Dispose();
            throw;
        }
    }

    public override bool Has(int column) => places[column] >= 0;

    public override bool Next()
    {
        if (!DelimitedFile.Next(Path, records))
        {
            DelimitedFile.RequireWhole(Path, records);
            return false;
        }

        if (records.IsMalformed)
            throw BadInputException.At(Path, Line, "line", records.Start(), "its quotes do not close");
        return records.FieldCount == headers ? true : throw Ragged();
    }

    /// <summary>A last line that is too short may be where a compressed file was cut.</summary>
    private BadInputException Ragged()
    {
        var ragged = BadInputException.At(Path, Line, "line", records.Start(), $"{records.FieldCount} fields, but the header has {headers}");
        if (!DelimitedFile.Next(Path, records))
            DelimitedFile.RequireWhole(Path, records);
        return ragged;
    }

    public override string? Text(int column) => Field(column) is { IsEmpty: false } field ? names.Get(field) : null;

    public override double Number(int column)
    {
        var field = Field(column);
        if (field.IsEmpty)
            return double.NaN;
        return Utf8Parser.TryParse(field, out double value, out var read) && read == field.Length && double.IsFinite(value)
            ? value
            : throw Refused(column, "it is no number such as 1234.5; no value is an empty cell");
    }

    protected override FileTime? Time(int column)
    {
        var field = Field(column);
        var isDay = field.Length == DayLength;
        return IsoTime.TryRead(field, out var time) ? new(time.Ticks, isDay, !isDay) : null;
    }

    protected override string Shown(int column) => DelimitedRecords.Shown(Field(column));

    public override void Dispose() => records.Dispose();

    private ReadOnlySpan<byte> Field(int column) => CellParsing.Trim(records.Field(places[column]));
}
