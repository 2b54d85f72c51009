using System.Text;
using CryptoEtl.Core;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Data.Tests.Lakehouse;

public sealed class RawStoreTests : IDisposable
{
    private static readonly BatchId Noon = new("live", new DateTimeOffset(2018, 2, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_body_is_found_by_its_hash_and_comes_back_as_it_was()
    {
        var (sha256, bytes) = await Raw.PutAsync(Body("abc"));

        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", sha256);
        Assert.Equal(3, bytes);
        Assert.Equal("abc", await TextAsync(sha256));
    }

    [Fact]
    public async Task The_same_body_twice_is_one_file()
    {
        await Raw.PutAsync(Body("abc"));
        await Raw.PutAsync(Body("abc"));
        Assert.Single(Directory.EnumerateFiles(Path.Combine(folder.Path, "raw"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_body_that_breaks_off_leaves_nothing()
    {
        await Assert.ThrowsAsync<IOException>(() => Raw.PutAsync(new BreakingStream()));
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "raw")));
    }

    [Fact]
    public async Task What_a_batch_was_answered_is_remembered_for_that_batch_alone()
    {
        var answer = new RawAnswer("coingecko", "coins/list", 200, Noon.Slot, new string('a', 64), 3, 1, 1);
        await Raw.RecordAsync(Noon, "r", answer);

        Assert.Equal(answer, await Raw.FindAsync(Noon, "r"));
        Assert.Null(await Raw.FindAsync(Noon, "other"));
        Assert.Null(await Raw.FindAsync(Noon with { Slot = Noon.Slot.AddMinutes(5) }, "r"));
    }

    [Fact]
    public async Task The_first_answer_of_a_batch_stays()
    {
        var first = new RawAnswer("coingecko", "coins/list", 200, Noon.Slot, new string('a', 64), 3, 1, 1);
        await Raw.RecordAsync(Noon, "r", first);
        await Raw.RecordAsync(Noon, "r", first with { Sha256 = new string('b', 64) });
        Assert.Equal(first, await Raw.FindAsync(Noon, "r"));
    }

    [Fact]
    public async Task A_hash_that_is_not_there_is_an_error_that_names_it()
    {
        var missing = await Assert.ThrowsAsync<LakeException>(() => Raw.OpenAsync(new string('c', 64)));
        Assert.Contains(new string('c', 64), missing.Message, StringComparison.Ordinal);
    }

    private RawStore Raw => new(new FolderStorage(folder.Path));

    private static MemoryStream Body(string text) => new(Encoding.UTF8.GetBytes(text));

    private async Task<string> TextAsync(string sha256)
    {
        using var reader = new StreamReader(await Raw.OpenAsync(sha256));
        return await reader.ReadToEndAsync();
    }

    private sealed class BreakingStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("the connection broke");
    }
}
