using System.Buffers;
using CryptoEtl.Core;

namespace CryptoEtl.Data.Revisions.Export;

/// <summary>Rows as CSV, with a header.</summary>
internal sealed class CsvExport : IExportFormat
{
    private const int FlushAt = 1 << 16;

    private readonly Stream output;
    private readonly ArrayBufferWriter<byte> buffer = new(2 * FlushAt);

    public CsvExport(TableDefinition table, Stream output)
    {
        this.output = output;
        WriteLine([.. table.Columns.Select(column => (Action)(() => CsvCells.Text(column.Name, buffer)))]);
    }

    public async Task WriteAsync(Batch rows, CancellationToken cancellation)
    {
        var row = 0;
        var columns = rows.Table.Columns.Select((column, at) => CsvCells.Writer(rows[at], column.Type, buffer)).ToArray();
        var cells = columns.Select(write => (Action)(() => write(row))).ToArray();
        for (; row < rows.RowCount; row++)
        {
            WriteLine(cells);
            if (buffer.WrittenCount >= FlushAt)
                await FlushAsync(cancellation);
        }
    }

    public Task FinishAsync(CancellationToken cancellation) => FlushAsync(cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void WriteLine(Action[] cells)
    {
        for (var at = 0; at < cells.Length; at++)
        {
            if (at > 0)
                buffer.Write(","u8);
            cells[at]();
        }

        buffer.Write("\n"u8);
    }

    private async Task FlushAsync(CancellationToken cancellation)
    {
        await output.WriteAsync(buffer.WrittenMemory, cancellation);
        buffer.ResetWrittenCount();
    }
}
