using System.Text;
using CryptoEtl.Azurite;
using CryptoEtl.Core;

namespace CryptoEtl.Data.Tests.Lakehouse;

public sealed class FolderStorageTests() : LakeStorageTests(() => new FolderHome());

[Collection(AzuriteCollection.Name)]
public sealed class BlobStorageTests(AzuriteFixture azurite) : LakeStorageTests(() => new BlobHome(azurite.Server));

/// <summary>The promises that every home of a lake keeps.</summary>
public abstract class LakeStorageTests(Func<LakeHome> open) : IDisposable
{
    private readonly Lazy<LakeHome> home = new(open);

    public void Dispose()
    {
        if (home.IsValueCreated)
            home.Value.Dispose();
        GC.SuppressFinalize(this);
    }

    [SkippableFact]
    public async Task A_file_put_is_read_back_and_found()
    {
        Assert.True(await Storage.PutIfAbsentAsync("a/b=1/é %20.txt", Bytes("one")));
        Assert.Equal("one", await TextAsync("a/b=1/é %20.txt"));
        var found = (await Storage.FindAsync("a/b=1/é %20.txt"))!;
        Assert.Equal(("a/b=1/é %20.txt", 3L), (found.Path, found.Size));
        Assert.Equal("a/b=1/é %20.txt", Assert.Single(await Storage.ListAsync("a/b=1")).Path);
    }

    [SkippableFact]
    public async Task A_second_put_of_a_name_changes_nothing()
    {
        await Storage.PutIfAbsentAsync("a.txt", Bytes("one"));
        Assert.False(await Storage.PutIfAbsentAsync("a.txt", Bytes("two")));
        Assert.Equal("one", await TextAsync("a.txt"));
    }

    [SkippableFact]
    public async Task Of_many_writers_of_one_name_exactly_one_wins_and_its_content_stays()
    {
        var writers = Enumerable.Range(0, 32).Select(async writer =>
            (writer, won: await Task.Run(() => home.Value.NewStorage().PutIfAbsentAsync("race.txt", Bytes($"writer {writer}")))));
        var winner = Assert.Single(await Task.WhenAll(writers), result => result.won);
        Assert.Equal($"writer {winner.writer}", await TextAsync("race.txt"));
    }

    [SkippableFact]
    public async Task A_put_that_fails_half_way_leaves_nothing()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => Storage.PutIfAbsentAsync("a.txt", new BreakingStream()));
        Assert.Null(await Storage.OpenReadAsync("a.txt"));
        Assert.Null(await Storage.FindAsync("a.txt"));
        Assert.Empty(await home.Value.EverythingAsync());
    }

    [SkippableFact]
    public async Task A_large_file_is_read_from_any_place()
    {
        var content = new byte[9 << 20];
        new Random(5).NextBytes(content);
        await Storage.PutIfAbsentAsync("large.bin", new MemoryStream(content));

        await using var stream = (await Storage.OpenReadAsync("large.bin"))!;
        stream.Seek(-1000, SeekOrigin.End);
        var tail = new byte[1000];
        await stream.ReadExactlyAsync(tail);
        Assert.Equal(content[^1000..], tail);
        stream.Position = 5 << 20;
        await stream.ReadExactlyAsync(tail);
        Assert.Equal(content[(5 << 20)..((5 << 20) + 1000)], tail);
    }

    [SkippableFact]
    public async Task A_folder_lists_its_own_files_by_name_and_nothing_hidden_or_deeper()
    {
        foreach (var path in new[] { "f/b", "f/a", "f/.hidden", "f/deep/c", "f2/d" })
            await Storage.PutIfAbsentAsync(path, Bytes("x"));
        Assert.Equal(["f/a", "f/b"], (await Storage.ListAsync("f")).Select(file => file.Path));
    }

    [SkippableFact]
    public async Task A_tree_lists_every_file_below_a_folder()
    {
        foreach (var path in new[] { "f/b", "f/.hidden", "f/deep/er/c", "f2/d" })
            await Storage.PutIfAbsentAsync(path, Bytes("x"));
        Assert.Equal(["f/.hidden", "f/b", "f/deep/er/c"], (await Storage.ListTreeAsync("f")).Select(file => file.Path));
        Assert.All(await Storage.ListTreeAsync("f"), file => Assert.Equal(1, file.Size));
    }

    [SkippableFact]
    public async Task A_file_is_replaced_whole()
    {
        await Storage.ReplaceAsync("f/a.txt", Bytes("one"));
        await Storage.ReplaceAsync("f/a.txt", Bytes("2"));
        Assert.Equal("2", await TextAsync("f/a.txt"));
        Assert.Single(await home.Value.EverythingAsync());
    }

    [SkippableFact]
    public async Task A_deleted_file_is_gone_and_its_name_free()
    {
        await Storage.PutIfAbsentAsync("f/a.txt", Bytes("one"));
        Assert.True(await Storage.DeleteAsync("f/a.txt"));
        Assert.False(await Storage.DeleteAsync("f/a.txt"));
        Assert.True(await Storage.PutIfAbsentAsync("f/a.txt", Bytes("two")));
    }

    [SkippableFact]
    public async Task A_file_that_was_written_since_is_not_deleted()
    {
        await Storage.PutIfAbsentAsync("a.txt", Bytes("one"));
        var written = (await Storage.FindAsync("a.txt"))!.Modified;
        Assert.False(await Storage.DeleteAsync("a.txt", written.AddSeconds(-1)));
        Assert.True(await Storage.DeleteAsync("a.txt", written.AddSeconds(1)));
        Assert.Null(await Storage.FindAsync("a.txt"));
    }

    [SkippableFact]
    public async Task What_is_not_there_is_null_and_lists_nothing()
    {
        Assert.Empty(await Storage.ListTreeAsync("nowhere"));
        Assert.Null(await Storage.OpenReadAsync("nothing"));
        Assert.Null(await Storage.FindAsync("nothing"));
        Assert.Empty(await Storage.ListAsync("nowhere"));
    }

    [SkippableTheory, InlineData("../outside.txt"), InlineData("/etc/outside.txt"), InlineData("a/../../outside.txt")]
    public async Task A_path_that_leaves_the_lake_is_refused(string path) =>
        await Assert.ThrowsAsync<BadInputException>(() => Storage.PutIfAbsentAsync(path, Bytes("x")));

    private Data.Lakehouse.ILakeStorage Storage => home.Value.NewStorage();

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    private async Task<string> TextAsync(string path) => Encoding.UTF8.GetString(await home.Value.BytesAsync(path));

    /// <summary>Gives a little, then breaks.</summary>
    private sealed class BreakingStream : Stream
    {
        private bool isBroken;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (isBroken)
                throw new IOException("the source broke");
            isBroken = true;
            return Math.Min(count, 10);
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
