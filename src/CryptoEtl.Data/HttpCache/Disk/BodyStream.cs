using System.IO.Compression;

namespace CryptoEtl.Data.HttpCache.Disk;

/// <summary>A body while it is read: exactly as long as its entry says, or an error.</summary>
/// <param name="onClose">What to do with the file once it was read; null: nothing.</param>
internal sealed class BodyStream(FileStream packed, long bytes, Action? onClose = null) : Stream
{
    private readonly GZipStream body = new(packed, CompressionMode.Decompress);
    private long read;
    private bool isClosed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => bytes;

    public override long Position { get => read; set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await body.ReadAsync(buffer, cancellationToken), buffer.Length);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer) => Count(body.Read(buffer), buffer.Length);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !isClosed)
        {
            isClosed = true;
            body.Dispose();
            onClose?.Invoke();
        }

        base.Dispose(disposing);
    }

    private int Count(int got, int wanted)
    {
        read += got;
        var isEnd = got == 0 && wanted > 0;
        return read > bytes || (isEnd && read < bytes)
            ? throw new InvalidDataException($"{packed.Name}: {(isEnd ? $"ends after {read}" : "goes on after")} of {bytes} bytes")
            : got;
    }
}
