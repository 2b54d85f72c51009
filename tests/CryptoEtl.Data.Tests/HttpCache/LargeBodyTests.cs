using System.Diagnostics;
using System.IO.Compression;
using CryptoEtl.Data.HttpCache;

namespace CryptoEtl.Data.Tests.HttpCache;

[Collection(nameof(Alone))]
public sealed class LargeBodyTests : IDisposable
{
    private const int Length = 150_000_000;
    private readonly CacheRig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task A_body_of_150_MB_takes_little_memory_to_keep_to_find_and_to_read()
    {
        var cache = rig.Open();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await cache.GetAsync(CacheRig.Ask(), FetchAsync);
        var found = await cache.GetAsync(CacheRig.Ask(), FetchAsync);
        await using var body = await cache.OpenAsync(found.Entry);
        var read = await CountAsync(body);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.Equal((CacheOutcome.Disk, Length, (long)Length), (found.Outcome, read, found.Entry.Bytes));
        Assert.InRange(allocated, 0, 40 << 20);
    }

    [Fact]
    public async Task A_body_that_unpacks_to_more_than_it_should_is_given_up_early()
    {
        var cache = rig.Open();
        await cache.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
        await using (var file = File.Create(Assert.Single(rig.Files("bodies"))))
        await using (var bomb = new GZipStream(file, CompressionLevel.SmallestSize))
        {
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 512; i++)
                bomb.Write(zeros);
        }

        var before = GC.GetTotalAllocatedBytes();
        var started = Stopwatch.StartNew();
        Assert.Equal(CacheOutcome.Fetched, (await cache.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync)).Outcome);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 16 << 20);
        Assert.InRange(started.ElapsedMilliseconds, 0, 2_000);
    }

    private static async Task<FetchedAnswer> FetchAsync(IBodySink sink, CancellationToken cancellation) =>
        new(200, await sink.WriteAsync(new PatternStream(), cancellation), CacheRig.Start, 1, new Dictionary<string, string>());

    private static async Task<int> CountAsync(Stream body)
    {
        var (buffer, total) = (new byte[1 << 16], 0);
        while (await body.ReadAsync(buffer) is > 0 and var read)
            total += read;
        return total;
    }

    /// <summary>Rows that never repeat exactly, made as they are read.</summary>
    private sealed class PatternStream : Stream
    {
        private int position;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => LargeBodyTests.Length;
        public override long Position { get => position; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = Math.Min(count, LargeBodyTests.Length - position);
            for (var i = 0; i < read; i++, position++)
                buffer[offset + i] = (byte)("0123456789,.[]\n "[(position ^ (position >> 7) ^ (position >> 15)) & 15]);
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
