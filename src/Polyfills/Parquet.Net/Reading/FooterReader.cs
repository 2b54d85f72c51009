using System.Buffers;
using System.Buffers.Binary;
using Parquet.Meta;

namespace Parquet.Reading;

/// <summary>Finds and reads the footer.</summary>
internal static class FooterReader
{
    /// <summary>Returns the footer and where it starts, which is where column data end.</summary>
    public static async Task<(FileMetaData Footer, long Start)> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        long length = stream.Length;
        if (length < ParquetActor.MinimumFileLength) throw new ParquetException($"not a Parquet file: {length} bytes are too few");
        var head = new byte[ParquetActor.MagicLength];
        await ReadAtAsync(stream, 0, head, cancellationToken).ConfigureAwait(false);
        var tail = new byte[sizeof(int) + ParquetActor.MagicLength];
        await ReadAtAsync(stream, length - tail.Length, tail, cancellationToken).ConfigureAwait(false);
        int footerLength = CheckedLength(head, tail, length);
        long start = length - tail.Length - footerLength;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(footerLength);
        try
        {
            await ReadAtAsync(stream, start, buffer.AsMemory(0, footerLength), cancellationToken).ConfigureAwait(false);
            return (Checked(FileMetaData.Read(buffer.AsSpan(0, footerLength))), start);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task ReadAtAsync(Stream stream, long position, Memory<byte> target, CancellationToken cancellationToken)
    {
        stream.Position = position;
        int read = await stream.ReadAtLeastAsync(target, target.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (read < target.Length) throw new ParquetException("the file is shorter than its length says");
    }

    private static int CheckedLength(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail, long fileLength)
    {
        ReadOnlySpan<byte> magic = tail[sizeof(int)..];
        if (magic.SequenceEqual(ParquetActor.EncryptedMagic)) throw new ParquetException("encryption is not supported: the footer is encrypted (PARE)");
        if (!magic.SequenceEqual(ParquetActor.Magic)) throw new ParquetException("not a Parquet file, or cut off: it does not end in PAR1");
        if (!head.SequenceEqual(ParquetActor.Magic)) throw new ParquetException("not a Parquet file: it does not begin with PAR1");
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        if (length > fileLength - ParquetActor.MinimumFileLength) throw new ParquetException($"corrupt footer: a length of {length} in a file of {fileLength} bytes");
        return (int)length;
    }

    private static FileMetaData Checked(FileMetaData footer)
    {
        if (footer.HasEncryptedColumns || footer.RowGroups.Exists(group => group.Columns.Exists(column => column.IsEncrypted)))
            throw new ParquetException("encryption is not supported: columns are encrypted");
        if (footer.RowGroups.Exists(group => group.NumRows < 0)) throw new ParquetException("corrupt footer: a row group has a negative number of rows");
        return footer;
    }
}
