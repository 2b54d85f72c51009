using Parquet.Meta;
using Parquet.Reading;
using Parquet.Schema;

namespace Parquet.Serialization;

/// <summary>
/// Reads the rows of a file, flat or nested, into objects, and writes objects as such rows. Columns and properties match by name: the property's, or that
/// of its <see cref="System.Text.Json.Serialization.JsonPropertyNameAttribute"/>. Structs are read into classes, lists into
/// <see cref="List{T}"/> or arrays, maps into <see cref="Dictionary{TKey, TValue}"/>. A property without a column keeps its
/// default; a column without a property is not decoded.
/// </summary>
public static class ParquetSerializer
{
    /// <summary>Bytes a row takes at least: the object and its place in the list.</summary>
    private const long RowSize = 64;

    /// <summary>
    /// Writes one row per object. Every public property that can be read is a column, nullable if its type is: classes become
    /// structs, lists and arrays lists, dictionaries maps. Compressed and grouped as the options say.
    /// </summary>
    /// <param name="objectInstances">The rows, taken one by one.</param>
    /// <param name="destination">Where to write; it need not seek and stays open.</param>
    /// <param name="options">Null means the defaults.</param>
    /// <param name="cancellationToken">A cancelled write leaves the file without a footer.</param>
    /// <returns>The columns; of a nested class those at the end of its branches.</returns>
    /// <exception cref="NotSupportedException">A property's type cannot be written.</exception>
    public static async Task<ParquetSchema> SerializeAsync<T>(
        IEnumerable<T> objectInstances, Stream destination, ParquetSerializerOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(objectInstances);
        ArgumentNullException.ThrowIfNull(destination);
        (List<SchemaElement> schema, ValueWriter writer) = WriterFactory.Create(typeof(T));
        var records = new RecordWriter(destination, options ?? new ParquetSerializerOptions(), schema, writer);
        await records.WriteAsync(objectInstances.Cast<object>(), cancellationToken).ConfigureAwait(false);
        return ParquetSchema.OfFile([.. writer.Columns.Select(column => column.Field)]);
    }

    /// <summary>The same into a file, which is made or replaced.</summary>
    public static async Task<ParquetSchema> SerializeAsync<T>(
        IEnumerable<T> objectInstances, string filePath, ParquetSerializerOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filePath);
        await using FileStream stream = File.Create(filePath);
        return await SerializeAsync(objectInstances, stream, options, cancellationToken).ConfigureAwait(false);
    }

    /// <param name="input">A stream that can seek; it stays open.</param>
    /// <param name="options">Null means the defaults.</param>
    /// <param name="cancellationToken">Cancels between pages.</param>
    /// <exception cref="ParquetException">The file is corrupt, or a column does not fit its property.</exception>
    public static Task<IList<T>> DeserializeAsync<T>(Stream input, ParquetSerializerOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, new()
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!input.CanRead || !input.CanSeek) throw new ArgumentException("the stream must be readable and able to seek", nameof(input));
        return ReadAsync<T>(input, (input as FileStream)?.Name ?? "Parquet stream", options ?? new ParquetSerializerOptions(), cancellationToken);
    }

    /// <exception cref="ParquetException">The file is corrupt, or a column does not fit its property.</exception>
    public static async Task<IList<T>> DeserializeAsync<T>(string filePath, ParquetSerializerOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, new()
    {
        ArgumentNullException.ThrowIfNull(filePath);
        using var stream = new FileStream(filePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return await DeserializeAsync<T>(stream, options, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<IList<T>> ReadAsync<T>(Stream stream, string source, ParquetSerializerOptions options, CancellationToken cancellationToken)
    {
        try
        {
            (FileMetaData footer, long dataEnd) = await FooterReader.ReadAsync(stream, cancellationToken).ConfigureAwait(false);
            using var shared = new SharedStream(stream);
            var records = new RecordReader(footer, new ColumnChunkReader(shared, dataEnd), typeof(T), options);
            var rows = new List<T>();
            foreach (RowGroup group in footer.RowGroups)
            {
                await records.LoadAsync(group, cancellationToken).ConfigureAwait(false);
                MemoryGuard.Check(checked((rows.Count + group.NumRows) * RowSize) + records.Weight);
                for (long left = group.NumRows; left > 0; left--) rows.Add((T)records.Read());
                records.RequireEnd();
            }
            return rows;
        }
        catch (Exception e) when (Corruption.Is(e))
        {
            throw Corruption.Wrap(e, source);
        }
    }
}
