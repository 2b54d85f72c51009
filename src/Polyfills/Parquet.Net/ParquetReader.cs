using Parquet.Data;
using Parquet.Meta;
using Parquet.Reading;
using Parquet.Schema;

namespace Parquet;

/// <summary>
/// Reads Parquet files with a flat schema. Nested schemas and encryption are refused when the file is opened; what only
/// a column uses (an encoding, a codec) when that column is read.
/// </summary>
public class ParquetReader : ParquetActor, IDisposable
{
    private readonly FileSchema _schema;
    private readonly FileMetaData _footer;
    private readonly SharedStream _shared;
    private readonly ColumnChunkReader _chunks;
    private readonly string _source;
    private readonly bool _leaveOpen;

    private ParquetReader(Stream stream, FileMetaData footer, long dataEnd, FileSchema schema, string source, bool leaveOpen)
        : base(stream)
    {
        (_footer, _schema, _source, _leaveOpen) = (footer, schema, source, leaveOpen);
        _shared = new SharedStream(stream);
        _chunks = new ColumnChunkReader(_shared, dataEnd);
        CustomMetadata = ReadCustomMetadata(footer);
    }

    /// <summary>Key-value metadata. A key without a value has an empty one; of equal keys the last counts.</summary>
    public Dictionary<string, string> CustomMetadata { get; }

    public int RowGroupCount => _footer.RowGroups.Count;

    public ParquetSchema Schema => _schema.Schema;

    public FileMetaData? Metadata => _footer;

    public IReadOnlyList<IParquetRowGroupReader> RowGroups => [.. Enumerable.Range(0, RowGroupCount).Select(OpenRowGroupReader)];

    /// <exception cref="ParquetException">The file is corrupt or uses something that is not supported.</exception>
    public static async Task<ParquetReader> CreateAsync(string filePath, ParquetOptions? parquetOptions = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filePath);
        var stream = new FileStream(filePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return await OpenAsync(stream, filePath, parquetOptions, leaveOpen: false, cancellationToken).ConfigureAwait(false);
    }

    /// <param name="input">A stream that can seek.</param>
    /// <param name="parquetOptions">Null means the defaults.</param>
    /// <param name="leaveStreamOpen">False disposes the stream with the reader.</param>
    /// <param name="cancellationToken">Cancels the read of the footer.</param>
    /// <exception cref="ParquetException">The file is corrupt or uses something that is not supported.</exception>
    public static Task<ParquetReader> CreateAsync(Stream input, ParquetOptions? parquetOptions = null, bool leaveStreamOpen = true, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!input.CanRead || !input.CanSeek) throw new ArgumentException("the stream must be readable and able to seek", nameof(input));
        return OpenAsync(input, (input as FileStream)?.Name ?? "Parquet stream", parquetOptions, leaveStreamOpen, cancellationToken);
    }

    public static async Task<ParquetSchema> ReadSchemaAsync(string filePath)
    {
        using ParquetReader reader = await CreateAsync(filePath).ConfigureAwait(false);
        return reader.Schema;
    }

    public static async Task<ParquetSchema> ReadSchemaAsync(Stream parquetStream)
    {
        using ParquetReader reader = await CreateAsync(parquetStream).ConfigureAwait(false);
        return reader.Schema;
    }

    public ParquetRowGroupReader OpenRowGroupReader(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, RowGroupCount);
        return new ParquetRowGroupReader(_footer.RowGroups[index], _schema, _chunks, _source);
    }

    public async Task<DataColumn[]> ReadEntireRowGroupAsync(int rowGroupIndex = 0, CancellationToken cancellationToken = default)
    {
        using ParquetRowGroupReader group = OpenRowGroupReader(rowGroupIndex);
        var columns = new DataColumn[Schema.DataFields.Length];
        // Columns do not depend on each other: every core decodes one.
        var cores = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, columns.Length, cores, async (i, token) =>
            columns[i] = await group.ReadColumnAsync(Schema.DataFields[i], token).ConfigureAwait(false)).ConfigureAwait(false);
        return columns;
    }

    public void Dispose()
    {
        _shared.Dispose();
        if (!_leaveOpen) Stream.Dispose();
        GC.SuppressFinalize(this);
    }

    private static async Task<ParquetReader> OpenAsync(Stream stream, string source, ParquetOptions? options, bool leaveOpen, CancellationToken cancellationToken)
    {
        try
        {
            (FileMetaData footer, long dataEnd) = await FooterReader.ReadAsync(stream, cancellationToken).ConfigureAwait(false);
            return new ParquetReader(stream, footer, dataEnd, FileSchema.Create(footer, options ?? new ParquetOptions()), source, leaveOpen);
        }
        catch (Exception e)
        {
            if (!leaveOpen) await stream.DisposeAsync().ConfigureAwait(false);
            if (!Corruption.Is(e)) throw;
            throw Corruption.Wrap(e, source);
        }
    }

    private static Dictionary<string, string> ReadCustomMetadata(FileMetaData footer)
    {
        var result = new Dictionary<string, string>();
        foreach (KeyValue entry in footer.KeyValueMetadata ?? []) result[entry.Key] = entry.Value ?? "";
        return result;
    }
}
