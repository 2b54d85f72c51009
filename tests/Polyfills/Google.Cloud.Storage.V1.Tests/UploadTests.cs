using System.Text.Json.Nodes;
using Google.Apis.Upload;
using Google.Cloud.Storage.V1.Tests.Server;
using Object = Google.Apis.Storage.v1.Data.Object;

namespace Google.Cloud.Storage.V1.Tests;

public sealed class UploadTests : GcsTest
{
    private const int Chunk = UploadObjectOptions.MinimumChunkSize;

    [Fact]
    public async Task An_upload_is_a_POST_of_the_metadata_and_a_PUT_of_the_data()
    {
        byte[] data = Bytes(1000);
        await Client.UploadObjectAsync(Bucket, "folder/a", "text/csv", new MemoryStream(data));
        Assert.Equal(["POST", "PUT"], Server.Calls.Select(call => call.Method));
        Call post = Server.Calls[0], put = Server.Calls[1];
        Assert.Equal("/upload/storage/v1/b/bucket-1/o", post.RawPath);
        Assert.Equal("resumable", post.Query["uploadType"]);
        Assert.Equal("text/csv", post.Headers["X-Upload-Content-Type"]);
        Assert.Equal("bytes 0-999/1000", put.Headers.ContentRange);
        Assert.Equal(data, put.Body);
    }

    [Fact]
    public async Task The_metadata_travel_as_JSON_packed_with_gzip()
    {
        await Client.UploadObjectAsync(Bucket, "folder/a", "text/csv", new MemoryStream([1]));
        Call post = Server.Calls[0];
        Assert.Equal("gzip", post.Headers.ContentEncoding);
        JsonNode metadata = JsonNode.Parse(post.Body)!;
        Assert.Equal("folder/a", (string?)metadata["name"]);
        Assert.Equal("bucket-1", (string?)metadata["bucket"]);
        Assert.Equal("text/csv", (string?)metadata["contentType"]);
    }

    [Fact]
    public async Task Everything_said_of_an_object_is_kept_and_answered()
    {
        var wanted = new Object
        {
            Bucket = Bucket,
            Name = "a",
            ContentType = "application/json",
            CacheControl = "no-store",
            StorageClass = "NEARLINE",
            Metadata = new Dictionary<string, string> { ["run"] = "7", ["sha256"] = "é" },
        };
        Object uploaded = await Client.UploadObjectAsync(wanted, new MemoryStream([1, 2, 3]));
        Object read = await Client.GetObjectAsync(Bucket, "a");
        Assert.Equal(uploaded.Generation, read.Generation);
        Assert.Equal((1L, 3UL), (read.Metageneration, read.Size!.Value));
        Assert.Equal(("application/json", "no-store", "NEARLINE"), (read.ContentType, read.CacheControl, read.StorageClass));
        Assert.Equal(wanted.Metadata, read.Metadata);
        Assert.Equal(ReferenceCrc32c.Base64([1, 2, 3]), read.Crc32c);
        Assert.Equal(Server.Store.Find(Bucket, "a")!.Md5, read.Md5Hash);
        Assert.Equal(new DateTimeOffset(2025, 3, 5, 5, 6, 7, 89, TimeSpan.Zero), read.UpdatedDateTimeOffset);
        Assert.Equal(new DateTimeOffset(2025, 3, 4, 5, 6, 7, 89, TimeSpan.Zero), read.TimeCreatedDateTimeOffset);
        Assert.Equal($"etag-{read.Generation}", read.ETag);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Chunk - 1)]
    [InlineData(Chunk)]
    [InlineData(Chunk + 1)]
    [InlineData(3 * Chunk)]
    public async Task Data_of_any_length_arrive_whole(int length)
    {
        byte[] data = Bytes(length);
        await UploadAsync("a", data, new() { ChunkSize = Chunk });
        Assert.Equal(data, await DownloadAsync("a"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(Chunk)]
    [InlineData(Chunk + 1)]
    public async Task A_stream_of_unknown_length_arrives_whole(int length)
    {
        byte[] data = Bytes(length);
        await Client.UploadObjectAsync(Bucket, "a", null, new OneWayStream(data), new() { ChunkSize = Chunk });
        Assert.Equal(data, await DownloadAsync("a"));
    }

    [Fact]
    public async Task Large_data_are_sent_in_chunks()
    {
        await UploadAsync("a", Bytes((2 * Chunk) + 10), new() { ChunkSize = Chunk });
        Assert.Equal(
            ["bytes 0-262143/524298", "bytes 262144-524287/524298", "bytes 524288-524297/524298"],
            Server.Calls.Where(call => call.Method == "PUT").Select(call => call.Headers.ContentRange.ToString()));
    }

    [Fact]
    public async Task No_more_than_a_chunk_is_read_ahead()
    {
        var source = new OneWayStream(Bytes(4 * Chunk));
        long ahead = 0;
        var progress = new Immediate<IUploadProgress>(p => ahead = Math.Max(ahead, source.Given - p.BytesSent));
        await Client.UploadObjectAsync(Bucket, "a", null, source, new() { ChunkSize = Chunk }, progress: progress);
        Assert.InRange(ahead, 0, Chunk + 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-Chunk)]
    [InlineData(Chunk + 1)]
    public void A_chunk_size_has_to_be_a_multiple_of_256_KiB(int size) =>
        Assert.Throws<ArgumentException>(() => new UploadObjectOptions { ChunkSize = size });

    [Fact]
    public async Task Progress_is_reported_up_to_completion()
    {
        var reports = new List<(UploadStatus, long)>();
        var progress = new Immediate<IUploadProgress>(p => reports.Add((p.Status, p.BytesSent)));
        await Client.UploadObjectAsync(Bucket, "a", null, new MemoryStream(Bytes(Chunk + 1)), new() { ChunkSize = Chunk }, progress: progress);
        Assert.Contains((UploadStatus.Uploading, (long)Chunk), reports);
        Assert.Equal((UploadStatus.Completed, Chunk + 1L), reports[^1]);
    }

    [Fact]
    public async Task Options_travel_in_the_address_of_the_first_request()
    {
        await UploadAsync("a", [1], new()
        {
            PredefinedAcl = PredefinedObjectAcl.ProjectPrivate,
            Projection = Projection.Full,
            KmsKeyName = "k/1",
            UserProject = "p",
            Origin = "https://o.example",
        });
        Call post = Server.Calls[0];
        string[] parameters = ["predefinedAcl", "projection", "kmsKeyName", "userProject"];
        Assert.Equal(["projectPrivate", "full", "k/1", "p"], parameters.Select(name => post.Query[name].ToString()));
        Assert.Equal("https://o.example", post.Headers.Origin);
    }

    [Fact]
    public async Task A_cancelled_upload_creates_nothing()
    {
        using var cancellation = new CancellationTokenSource();
        var progress = new Immediate<IUploadProgress>(p => { if (p.BytesSent > 0) cancellation.Cancel(); });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Client.UploadObjectAsync(Bucket, "a", null, new MemoryStream(Bytes(3 * Chunk)), new() { ChunkSize = Chunk }, cancellation.Token, progress));
        Assert.Null(Server.Store.Find(Bucket, "a"));
    }

    [Fact]
    public async Task The_synchronous_twin_uploads_too()
    {
        Object uploaded = await Task.Run(() => Client.UploadObject(Bucket, "a", "text/plain", new MemoryStream([1, 2])));
        Assert.Equal(Server.Store.Find(Bucket, "a")!.Generation, uploaded.Generation);
    }

    [Fact]
    public async Task An_uploader_can_be_started_by_its_caller()
    {
        var uploader = Client.CreateObjectUploader(Bucket, "a", "text/plain", new MemoryStream([1, 2]), new() { IfGenerationMatch = 0 });
        IUploadProgress end = await uploader.UploadAsync();
        Assert.Equal(UploadStatus.Completed, end.Status);
        Assert.Equal(Server.Store.Find(Bucket, "a")!.Generation, uploader.ResponseBody.Generation);
    }

}
