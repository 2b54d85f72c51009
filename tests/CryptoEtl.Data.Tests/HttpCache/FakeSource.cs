using System.Text;
using CryptoEtl.Core;
using CryptoEtl.Data.HttpCache;

namespace CryptoEtl.Data.Tests.HttpCache;

/// <summary>Answers what it is told to, and counts.</summary>
internal sealed class FakeSource(TimeProvider clock)
{
    private int asked;

    /// <summary>How often it was asked.</summary>
    public int Asked => asked;

    public int Status { get; set; } = 200;

    /// <summary>The body of the n-th answer.</summary>
    public Func<int, byte[]> Body { get; set; } = n => Encoding.UTF8.GetBytes($"{{\"answer\":{n}}}");

    /// <summary>Runs before each answer.</summary>
    public Func<CancellationToken, Task> Before { get; set; } = _ => Task.CompletedTask;

    public Exception? Failure { get; set; }

    public Dictionary<string, string> Headers { get; } = [];

    public static UpstreamException Down => new("the source is down");

    public async Task<FetchedAnswer> FetchAsync(IBodySink sink, CancellationToken cancellation)
    {
        var n = Interlocked.Increment(ref asked);
        await Before(cancellation);
        if (Failure is not null)
            throw Failure;
        var body = await sink.WriteAsync(new MemoryStream(Body(n)), cancellation);
        return new(Status, body, clock.GetUtcNow(), 1, Headers);
    }
}
