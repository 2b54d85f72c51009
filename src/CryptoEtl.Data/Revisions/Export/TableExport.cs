using System.IO.Compression;
using CryptoEtl.Core;

namespace CryptoEtl.Data.Revisions.Export;

/// <summary>A file that was written.</summary>
/// <param name="File">Its place.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Of its bytes, lower-case hex.</param>
/// <param name="ContentSha256">Of what it holds before compression; for files that are not <c>.gz</c> the same as <paramref name="Sha256"/>.</param>
public sealed record Exported(string File, long Rows, long Bytes, string Sha256, string ContentSha256);

/// <summary>Writes rows of a table to a file outside the lake: same rows, same bytes.</summary>
public static class TableExport
{
    private static readonly string[] Endings = [".csv", ".csv.gz", ".parquet"];

    /// <summary>Writes under another name in the same folder, and renames when all is there. A file of that name is replaced.</summary>
    /// <exception cref="BadInputException">The file's ending names no format, or the query does not suit the table.</exception>
    public static async Task<Exported> WriteAsync(TableHistory table, RowQuery query, string file, CancellationToken cancellation = default)
    {
        RequireFormat(file);
        var final = Path.GetFullPath(file);
        var temporary = Path.Combine(Path.GetDirectoryName(final)!, $".{Path.GetFileName(final)}.{Path.GetRandomFileName()}.tmp");
        Directory.CreateDirectory(Path.GetDirectoryName(final)!);
        try
        {
            var written = await WriteNewAsync(table, query, temporary, final, cancellation);
            File.Move(temporary, final, overwrite: true);
            return written;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <exception cref="BadInputException">The file's ending names no format.</exception>
    public static void RequireFormat(string file)
    {
        if (!Endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)))
            throw new BadInputException($"--out is '{file}': the ending must be {string.Join(", ", Endings)}");
    }

    private static async Task<Exported> WriteNewAsync(TableHistory table, RowQuery query, string temporary, string final, CancellationToken cancellation)
    {
        await using var output = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
        await using var file = new HashedStream(output);
        var isCompressed = final.EndsWith(".gz", StringComparison.Ordinal);
        var (rows, content) = isCompressed
            ? await CompressAsync(table, query, file, cancellation)
            : (await WriteRowsAsync(table, query, final, file, cancellation), null);
        await output.FlushAsync(cancellation);
        output.Flush(flushToDisk: true);
        return new(final, rows, file.Length, file.Sha256, content ?? file.Sha256);
    }

    private static async Task<(long Rows, string Content)> CompressAsync(TableHistory table, RowQuery query, Stream file, CancellationToken cancellation)
    {
        await using var gzip = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true);
        await using var content = new HashedStream(gzip);
        var rows = await WriteRowsAsync(table, query, ".csv", content, cancellation);
        return (rows, content.Sha256);
    }

    private static async Task<long> WriteRowsAsync(TableHistory table, RowQuery query, string name, Stream output, CancellationToken cancellation)
    {
        await using IExportFormat format = name.EndsWith(".parquet", StringComparison.Ordinal)
            ? await ParquetExport.OpenAsync(table.Table, output, cancellation)
            : new CsvExport(table.Table, output);
        long rows = 0;
        await foreach (var block in table.AsOfAsync(query, cancellation))
        {
            await format.WriteAsync(block, cancellation);
            rows += block.RowCount;
        }

        await format.FinishAsync(cancellation);
        return rows;
    }
}
