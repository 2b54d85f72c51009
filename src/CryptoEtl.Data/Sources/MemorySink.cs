using CryptoEtl.Data.HttpCache;

namespace CryptoEtl.Data.Sources;

/// <summary>Takes a small body into memory, for answers that are not kept.</summary>
internal sealed class MemorySink : IBodySink
{
    public MemoryStream Body { get; private set; } = new();

    public async Task<StagedBody> WriteAsync(Stream body, CancellationToken cancellation)
    {
        Body = new();
        await body.CopyToAsync(Body, cancellation);
        Body.Position = 0;
        return new("", Body.Length);
    }
}
