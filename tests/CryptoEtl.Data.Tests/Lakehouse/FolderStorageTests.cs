using System.Text;
using CryptoEtl.Core;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Data.Tests.Lakehouse;

public sealed class FolderStorageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private FolderStorage Storage => new(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_file_put_is_read_back()
    {
        Assert.True(await Storage.PutIfAbsentAsync("a/b.txt", Bytes("one")));
        Assert.Equal("one", await TextAsync("a/b.txt"));
    }

    [Fact]
    public async Task A_second_put_of_a_name_changes_nothing()
    {
        await Storage.PutIfAbsentAsync("a.txt", Bytes("one"));
        Assert.False(await Storage.PutIfAbsentAsync("a.txt", Bytes("two")));
        Assert.Equal("one", await TextAsync("a.txt"));
    }

    [Fact]
    public async Task Of_many_writers_of_one_name_exactly_one_wins_and_its_content_stays()
    {
        var writers = Enumerable.Range(0, 32).Select(async writer =>
            (writer, won: await Task.Run(() => new FolderStorage(folder.Path).PutIfAbsentAsync("race.txt", Bytes($"writer {writer}")))));
        var winner = Assert.Single(await Task.WhenAll(writers), result => result.won);
        Assert.Equal($"writer {winner.writer}", await TextAsync("race.txt"));
    }

    [Fact]
    public async Task A_put_that_fails_half_way_leaves_nothing()
    {
        await Assert.ThrowsAsync<IOException>(() => Storage.PutIfAbsentAsync("a.txt", new BreakingStream()));
        Assert.Null(await Storage.OpenReadAsync("a.txt"));
        Assert.Empty(Directory.EnumerateFiles(folder.Path));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_lists_nothing() => Assert.Empty(await Storage.ListAsync("nowhere"));

    [Theory, InlineData("../outside.txt"), InlineData("/etc/outside.txt"), InlineData("a/../../outside.txt")]
    public async Task A_path_that_leaves_the_lake_is_refused(string path) =>
        await Assert.ThrowsAsync<BadInputException>(() => Storage.PutIfAbsentAsync(path, Bytes("x")));

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    private async Task<string> TextAsync(string path)
    {
        await using var stream = (await Storage.OpenReadAsync(path))!;
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }

    private sealed class BreakingStream : MemoryStream
    {
        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) =>
            destination.WriteAsync(new byte[10], cancellationToken).AsTask().ContinueWith(_ => throw new IOException("the source broke"), TaskScheduler.Default);
    }
}
