using System.Buffers.Binary;
using System.IO.Compression;

namespace CryptoEtl.Simulator.Tape;

/// <summary>Unpacks a gzip file of one member and notices when it was cut short.</summary>
/// <remarks><see cref="GZipStream"/> ends quietly where the file does, even in the middle of its data.</remarks>
internal sealed class GzipFile : Stream
{
    private readonly GZipStream unpacked;
    private readonly uint expected;
    private uint count;

    public GzipFile(FileStream packed)
    {
        expected = Trailer(packed);
        unpacked = new GZipStream(packed, CompressionMode.Decompress);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var read = unpacked.Read(buffer);
        count += (uint)read;
        if (read == 0 && buffer.Length > 0 && count != expected)
            throw new InvalidDataException("its length is not the one its end tells: cut short, or of several members");
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            unpacked.Dispose();
        base.Dispose(disposing);
    }

    // The last four bytes hold the unpacked length modulo 2^32 (RFC 1952).
    private static uint Trailer(FileStream packed)
    {
        if (packed.Length < 18)
            throw new InvalidDataException("it is too short for a gzip file");

        Span<byte> last = stackalloc byte[4];
        packed.Seek(-4, SeekOrigin.End);
        packed.ReadExactly(last);
        packed.Seek(0, SeekOrigin.Begin);
        return BinaryPrimitives.ReadUInt32LittleEndian(last);
    }
}
