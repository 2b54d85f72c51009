using System.Net;
using System.Text;
using Google.Cloud.Storage.V1.Tests.Server;

namespace Google.Cloud.Storage.V1.Tests;

/// <summary>CRC-32C on the way up and on the way down. The published vectors are those of RFC 3720, B.4, and of the usual check.</summary>
public sealed class IntegrityTests : GcsTest
{
    public static TheoryData<byte[], uint> PublishedVectors => new()
    {
        { Encoding.ASCII.GetBytes("123456789"), 0xE3069283 },
        { new byte[32], 0x8A9136AA },
        { [.. Enumerable.Repeat((byte)0xFF, 32)], 0x62A8AB43 },
        { [.. Enumerable.Range(0, 32).Select(i => (byte)i)], 0x46DD794E },
        { [.. Enumerable.Range(0, 32).Select(i => (byte)(31 - i))], 0x113FDB5C },
        { [], 0 },
    };

    [Theory]
    [MemberData(nameof(PublishedVectors))]
    public async Task The_checksum_is_the_published_one(byte[] data, uint checksum)
    {
        Server.Faults.ClaimedCrc32c = "AAAAAQ==";
        var failure = await Assert.ThrowsAsync<UploadValidationException>(() => UploadAsync("a", data));
        Assert.Equal(ReferenceCrc32c.Base64(checksum), failure.ClientSideHash);
        Assert.Equal(ReferenceCrc32c.Base64(checksum), ReferenceCrc32c.Base64(data));
    }

    [Fact]
    public async Task The_checksum_is_right_at_every_length_and_alignment()
    {
        Server.Faults.ClaimedCrc32c = "AAAAAQ==";
        for (int length = 1; length < 40; length++)
        {
            byte[] data = Bytes(length);
            var failure = await Assert.ThrowsAsync<UploadValidationException>(() => UploadAsync("a", data));
            Assert.Equal(ReferenceCrc32c.Base64(data), failure.ClientSideHash);
        }
    }

    [Fact]
    public async Task A_broken_upload_is_deleted_by_its_generation()
    {
        long good = (await UploadAsync("a", [1])).Generation!.Value;
        Server.Faults.ClaimedCrc32c = "AAAAAQ==";
        var failure = await Assert.ThrowsAsync<UploadValidationException>(() => UploadAsync("a", [2]));
        Assert.Equal("DELETE", LastCall.Method);
        Assert.Equal(failure.UploadedObject.Generation.ToString(), LastCall.Query["generation"]);
        Assert.NotEqual(good, failure.UploadedObject.Generation);
        Assert.Null(Server.Store.Find(Bucket, "a", failure.UploadedObject.Generation));
        Assert.Null(failure.AdditionalFailures);
    }

    [Fact]
    public async Task An_answer_without_checksum_counts_as_broken()
    {
        Server.Faults.ClaimedCrc32c = "";
        var failure = await Assert.ThrowsAsync<UploadValidationException>(() => UploadAsync("a", [2]));
        Assert.Null(failure.UploadedObject.Crc32c);
        Assert.Null(Server.Store.Find(Bucket, "a"));
    }

    [Fact]
    public async Task A_broken_upload_that_cannot_be_deleted_says_why()
    {
        Server.Faults.ClaimedCrc32c = "AAAAAQ==";
        Server.Faults.Status("DELETE", 403);
        var failure = await Assert.ThrowsAsync<UploadValidationException>(() => UploadAsync("a", [2]));
        var further = Assert.IsType<GoogleApiException>(Assert.Single(failure.AdditionalFailures.InnerExceptions));
        Assert.Equal(HttpStatusCode.Forbidden, further.HttpStatusCode);
    }

    [Fact]
    public async Task ThrowOnly_leaves_the_broken_upload()
    {
        Server.Faults.ClaimedCrc32c = "AAAAAQ==";
        await Assert.ThrowsAsync<UploadValidationException>(() => UploadAsync("a", [2], new() { UploadValidationMode = UploadValidationMode.ThrowOnly }));
        Assert.NotNull(Server.Store.Find(Bucket, "a"));
        Assert.DoesNotContain(Server.Calls, call => call.Method == "DELETE");
    }

    [Fact]
    public async Task None_accepts_any_checksum()
    {
        Server.Faults.ClaimedCrc32c = "AAAAAQ==";
        var uploaded = await UploadAsync("a", [2], new() { UploadValidationMode = UploadValidationMode.None });
        Assert.Equal("AAAAAQ==", uploaded.Crc32c);
    }

    [Fact]
    public async Task A_broken_download_fails_after_its_bytes_were_written()
    {
        byte[] data = Bytes(100_000);
        await UploadAsync("a", data);
        Server.Faults.CorruptsDownloads = true;
        using var received = new MemoryStream();
        IOException failure = await Assert.ThrowsAsync<IOException>(() => Client.DownloadObjectAsync(Bucket, "a", received));
        Assert.Contains(ReferenceCrc32c.Base64(data), failure.Message, StringComparison.Ordinal);
        Assert.Contains(ReferenceCrc32c.Base64(received.ToArray()), failure.Message, StringComparison.Ordinal);
        Assert.Equal(data.Length, received.Length);
    }

    [Fact]
    public async Task Never_accepts_a_broken_download()
    {
        await UploadAsync("a", Bytes(100));
        Server.Faults.CorruptsDownloads = true;
        byte[] received = await DownloadAsync("a", new() { DownloadValidationMode = DownloadValidationMode.Never });
        Assert.NotEqual(Bytes(100), received);
    }

    [Fact]
    public async Task Automatic_still_refuses_a_broken_download()
    {
        await UploadAsync("a", Bytes(100));
        Server.Faults.CorruptsDownloads = true;
        await Assert.ThrowsAsync<IOException>(() => DownloadAsync("a", new() { DownloadValidationMode = DownloadValidationMode.Automatic }));
    }

    [Fact]
    public async Task Packed_data_are_checked_as_stored_and_delivered_unpacked()
    {
        byte[] data = [.. Enumerable.Repeat((byte)'x', 5000)];
        await UploadPackedAsync(data);
        Assert.Equal(data, await DownloadAsync("a"));
    }

    [Fact]
    public async Task Data_that_the_server_unpacked_pass_only_with_Automatic()
    {
        byte[] data = [.. Enumerable.Repeat((byte)'x', 5000)];
        await UploadPackedAsync(data);
        Server.Faults.UnpacksDownloads = true;
        Assert.Equal(data, await DownloadAsync("a", new() { DownloadValidationMode = DownloadValidationMode.Automatic }));
        await Assert.ThrowsAsync<IOException>(() => DownloadAsync("a"));
    }

    private Task UploadPackedAsync(byte[] data) => Client.UploadObjectAsync(
        new Google.Apis.Storage.v1.Data.Object { Bucket = Bucket, Name = "a", ContentType = "text/plain", ContentEncoding = "gzip" },
        new MemoryStream(Gzip.Pack(data)));
}
