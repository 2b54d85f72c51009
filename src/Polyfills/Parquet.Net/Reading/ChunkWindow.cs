using System.Buffers;

namespace Parquet.Reading;

/// <summary>
/// A window on the bytes of a column chunk. It reads ahead by a few megabytes and never past the footer, so neither a
/// whole chunk nor what a corrupt length asks for has to fit memory.
/// </summary>
internal sealed class ChunkWindow(SharedStream stream, long position, long expectedEnd, long limit) : IDisposable
{
    private const int ReadAhead = 4 * 1024 * 1024;

    private byte[] _buffer = [];
    private int _start, _end;

    /// <summary>File offset of the next byte that is not in the window yet.</summary>
    private long _next = position;

    /// <summary>Bytes between the window's first and the end of all column data.</summary>
    public long Left => limit - _next + (_end - _start);

    public ReadOnlySpan<byte> Available => _buffer.AsSpan(_start, _end - _start);

    public void Advance(int count) => _start += count;

    /// <summary>Makes so many bytes available, or all that are left.</summary>
    public async ValueTask EnsureAsync(int count, CancellationToken cancellationToken)
    {
        count = (int)Math.Min(count, Left);
        if (_end - _start >= count) return;
        MakeRoom(count);
        while (_end - _start < count)
        {
            int wanted = (int)Math.Min(_buffer.Length - _end, Math.Max(expectedEnd - _next, count - (_end - _start)));
            int read = await stream.ReadAtAsync(_next, _buffer.AsMemory(_end, wanted), cancellationToken).ConfigureAwait(false);
            if (read == 0) throw new ParquetException("the file ends inside a column");
            _end += read;
            _next += read;
        }
    }

    public void Dispose()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void MakeRoom(int count)
    {
        int kept = _end - _start;
        int ahead = (int)Math.Min(ReadAhead, Math.Max(0, expectedEnd - _next));
        byte[] previous = _buffer;
        if (_buffer.Length < Math.Max(count, Math.Min(kept + ahead, ReadAhead))) _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(count, ahead));
        previous.AsSpan(_start, kept).CopyTo(_buffer);
        if (previous != _buffer && previous.Length > 0) ArrayPool<byte>.Shared.Return(previous);
        (_start, _end) = (0, kept);
    }
}
