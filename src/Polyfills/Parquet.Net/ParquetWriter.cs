using System.Buffers.Binary;
using System.IO.Compression;
using Parquet.Meta;
using Parquet.Reading;
using Parquet.Schema;
using Parquet.Thrift;
using Parquet.Types;

namespace Parquet;

/// <summary>
/// Writes a Parquet file row group by row group. Disposing it writes the footer; a file whose row group was left
/// incomplete gets none and cannot be read. The output stream stays open.
/// </summary>
public sealed class ParquetWriter : ParquetActor, IDisposable, IAsyncDisposable
{
    internal const int FormatVersion = 2;
    internal const string Creator = "Parquet.Net v5.5.0 (CryptoEtl polyfill)";

    private readonly FileMetaData _footer;
    private bool _isGroupOpen, _isFaulted, _isDisposed;

    private ParquetWriter(ParquetSchema schema, Stream output, ParquetOptions options, FileMetaData footer)
        : base(output)
    {
        (Schema, Options, _footer) = (schema, options, footer);
        Leaves = [.. footer.Schema.Skip(1).Select(LeafType.FromElement)];
    }

    /// <summary>How pages are compressed from now on.</summary>
    public CompressionMethod CompressionMethod { get; set; } = CompressionMethod.Snappy;

    /// <summary>For Gzip and Brotli.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1051", Justification = "A field in the genuine package.")]
    public CompressionLevel CompressionLevel = CompressionLevel.SmallestSize;

    /// <summary>Key-value metadata of the file.</summary>
    public IReadOnlyDictionary<string, string> CustomMetadata
    {
        get => (_footer.KeyValueMetadata ?? []).ToDictionary(entry => entry.Key, entry => entry.Value ?? "");
        set => _footer.KeyValueMetadata = [.. value.Select(entry => new KeyValue { Key = entry.Key, Value = entry.Value })];
    }

    internal ParquetSchema Schema { get; }

    internal ParquetOptions Options { get; }

    internal LeafType[] Leaves { get; }

    /// <summary>Bytes from the start of the file. Counted here, so that the output need not seek.</summary>
    internal long Position { get; set; }

    internal Stream Output => Stream;

    /// <param name="schema">The columns.</param>
    /// <param name="output">Where to write; it need not seek unless <paramref name="append"/> is set.</param>
    /// <param name="formatOptions">Null means the defaults.</param>
    /// <param name="append">True adds row groups to the file in <paramref name="output"/>, which must have this schema.</param>
    /// <param name="cancellationToken">Cancels the first write.</param>
    public static async Task<ParquetWriter> CreateAsync(ParquetSchema schema, Stream output, ParquetOptions? formatOptions = null, bool append = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(output);
        if (!output.CanWrite) throw new ArgumentException("the stream cannot be written", nameof(output));
        ParquetOptions options = formatOptions ?? new ParquetOptions();
        if (append) return await AppendAsync(schema, output, options, cancellationToken).ConfigureAwait(false);
        var footer = new FileMetaData { Version = FormatVersion, CreatedBy = Creator, Schema = LeafElements.ToElements(schema) };
        var writer = new ParquetWriter(schema, output, options, footer);
        await output.WriteAsync(Magic.ToArray(), cancellationToken).ConfigureAwait(false);
        writer.Position = MagicLength;
        return writer;
    }

    /// <exception cref="InvalidOperationException">The row group before is not disposed, or was left incomplete.</exception>
    public ParquetRowGroupWriter CreateRowGroup()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_isGroupOpen) throw new InvalidOperationException("the row group before must be disposed first");
        if (_isFaulted) throw new InvalidOperationException("the row group before is incomplete");
        _isGroupOpen = true;
        return new ParquetRowGroupWriter(this);
    }

    public void Dispose()
    {
        if (BeginDispose()) return;
        Output.Write(Footer(_footer));
        Output.Flush();
    }

    public async ValueTask DisposeAsync()
    {
        if (BeginDispose()) return;
        await Output.WriteAsync(Footer(_footer)).ConfigureAwait(false);
        await Output.FlushAsync().ConfigureAwait(false);
    }

    internal void Complete(RowGroup? group)
    {
        _isGroupOpen = false;
        _isFaulted |= group is null;
        if (group is null) return;
        group.Ordinal = (short)Math.Min(_footer.RowGroups.Count, short.MaxValue);
        _footer.RowGroups.Add(group);
        _footer.NumRows += group.NumRows;
    }

    /// <summary>Returns whether there is nothing left to do.</summary>
    private bool BeginDispose()
    {
        bool isDone = _isDisposed || _isFaulted || _isGroupOpen;
        _isDisposed = true;
        return isDone;
    }

    /// <summary>The end of a file: its metadata, their length, the mark.</summary>
    internal static byte[] Footer(FileMetaData file)
    {
        var writer = new CompactWriter();
        file.Write(writer);
        ReadOnlySpan<byte> metadata = writer.Written.Span;
        var footer = new byte[metadata.Length + sizeof(int) + MagicLength];
        metadata.CopyTo(footer);
        BinaryPrimitives.WriteInt32LittleEndian(footer.AsSpan(metadata.Length), metadata.Length);
        Magic.CopyTo(footer.AsSpan(metadata.Length + sizeof(int)));
        return footer;
    }

    /// <summary>New row groups take the place of the old footer.</summary>
    private static async Task<ParquetWriter> AppendAsync(ParquetSchema schema, Stream output, ParquetOptions options, CancellationToken cancellationToken)
    {
        if (!output.CanSeek || !output.CanRead) throw new ArgumentException("appending needs a stream that can read and seek", nameof(output));
        (FileMetaData footer, long start) = await FooterReader.ReadAsync(output, cancellationToken).ConfigureAwait(false);
        ParquetSchema existing = FileSchema.Create(footer, options).Schema;
        if (!existing.Equals(schema)) throw new ParquetException($"cannot append: the file has the columns {existing}, not {schema}");
        output.SetLength(start);
        output.Position = start;
        return new ParquetWriter(schema, output, options, footer) { Position = start };
    }
}
