namespace CryptoEtl.Simulator.Serve.Faults;

/// <summary>Sends the first so many pieces of a body one by one, a little apart, and the rest at once.</summary>
/// <param name="pieces">0: everything at once.</param>
internal sealed class DrippingStream(Stream inner, int pieces, TimeProvider clock) : OutgoingStream
{
    private const int PieceLength = 64;

    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(5);

    private int left = pieces;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        for (; left > 0 && buffer.Length > PieceLength; left--)
        {
            await inner.WriteAsync(buffer[..PieceLength], cancellationToken);
            await inner.FlushAsync(cancellationToken);
            await Task.Delay(Apart, clock, cancellationToken);
            buffer = buffer[PieceLength..];
        }

        await inner.WriteAsync(buffer, cancellationToken);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);
}
