using CryptoEtl.Core;
using Parquet;
using Parquet.Schema;

namespace CryptoEtl.Data.Features.Files;

/// <summary>A .parquet file of input, a row group in memory at a time.</summary>
internal sealed class ParquetRows : FeatureRows
{
    private readonly ParquetReader reader;
    private readonly DataField?[] fields;
    private readonly ParquetColumn?[] values;
    private int group, row, rows;
    private long before;

    private ParquetRows(string path, FileColumns columns, ParquetReader reader)
        : base(path, columns)
    {
        var all = reader.Schema.GetDataFields();
        this.reader = reader;
        fields = [.. columns.In(path, [.. all.Select(field => field.Name)]).Select(at => at < 0 ? null : all[at])];
        values = new ParquetColumn?[fields.Length];
    }

    public override long Line => before + row;

    public override string LineName => "row";

    public static ParquetRows Of(string path, FileColumns columns)
    {
        try
        {
            return new(path, columns, ParquetReader.CreateAsync(path).GetAwaiter().GetResult());
        }
        catch (Exception damaged) when (damaged is ParquetException or NotSupportedException)
        {
            throw new BadInputException($"{path}: {damaged.Message}", damaged);
        }
    }

    public override bool Has(int column) => fields[column] is not null;

    public override bool Next()
    {
        while (row == rows)
        {
            if (group == reader.RowGroupCount)
                return false;
            Read();
        }

        row++;
        return true;
    }

    public override string? Text(int column) => values[column]!.Text(row - 1) ?? (Shown(column).Length == 0 ? null : throw Refused(column, "it is no text"));

    public override double Number(int column) => values[column]!.Number(row - 1, out var isNumber) is var value && isNumber
        ? value
        : throw Refused(column, "it is no number; no value is a null");

    protected override FileTime? Time(int column) => values[column]!.Time(row - 1);

    protected override string Shown(int column) => values[column]!.Shown(row - 1);

    public override void Dispose() => reader.Dispose();

    private void Read()
    {
        try
        {
            using var next = reader.OpenRowGroupReader(group);
            for (var column = 0; column < fields.Length; column++)
            {
                if (fields[column] is { } field)
                    values[column] = new(field, next.ReadColumnAsync(field).GetAwaiter().GetResult().Data);
            }

            (before, row, rows, group) = (before + rows, 0, checked((int)next.RowCount), group + 1);
        }
        catch (Exception damaged) when (damaged is ParquetException or NotSupportedException)
        {
            throw new BadInputException($"{Path}: row group {group}: {damaged.Message}", damaged);
        }
    }
}
