using System.Net;
using Google.Cloud.Storage.V1.Tests.Server;

namespace Google.Cloud.Storage.V1.Tests;

public sealed class InterruptedUploadTests : GcsTest
{
    private const int Chunk = UploadObjectOptions.MinimumChunkSize;

    private IEnumerable<string> ContentRanges => Server.Calls.Where(call => call.Method == "PUT").Select(call => call.Headers.ContentRange.ToString());

    [Fact]
    public async Task A_chunk_of_which_the_server_kept_a_part_goes_on_from_there()
    {
        byte[] data = Bytes(2 * Chunk);
        Server.Faults.Interruptions.Enqueue((1000, Cut: false));
        await UploadAsync("a", data, new() { ChunkSize = Chunk });
        Assert.Equal("bytes 1000-263143/524288", ContentRanges.ElementAt(1));
        Assert.Equal(data, await DownloadAsync("a"));
    }

    [Fact]
    public async Task A_connection_that_breaks_goes_on_from_the_last_byte_the_server_has()
    {
        byte[] data = Bytes(2 * Chunk);
        Server.Faults.Interruptions.Enqueue((5000, Cut: true));
        await UploadAsync("a", data, new() { ChunkSize = Chunk });
        Assert.Equal(["bytes 0-262143/524288", "bytes */524288", "bytes 5000-267143/524288"], ContentRanges.Take(3));
        Assert.Equal(data, await DownloadAsync("a"));
    }

    [Fact]
    public async Task A_connection_that_breaks_before_the_first_byte_starts_over()
    {
        byte[] data = Bytes(100);
        Server.Faults.Reset("PUT");
        await UploadAsync("a", data);
        Assert.Equal(["bytes 0-99/100", "bytes */100", "bytes 0-99/100"], ContentRanges);
        Assert.Equal(data, await DownloadAsync("a"));
    }

    [Fact]
    public async Task A_server_error_in_the_middle_is_survived()
    {
        byte[] data = Bytes(Chunk + 100);
        Server.Faults.Status("PUT", 503);
        await UploadAsync("a", data, new() { ChunkSize = Chunk });
        Assert.Contains("bytes */262244", ContentRanges);
        Assert.Equal(data, await DownloadAsync("a"));
    }

    [Fact]
    public async Task The_checksum_counts_each_byte_once_however_often_it_was_sent()
    {
        byte[] data = Bytes(3 * Chunk);
        Server.Faults.Interruptions.Enqueue((1, Cut: true));
        Server.Faults.Interruptions.Enqueue((77, Cut: false));
        Server.Faults.Interruptions.Enqueue((0, Cut: true));
        var uploaded = await UploadAsync("a", data, new() { ChunkSize = Chunk });
        Assert.Equal(ReferenceCrc32c.Base64(data), uploaded.Crc32c);
    }

    [Fact]
    public async Task A_chunk_the_server_refuses_ends_the_upload()
    {
        Server.Faults.Status("PUT", 400);
        await FailsAsync(HttpStatusCode.BadRequest, () => UploadAsync("a", [1]));
        Assert.Null(Server.Store.Find(Bucket, "a"));
    }
}
