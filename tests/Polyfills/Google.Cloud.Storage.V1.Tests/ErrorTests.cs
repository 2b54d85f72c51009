using System.Net;

namespace Google.Cloud.Storage.V1.Tests;

public sealed class ErrorTests : GcsTest
{
    [Fact]
    public async Task A_missing_object_answers_404_to_get_download_copy_and_delete()
    {
        await FailsAsync(HttpStatusCode.NotFound, () => Client.GetObjectAsync(Bucket, "none"));
        await FailsAsync(HttpStatusCode.NotFound, () => DownloadAsync("none"));
        await FailsAsync(HttpStatusCode.NotFound, () => Client.CopyObjectAsync(Bucket, "none", Bucket, "b"));
        GoogleApiException failure = await FailsAsync(HttpStatusCode.NotFound, () => Client.DeleteObjectAsync(Bucket, "none"));
        Assert.Equal("No such object: bucket-1/none", failure.Error.Message);
        Assert.Equal(404, failure.Error.Code);
    }

    [Fact]
    public async Task A_body_that_is_not_JSON_still_gives_the_exception()
    {
        Server.Faults.Text("GET", 403, "<html>no</html>").Text("GET", 403, "<html>no</html>").Text("POST", 403, "<html>no</html>");
        GoogleApiException[] failures =
        [
            await FailsAsync(HttpStatusCode.Forbidden, () => Client.GetObjectAsync(Bucket, "a")),
            await FailsAsync(HttpStatusCode.Forbidden, () => DownloadAsync("a")),
            await FailsAsync(HttpStatusCode.Forbidden, () => UploadAsync("a", [1])),
        ];
        Assert.All(failures, failure => Assert.Null(failure.Error?.Message));
    }

    [Fact]
    public async Task A_connection_that_breaks_during_a_read_is_reported()
    {
        Server.Faults.Reset("GET");
        await Assert.ThrowsAsync<HttpRequestException>(() => Client.GetObjectAsync(Bucket, "a"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Upper")]
    [InlineData("a/b")]
    [InlineData("a b")]
    public void A_bucket_name_that_is_not_safe_in_an_address_is_refused(string bucket)
    {
        Assert.Throws<ArgumentException>(() => { _ = Client.ListObjects(bucket); });
        Assert.Throws<ArgumentException>(() => Client.GetObject(bucket, "a"));
        Assert.Throws<ArgumentException>(() => Client.UploadObject(bucket, "a", null, Stream.Null));
        Assert.Empty(Server.Calls);
    }

    [Fact]
    public async Task Missing_arguments_are_refused()
    {
        await Assert.ThrowsAsync<ArgumentNullException>(() => Client.GetObjectAsync(null, "a"));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Client.GetObjectAsync(Bucket, null));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Client.DownloadObjectAsync(Bucket, "a", null));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Client.UploadObjectAsync(Bucket, "a", null, null));
        await Assert.ThrowsAsync<ArgumentException>(() => Client.DeleteObjectAsync(new Google.Apis.Storage.v1.Data.Object { Name = "a" }));
    }
}
