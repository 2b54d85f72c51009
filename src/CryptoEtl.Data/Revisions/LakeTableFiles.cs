using System.Globalization;
using System.Runtime.CompilerServices;
using CryptoEtl.Core;
using CryptoEtl.Data.Lakehouse;
using Parquet;
using Parquet.Schema;

namespace CryptoEtl.Data.Revisions;

/// <summary>The files of a table of our lake, read row group by row group.</summary>
public sealed class LakeTableFiles(Lake lake, TableDefinition table) : ITableFiles
{
    public TableDefinition Table => table;

    public async Task<IReadOnlyList<TableFile>> ListAsync(CancellationToken cancellation = default) =>
    [
        .. ((await lake.Table(table).Log.LatestAsync(cancellation))?.Files ?? []).Select(file => new TableFile(
            $"{table.Folder}/{file.File}",
            DateOnly.ParseExact(file.PartitionValues[table.PartitionColumn]!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            FileBounds.Parse(file.Stats))),
    ];

    /// <exception cref="LakeException">The file is missing or broken.</exception>
    public async IAsyncEnumerable<Batch> ReadAsync(
        TableFile file, IReadOnlyCollection<string>? columns, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var place = lake.Storage.Describe(file.Path);
        await using var stream = await lake.Storage.OpenReadAsync(file.Path, cancellation)
            ?? throw new LakeException($"{place}: the file is missing, but {table.FullName} lists it");
        using var reader = await ParquetFault.ToldAsync(
            place, () => ParquetReader.CreateAsync(stream, leaveStreamOpen: true, cancellationToken: cancellation));
        var fields = reader.Schema.GetDataFields().Where(field => columns?.Contains(field.Name) != false).ToDictionary(field => field.Name);
        for (var index = 0; index < reader.RowGroupCount; index++)
        {
            using var group = reader.OpenRowGroupReader(index);
            yield return await ParquetFault.ToldAsync(place, () => ReadGroupAsync(group, fields, file.Partition, cancellation));
        }
    }

    private async Task<Batch> ReadGroupAsync(
        ParquetRowGroupReader group, Dictionary<string, DataField> fields, DateOnly partition, CancellationToken cancellation)
    {
        var rows = checked((int)group.RowCount);
        var columns = new List<Array>(table.Columns.Count);
        foreach (var column in table.Columns)
        {
            columns.Add(
                column.Name == table.PartitionColumn ? Enumerable.Repeat<DateTime?>(partition.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), rows).ToArray()
                : fields.TryGetValue(column.Name, out var field) ? (await group.ReadColumnAsync(field, cancellation)).Data
                : Batch.NewColumn(column.Type, rows));
        }

        return new(table, columns);
    }
}
