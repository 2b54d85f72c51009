using System.Text.Json;

namespace CryptoEtl.Data.Sources;

/// <summary>Passes a body on and checks on the way that it is one whole JSON document: what was cut off is never kept.</summary>
/// <remarks>Memory is bounded by the longest single token. The reading end sees a problem of status 502 where the document breaks, or ends too early.</remarks>
internal sealed class WholeJsonStream(Stream body) : Stream
{
    /// <summary>A text longer than this is no text of a source.</summary>
    private const int LongestToken = 16 << 20;

    private JsonReaderState state;
    private byte[] carry = [];
    private int carried;
    private bool isDone;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await body.ReadAsync(buffer, cancellationToken);
        if (buffer.Length > 0)
            Check(buffer.Span[..read], isFinal: read == 0);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = body.Read(buffer, offset, count);
        if (count > 0)
            Check(buffer.AsSpan(offset, read), isFinal: read == 0);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Check(ReadOnlySpan<byte> piece, bool isFinal)
    {
        if (isDone)
            return;

        isDone = isFinal;
        var text = carried == 0 ? piece : Joined(piece);
        try
        {
            var json = new Utf8JsonReader(text, isFinal, state);
            while (json.Read())
            {
                // Reading is checking.
            }

            state = json.CurrentState;
            Carry(text[(int)json.BytesConsumed..]);
        }
        catch (JsonException malformed)
        {
            throw Broken(isFinal ? "the answer is cut off" : "malformed JSON", malformed);
        }

        if (carried > LongestToken)
            throw Broken($"a text of more than {LongestToken} bytes", null);
    }

    /// <summary>What was left over, and what came; in one buffer for the whole body.</summary>
    private ReadOnlySpan<byte> Joined(ReadOnlySpan<byte> piece)
    {
        if (carry.Length < carried + piece.Length)
            Array.Resize(ref carry, carried + piece.Length);
        piece.CopyTo(carry.AsSpan(carried));
        return carry.AsSpan(0, carried + piece.Length);
    }

    private void Carry(ReadOnlySpan<byte> rest)
    {
        if (carry.Length < rest.Length)
            carry = new byte[rest.Length];
        rest.CopyTo(carry);
        carried = rest.Length;
    }

    private static SourceProblemException Broken(string what, JsonException? where) => new(
        new(502, null, where is null ? what : $"{what} at line {where.LineNumber + 1}, byte {where.BytePositionInLine}", null));
}
