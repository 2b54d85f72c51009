using System.Net.Http.Headers;
using Google.Apis.Download;
using Object = Google.Apis.Storage.v1.Data.Object;

namespace Google.Cloud.Storage.V1.Tests;

public sealed class DownloadTests : GcsTest
{
    [Fact]
    public async Task A_download_is_one_GET_of_the_media()
    {
        await UploadAsync("folder/a", [1, 2, 3]);
        int before = Server.Calls.Count;
        Assert.Equal([1, 2, 3], await DownloadAsync("folder/a"));
        Assert.Equal(before + 1, Server.Calls.Count);
        Assert.Equal(("GET", "/storage/v1/b/bucket-1/o/folder%2Fa"), (LastCall.Method, LastCall.RawPath));
        Assert.Equal("media", LastCall.Query["alt"]);
    }

    [Fact]
    public async Task The_answered_object_carries_what_the_headers_say()
    {
        var wanted = new Object { Bucket = Bucket, Name = "a", ContentType = "text/csv", CacheControl = "no-store" };
        Object uploaded = await Client.UploadObjectAsync(wanted, new MemoryStream([1, 2, 3]));
        Object downloaded = await Client.DownloadObjectAsync(uploaded, new MemoryStream());
        Assert.Equal((Bucket, "a"), (downloaded.Bucket, downloaded.Name));
        Assert.Equal((uploaded.Generation, 1L, 3UL), (downloaded.Generation, downloaded.Metageneration!.Value, downloaded.Size!.Value));
        Assert.Equal((uploaded.Crc32c, uploaded.Md5Hash), (downloaded.Crc32c, downloaded.Md5Hash));
        Assert.Equal(("text/csv", "no-store", "STANDARD"), (downloaded.ContentType, downloaded.CacheControl, downloaded.StorageClass));
    }

    [Fact]
    public async Task An_older_generation_can_be_read_by_its_number()
    {
        Object older = await UploadAsync("a", [1]);
        await UploadAsync("a", [2]);
        Assert.Equal([1], await DownloadAsync("a", new() { Generation = older.Generation }));
        Assert.Equal([2], await DownloadAsync("a"));
        Assert.Equal(older.Generation, (await Client.GetObjectAsync(Bucket, "a", new() { Generation = older.Generation })).Generation);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 19)]
    [InlineData(990, null)]
    public async Task A_range_is_read_without_the_rest(int from, int? to)
    {
        byte[] data = Bytes(1000);
        await UploadAsync("a", data);
        Assert.Equal(data[from..((to ?? 999) + 1)], await DownloadAsync("a", new() { Range = new RangeHeaderValue(from, to) }));
    }

    [Fact]
    public async Task A_large_object_is_handed_on_in_pieces()
    {
        byte[] data = Bytes(1_000_000);
        await UploadAsync("a", data);
        var sizes = new List<long>();
        var progress = new Immediate<IDownloadProgress>(p => sizes.Add(p.BytesDownloaded));
        using var received = new MemoryStream();
        await Client.DownloadObjectAsync(Bucket, "a", received, new() { ChunkSize = 100_000 }, progress: progress);
        Assert.Equal(data, received.ToArray());
        Assert.True(sizes.Count >= 10);
        Assert.True(sizes.Zip(sizes.Skip(1)).All(pair => pair.Second - pair.First <= 100_000));
    }

    [Fact]
    public void A_chunk_size_has_to_be_positive() =>
        Assert.Throws<ArgumentException>(() => new DownloadObjectOptions { ChunkSize = 0 });

    [Fact]
    public async Task A_download_that_breaks_off_fails_and_leaves_what_had_come()
    {
        byte[] data = Bytes(400_000);
        await UploadAsync("a", data);
        Server.Faults.CutsDownloads = true;
        using var received = new MemoryStream();
        await Assert.ThrowsAnyAsync<IOException>(() => Client.DownloadObjectAsync(Bucket, "a", received));
        Assert.True(received.Length < data.Length);
        Assert.Equal(data[..(int)received.Length], received.ToArray());
    }

    [Fact]
    public async Task A_cancelled_download_stops()
    {
        await UploadAsync("a", Bytes(100_000));
        using var cancellation = new CancellationTokenSource();
        Server.Faults.StallsDownloads = cancellation.Cancel;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client.DownloadObjectAsync(Bucket, "a", new MemoryStream(), null, cancellation.Token));
    }

    [Fact]
    public async Task The_synchronous_twins_download_too()
    {
        await UploadAsync("a", [1, 2, 3]);
        using var received = new MemoryStream();
        Object first = await Task.Run(() => Client.DownloadObject(Bucket, "a", received));
        Object second = await Task.Run(() => Client.DownloadObject(first, received));
        Assert.Equal([1, 2, 3, 1, 2, 3], received.ToArray());
        Assert.Equal(first.Generation, second.Generation);
    }
}
