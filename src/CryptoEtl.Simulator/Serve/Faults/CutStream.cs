namespace CryptoEtl.Simulator.Serve.Faults;

/// <summary>Thrown where a body is to end early. Never leaves the server.</summary>
internal sealed class BodyCutException : Exception;

/// <summary>Lets two thirds of the first piece through, sees them off, and ends the body there.</summary>
internal sealed class CutStream(Stream inner) : OutgoingStream
{
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await inner.WriteAsync(buffer[..(buffer.Length * 2 / 3)], cancellationToken);
        await inner.FlushAsync(cancellationToken);
        throw new BodyCutException();
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);
}
