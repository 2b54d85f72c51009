namespace Google.Cloud.Storage.V1.Tests;

/// <summary>A stream that can only be read, counts what it gave, and gives it in odd pieces.</summary>
internal sealed class OneWayStream(byte[] data) : Stream
{
    private const int Piece = 10_007;

    internal long Given { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int given = (int)Math.Min(Math.Min(count, Piece), data.Length - Given);
        Array.Copy(data, Given, buffer, offset, given);
        Given += given;
        return given;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>Reports at once, on the reporter's thread.</summary>
internal sealed class Immediate<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
