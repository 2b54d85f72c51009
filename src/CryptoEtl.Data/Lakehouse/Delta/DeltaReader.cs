using System.Runtime.CompilerServices;
using Parquet;
using Parquet.Schema;

namespace CryptoEtl.Data.Lakehouse.Delta;

/// <summary>One column of one file's rows.</summary>
/// <param name="Values">As the file has it; null for a partition column, and for a column that the file lacks.</param>
/// <param name="PartitionValue">Text of a partition column, the same for every row; null is null.</param>
public sealed record DeltaColumn(DeltaField Field, Array? Values, string? PartitionValue);

/// <summary>The rows of one row group of a data file, in the schema's column order.</summary>
public sealed record DeltaRows(DeltaAdd File, int RowCount, IReadOnlyList<DeltaColumn> Columns);

/// <summary>Reads tables of any writer, as far as their protocol allows: flat columns, no deletion vectors.</summary>
public sealed class DeltaReader(ILakeStorage storage, string folder)
{
    /// <summary>Decimals of more than 28 digits do not fit System.Decimal.</summary>
    private static readonly ParquetOptions Exact = new() { UseBigDecimal = true };

    /// <summary>All rows of a snapshot, a row group at a time.</summary>
    /// <exception cref="LakeException">A column is nested, or a data file is missing or broken. The message names it.</exception>
    public async IAsyncEnumerable<DeltaRows> ReadAsync(DeltaSnapshot snapshot, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var schema = snapshot.Schema;
        DeltaSchema.RequireFlat(schema, snapshot.Table);
        foreach (var file in snapshot.Files)
        {
            await using var stream = await OpenAsync(snapshot, file, cancellation);
            var place = $"{snapshot.Table}/{file.File}";
            using var reader = await ParquetFault.ToldAsync(
                place, () => ParquetReader.CreateAsync(stream, Exact, leaveStreamOpen: true, cancellationToken: cancellation));
            for (var index = 0; index < reader.RowGroupCount; index++)
            {
                using var group = reader.OpenRowGroupReader(index);
                yield return await ParquetFault.ToldAsync(
                    place, () => ReadGroupAsync(snapshot, schema, file, reader.Schema, group, cancellation));
            }
        }
    }

    private static async Task<DeltaRows> ReadGroupAsync(
        DeltaSnapshot snapshot, IReadOnlyList<DeltaField> schema, DeltaAdd file, ParquetSchema inFile, ParquetRowGroupReader group, CancellationToken cancellation)
    {
        var partitions = snapshot.Metadata.PartitionColumns;
        var fields = inFile.GetDataFields().ToDictionary(field => field.Name, StringComparer.OrdinalIgnoreCase);
        var columns = new List<DeltaColumn>(schema.Count);
        foreach (var field in schema)
        {
            columns.Add(
                partitions.Contains(field.Name) ? new(field, null, PartitionValue(file, field.Name))
                : fields.TryGetValue(field.Name, out var data) ? new(field, (await group.ReadColumnAsync(data, cancellation)).Data, null)
                : new(field, null, null));
        }

        return new(file, checked((int)group.RowCount), columns);
    }

    /// <summary>The log's value counts, never the directory's name. The empty text is null too.</summary>
    private static string? PartitionValue(DeltaAdd file, string column) =>
        file.PartitionValues.TryGetValue(column, out var value) && value is { Length: > 0 } ? value : null;

    private async Task<Stream> OpenAsync(DeltaSnapshot snapshot, DeltaAdd file, CancellationToken cancellation)
    {
        if (Uri.TryCreate(file.Path, UriKind.Absolute, out var elsewhere) && file.Path.Contains("://", StringComparison.Ordinal))
            throw new LakeException($"{snapshot.Table}: data file {elsewhere} lies outside the table's folder, which is not supported");

        var path = $"{folder}/{file.File}".TrimStart('/');
        return await storage.OpenReadAsync(path, cancellation)
            ?? throw new LakeException($"{snapshot.Table}: data file {file.File} is missing; version {snapshot.Version} cannot be read");
    }
}
