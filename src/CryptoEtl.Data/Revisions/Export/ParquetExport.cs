using CryptoEtl.Core;
using CryptoEtl.Data.Lakehouse;
using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace CryptoEtl.Data.Revisions.Export;

/// <summary>Rows as one Parquet file. Row groups are cut by count alone.</summary>
internal sealed class ParquetExport : IExportFormat
{
    private const int RowGroupRows = 1 << 17;

    private readonly TableDefinition table;
    private readonly ParquetWriter writer;
    private readonly DataField[] fields;
    private readonly List<Batch> held = [];
    private int heldRows;
    private bool hasGroup;

    private ParquetExport(TableDefinition table, ParquetWriter writer, DataField[] fields) =>
        (this.table, this.writer, this.fields) = (table, writer, fields);

    public static async Task<ParquetExport> OpenAsync(TableDefinition table, Stream output, CancellationToken cancellation)
    {
        var fields = table.Columns.Select(ParquetBatches.Field).ToArray();
        var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), output, cancellationToken: cancellation);
        writer.CompressionMethod = CompressionMethod.Snappy;
        return new(table, writer, fields);
    }

    public async Task WriteAsync(Batch rows, CancellationToken cancellation)
    {
        for (var from = 0; from < rows.RowCount;)
        {
            var taken = Math.Min(rows.RowCount - from, RowGroupRows - heldRows);
            held.Add(taken == rows.RowCount ? rows : rows.Take([.. Enumerable.Range(from, taken)]));
            (from, heldRows) = (from + taken, heldRows + taken);
            if (heldRows == RowGroupRows)
                await WriteGroupAsync(cancellation);
        }
    }

    /// <summary>A table without rows has one group without rows.</summary>
    public Task FinishAsync(CancellationToken cancellation) => heldRows > 0 || !hasGroup ? WriteGroupAsync(cancellation) : Task.CompletedTask;

    /// <summary>The footer is written here.</summary>
    public ValueTask DisposeAsync()
    {
        writer.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task WriteGroupAsync(CancellationToken cancellation)
    {
        var rows = Batch.Concat(table, held);
        using (var group = writer.CreateRowGroup())
        {
            for (var at = 0; at < fields.Length; at++)
                await group.WriteColumnAsync(new DataColumn(fields[at], rows[at]), cancellation);
        }

        held.Clear();
        (heldRows, hasGroup) = (0, true);
    }
}
